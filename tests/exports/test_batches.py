"""Batches: whole half-years, disjoint, a person once, fixed once."""

from datetime import UTC, date, datetime

import pytest

from audit.models import AuditEvent
from circles.models import Circle
from disclosure import midpoint6
from exports.actions.batches import fix_batches
from exports.models import Batch, BatchCircle, BatchPerson
from exports.waiting import waiting
from materials.models import Programme
from tests.exports import closed

pytestmark = pytest.mark.django_db


def test_enough_closed_circles_are_fixed_as_a_batch(world):
    circles = closed.closed_circles(world, 7, 9)
    (batch,) = fix_batches(by=world.steward, today=closed.TODAY)
    assert (batch.programme, batch.period) == (world.programme, "2026H1")
    assert (batch.people, batch.circles) == (midpoint6(63), midpoint6(7))
    assert set(batch.circle_links.values_list("circle", flat=True)) == {circle.pk for circle in circles}
    assert batch.people_links.count() == 63
    assert AuditEvent.objects.filter(verb="batch.fixed", actor=str(world.steward.public_id)).count() == 1


def test_fixing_twice_changes_nothing(world):
    closed.closed_circles(world, 7, 9)
    fix_batches(by=world.steward, today=closed.TODAY)
    assert fix_batches(by=world.steward, today=closed.TODAY) == []
    assert Batch.objects.count() == 1


@pytest.mark.parametrize(("count", "people"), [(5, 14), (6, 9)])
def test_too_little_is_carried_over(world, count, people):
    closed.closed_circles(world, count, people)
    assert fix_batches(by=world.steward, today=closed.TODAY) == []
    assert not BatchCircle.objects.exists()


def test_a_circle_closed_this_half_year_waits_for_the_next(world):
    closed.closed_circles(world, 7, 9)
    late = closed.closed_circle(world, "Sen", 9, closed_at=datetime(2026, 7, 1, 0, 1, tzinfo=UTC))
    (batch,) = fix_batches(by=world.steward, today=closed.TODAY)
    assert not batch.circle_links.filter(circle=late).exists()


def test_midnight_in_stockholm_parts_the_half_years(world):
    closed.closed_circles(world, 7, 9, closed_at=datetime(2026, 6, 30, 22, 30, tzinfo=UTC))  # 1 July, 00:30
    assert waiting(world.programme, closed.TODAY).circles == ()


def test_a_running_circle_is_in_no_batch(world):
    circles = closed.closed_circles(world, 7, 9)
    Circle.objects.filter(pk=circles[0].pk).update(status="signed", closed_at=None)
    (batch,) = fix_batches(by=world.steward, today=closed.TODAY) or [None]
    assert batch is None


def test_the_next_batch_shares_no_circle_and_no_person_with_the_first(world):
    first = closed.closed_circles(world, 7, 9)
    (one,) = fix_batches(by=world.steward, today=closed.TODAY)
    later = closed.closed_circles(world, 8, 9, closed_at=datetime(2026, 12, 1, tzinfo=UTC))
    again = first[0].enrolments.first().participant
    closed.seat(world, later[0], enrolled_at=closed.FIRST, participant=again)
    (two,) = fix_batches(by=world.steward, today=date(2027, 1, 15))
    assert two.period == "2026H2"
    assert two.people_links.count() == 72
    assert one.people_links.get(participant=again).enrolment.circle == first[0]
    assert BatchPerson.objects.count() == BatchPerson.objects.values("participant").distinct().count() == 135


def test_what_was_too_little_enters_later_with_the_rest(world):
    closed.closed_circles(world, 4, 9)
    fix_batches(by=world.steward, today=closed.TODAY)
    closed.closed_circles(world, 4, 9, closed_at=datetime(2026, 12, 1, tzinfo=UTC))
    (batch,) = fix_batches(by=world.steward, today=date(2027, 1, 15))
    assert batch.circle_links.count() == 8


def test_programmes_have_batches_of_their_own(world):
    other = Programme.objects.create(code="halsostod", name="Hälsostöd", circle_title="Hälsostöd")
    closed.closed_circles(world, 7, 9)
    closed.closed_circles(world, 2, 9, programme=other)
    assert [batch.programme for batch in fix_batches(by=world.steward, today=closed.TODAY)] == [world.programme]
    assert [gap.missing for gap in waiting(other, closed.TODAY).shortfalls] == [4, 60 - midpoint6(18)]


def test_protected_people_and_mere_invitations_do_not_make_a_batch_large_enough(world):
    circles = closed.closed_circles(world, 6, 9)
    for circle in circles:
        closed.seat(world, circle, enrolled_at=closed.FIRST, participant=closed.person(world, is_protected=True))
        closed.seat(world, circle, enrolled_at=closed.FIRST, status="invited")
    found = waiting(world.programme, closed.TODAY)
    assert (found.people, found.circles_with_people) == (54, 6)
    assert fix_batches(by=world.steward, today=closed.TODAY) == []


def test_a_taken_seat_goes_before_an_invitation(world):
    circles = closed.closed_circles(world, 7, 9)
    invited_first = closed.person(world)
    closed.seat(world, circles[0], enrolled_at=closed.FIRST, participant=invited_first, status="invited")
    closed.seat(world, circles[1], enrolled_at=closed.FIRST, participant=invited_first)
    (batch,) = fix_batches(by=world.steward, today=closed.TODAY)
    assert batch.people_links.get(participant=invited_first).enrolment.circle == circles[1]
