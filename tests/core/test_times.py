"""Times in the language of the page."""

import pytest
from django.utils.translation import override

from core.times import film_position


@pytest.mark.parametrize(("language", "said"), [("sv", "06.20"), ("en", "06:20"), ("ar", "06:20")])
def test_a_place_in_a_film_is_written_as_the_language_writes_times(language, said):
    with override(language):
        assert film_position(380) == said
