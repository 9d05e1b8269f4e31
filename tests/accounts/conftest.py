import pytest
from django.core.cache import cache


@pytest.fixture
def no_memory_of_attempts(db):
    """What is counted against guessing begins anew."""
    cache.clear()
