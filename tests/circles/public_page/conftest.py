"""Sahar's circle of tests/circles/conftest.py with its page open, and a visitor who is nobody."""

from datetime import datetime

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from circles.actions.circle_pages import open_page
from circles.actions.slips import hand_out_slips
from tests import cast

# A Tuesday at noon: the sixth meeting is this evening.
NOON = datetime(2026, 11, 17, 12, tzinfo=cast.STOCKHOLM)


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOON, tick=True):
        yield


@pytest.fixture(autouse=True)
def no_tries_yet(db):
    cache.clear()


@pytest.fixture
def page(circle, world):
    return open_page(circle=circle, by=world.sahar)


@pytest.fixture
def address(page):
    return reverse("circles:public_page", args=[page.link])


@pytest.fixture
def answer_address(page):
    return reverse("circles:public_answer", args=[page.link])


@pytest.fixture
def visitor():
    """A phone that has never been here. It enforces what a real browser meets, forged forms included."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def slip(circle, seats, world):
    """The code of the first seat's slip."""
    return hand_out_slips(circle=circle, seats=seats[:1], by=world.sahar)[0][1]
