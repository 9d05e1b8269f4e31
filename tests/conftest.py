"""Fixtures for every room. Surroundings are strict: no warning of a missing translation, no network."""

import hypothesis
import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.utils import translation

from tests import cast, flush

# A busy machine is no fault of a rule, and a run must be repeatable.
hypothesis.settings.register_profile("ringar", deadline=None, derandomize=True)
hypothesis.settings.load_profile("ringar")


def pytest_configure():
    # Hashing is not what is tested, and scrypt costs 60 ms a person.
    django_settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    django_settings.RINGAR_SECOND_FACTOR = False
    flush.install()


def pytest_collection_modifyitems(config, items):
    """What touches no database runs once, on SQLite."""
    if connection.vendor == "sqlite":
        return
    touching = {"db", "transactional_db", "django_db_setup"}
    kept = [item for item in items if touching & set(item.fixturenames) or item.get_closest_marker("django_db")]
    config.hook.pytest_deselected(items=list(set(items) - set(kept)))
    items[:] = kept


@pytest.fixture(autouse=True)
def swedish():
    """A request in another language leaves its thread in that language: every test begins in Swedish."""
    translation.activate("sv")


@pytest.fixture
def world(db) -> cast.World:
    """The named cast in two hubs; see tests/cast.py."""
    return cast.world()


@pytest.fixture
def sign_in(client):
    """sign_in(user) → a test client that is that person."""

    def _sign_in(user):
        client.force_login(user)
        return client

    return _sign_in
