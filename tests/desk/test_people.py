"""The half-year's people on a coordinator's page: who met, and who is in the figures as each circle's own page says."""

from datetime import datetime

import pytest
from django.utils import timezone

from circles.models import Attendance, Session
from circles.overview import overview_of
from desk.first_page.numbers import people
from tests import cast

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 24, 12, tzinfo=cast.STOCKHOLM)


def hold(circle, meetings=4):
    """The first meetings, three hours each, and everybody came."""
    for session in circle.sessions.order_by("ordinal")[:meetings]:
        Session.objects.filter(pk=session.pk).update(
            status="held", study_hours=4, register_closed_at=session.ends_at, adults_counted=13
        )
        Attendance.objects.bulk_create(
            Attendance(session=session, enrolment=seat, status="present", marked_at=session.ends_at)
            for seat in circle.enrolments.all()
        )


def reportable(world) -> tuple[int, int]:
    """(on the coordinator's page, on the circles' own)"""
    circles = [world.circle, *world.skane.circles.exclude(pk=world.circle.pk)]
    return people([world.skane.pk], NOW).reportable, sum(
        overview_of(circle, NOW).coach.counted_people for circle in circles
    )


def test_everybody_who_came_often_enough_is_in_the_figures(world):
    hold(world.circle)
    assert people([world.skane.pk], NOW).met == 12
    assert reportable(world) == (12, 12)


def test_who_is_left_out_by_choice_or_by_age_is_in_neither_figure(world):
    hold(world.circle)
    by_choice, young, *_rest = world.circle.enrolments.order_by("pk")
    world.circle.enrolments.filter(pk=by_choice.pk).update(in_grant_figures=False)
    type(young.participant).objects.filter(pk=young.participant_id).update(birth_band=2015)
    assert people([world.skane.pk], NOW).met == 12
    assert reportable(world) == (10, 10)


def test_who_has_left_stays_in_the_figures_of_the_meetings_attended(world):
    hold(world.circle)
    seat = world.circle.enrolments.first()
    world.circle.enrolments.filter(pk=seat.pk).update(status="left", left_at=timezone.now(), leave_reason="moved")
    assert reportable(world) == (12, 12)


def test_meetings_without_an_approved_leader_count_for_nobody(world):
    hold(world.circle)
    world.sahar.communicator.approvals.update(state="withdrawn")
    assert reportable(world) == (0, 0)


def test_a_person_in_two_circles_is_one_person(world):
    hold(world.circle)
    other = cast.circle(world, "Vägar vidare 15", leader=world.rami)
    for seat in world.circle.enrolments.all()[:3]:
        other.enrolments.create(participant=seat.participant, status="active", enrolled_at=seat.enrolled_at)
    hold(other)
    assert reportable(world) == (12, 15)
