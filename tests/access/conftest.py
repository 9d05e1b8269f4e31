"""One scene for a module: each knock is taken back, so the rows stay as they were set out."""

import logging

import pytest
import time_machine
from django.db import transaction

from tests.access import scene as scenes


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    logger = logging.getLogger("django.request")
    level = logger.level
    logger.setLevel(logging.CRITICAL)  # denials are what is asked for here
    with django_db_blocker.unblock(), time_machine.travel(scenes.NOW, tick=True), transaction.atomic():
        yield scenes.scene()
        transaction.set_rollback(True)
    logger.setLevel(level)
