"""A circle of Sahar's whose sixth session is this evening and has begun, so that its register is open."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from circles.models import CircleLeader
from tests import cast


@pytest.fixture(autouse=True)
def evening():
    """Today, 18.05 in Sweden."""
    with time_machine.travel(datetime.combine(timezone.localdate(), time(18, 5), cast.STOCKHOLM), tick=True) as clock:
        yield clock


@pytest.fixture
def circle(world):
    first = timezone.localdate() - timedelta(weeks=5)
    row = cast.circle(
        world,
        "Vägar vidare 40",
        leader=world.sahar,
        people=12,
        first=datetime.combine(first, time(17, 30), cast.STOCKHOLM),
    )
    row.door_code = "447182"
    row.save()
    return row


@pytest.fixture
def session(circle):
    return circle.sessions.get(ordinal=6)


@pytest.fixture
def seats(circle):
    return list(circle.enrolments.order_by("pk"))


@pytest.fixture
def co_leader(world, circle):
    """Rami, who leads the circle together with Sahar."""
    CircleLeader.objects.create(circle=circle, communicator=world.rami.communicator, part="co_leader")
    return world.rami
