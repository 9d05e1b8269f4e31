"""The first pages cost the same number of queries with one row as with twenty."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from circles.actions.hours import ask_for_call
from circles.models import Enrolment, Session
from directory.models import Need
from referrals.actions import create_draft, record_consent, send
from tests import cast

TUESDAY = datetime(2026, 9, 8, 10, tzinfo=UTC)


def queries(client) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get("/").status_code == 200
    return len(captured)


def one_more(world, number: int) -> None:
    """One more circle with all that a to-do page lists: a late register, a session today, one who waits, a draft."""
    leader = cast.communicator(world, f"Ledare{number} Ny", world.skane, "ar")
    leader.communicator.approvals.all().delete()
    circle = cast.circle(world, f"Vägar vidare {100 + number}", leader=leader, people=2)
    Session.objects.filter(circle=circle, ordinal=2).update(
        starts_at=TUESDAY.replace(hour=15), ends_at=TUESDAY.replace(hour=18)
    )
    ask_for_call(session=circle.sessions.get(ordinal=1), by=leader)
    cast.enrol(circle, enrolled_at=TUESDAY, status=Enrolment.Status.WAITING)
    create_draft(
        by=leader,
        participant=circle.enrolments.first().participant,
        needs=Need.objects.all(),
        language=circle.language,
        municipality=circle.municipality,
        offered_by=leader.communicator,
    )


@pytest.mark.django_db
def test_a_coordinators_page_does_not_grow(world, sign_in):
    with time_machine.travel(TUESDAY, tick=False):
        client = sign_in(world.eva)
        one_more(world, 0)
        queries(client)
        few = queries(client)
        for number in range(1, 20):
            one_more(world, number)
        assert queries(client) == few


@pytest.mark.django_db
def test_a_leaders_page_does_not_grow(world, sign_in):
    with time_machine.travel(TUESDAY, tick=False):
        client = sign_in(world.sahar)
        one_led(world, 0)
        queries(client)
        few = queries(client)
        for number in range(1, 20):
            one_led(world, number)
        assert queries(client) == few


def one_led(world, number: int) -> None:
    """One more circle of Sahar's with hours to confirm, a late register and a meeting to come."""
    circle = cast.circle(world, f"Vägar vidare {100 + number}", leader=world.sahar, people=2)
    circle.sessions.filter(ordinal=1).update(status="held", register_closed_at=TUESDAY)
    circle.sessions.filter(ordinal=2).update(starts_at=TUESDAY.replace(day=5), ends_at=TUESDAY.replace(day=6))


@pytest.mark.django_db
def test_a_partners_page_does_not_grow(world, sign_in):
    with time_machine.travel(TUESDAY, tick=False):
        client = sign_in(world.im)
        asked(world, 0)
        queries(client)
        few = queries(client)
        for number in range(1, 5):
            asked(world, number)
        assert queries(client) == few


def asked(world, number: int) -> None:
    """One more referral that waits for IM's answer."""
    seat = world.circle.enrolments.order_by("pk")[number]
    draft = create_draft(
        by=world.sahar,
        participant=seat.participant,
        needs=Need.objects.all(),
        language=world.circle.language,
        municipality=world.circle.municipality,
    )
    consented = record_consent(
        by=world.sahar,
        referral=draft,
        given="spoken",
        language=world.circle.language,
        text_version=1,
        organisations=[world.offer.organisation],
        fields=["contact"],
    )
    send(by=world.eva, referral=consented, offer=world.offer)
