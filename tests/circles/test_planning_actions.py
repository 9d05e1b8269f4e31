from datetime import UTC, date, time, timedelta

import pytest
import time_machine
from django.utils import timezone

from audit.models import AuditEvent
from circles.actions.enrolment import enrol, enrol_new_person, leave, set_enrolment_status
from circles.actions.leaders import add_leader, hand_over
from circles.actions.planning import (
    add_session,
    ask_for_substitute,
    cancel_session,
    edit_circle,
    move_session,
    plan_circle,
    restore_session,
    set_circle_status,
)
from circles.models import Circle, Session
from circles.planning import Wish, next_title, preview
from circles.rules.planning import Weekly
from circles.rules.verdict import Refused
from tests import cast

EVENING = [Weekly(0, time(17, 30), 180)]


def dates(world, **options):
    standard = {"weekly": EVENING, "first_day": date(2027, 1, 11), "count": 10, "skip_holidays": True}
    standard |= {"leader": world.sahar.communicator, "municipality": world.places["Malmö"]}
    return preview(Wish(**standard | options))


def plan(world, shown, **options):
    standard = {"programme": world.programme, "title": "Vägar vidare 15", "hub": world.skane, "by": world.sahar}
    standard |= {"municipality": world.places["Malmö"], "language": world.languages["prs"]}
    with time_machine.travel(shown.series.times[0].starts_at - timedelta(days=30)):
        return plan_circle(**standard | {"leader": world.sahar.communicator, "times": shown.series.times} | options)


def codes(refused):
    return [one.code for one in refused.value.reasons]


def test_a_circle_takes_its_sessions_and_themes_from_the_template(world):
    circle = plan(world, dates(world, first_day=date(2027, 3, 1)))
    rows = list(circle.sessions.order_by("ordinal"))
    assert [row.title for row in rows] == [f"Tema {number}" for number in range(1, 11)]
    assert {timezone.localtime(row.starts_at).strftime("%H:%M") for row in rows} == {"17:30"}
    assert {row.starts_at.astimezone(UTC).hour for row in rows} == {15, 16}  # across the clock change of March
    assert circle.status == "planned"
    assert AuditEvent.objects.get(verb="circle.plan").facts == {"sessions": 10, "status": "planned"}


def test_easter_monday_is_skipped_and_named(world):
    shown = dates(world, first_day=date(2027, 3, 1))
    assert [(one.day, one.holiday) for one in shown.series.skipped] == [(date(2027, 3, 29), "Annandag påsk")]


def test_midsummers_eve_is_skipped_although_it_is_no_public_holiday(world):
    shown = dates(world, weekly=[Weekly(4, time(10), 180)], first_day=date(2027, 6, 18), count=2)
    assert date(2027, 6, 25) in {one.day for one in shown.series.skipped}


def test_with_a_study_association_it_waits_for_approval(world):
    circle = plan(world, dates(world), association=world.organisations["sensus"])
    assert circle.status == "awaiting_approval"
    assert set_circle_status(circle=circle, status="planned", by=world.officer).status == "planned"


def test_a_plan_shows_what_the_leader_already_has(world):
    plan(world, dates(world))
    shown = dates(world, count=3)
    assert [(note.kind, note.busy.label) for *_, notes in shown.rows for note in notes] == [
        ("leader", "Vägar vidare 15")
    ] * 3
    assert not shown.ok
    assert shown.sentences == [
        "Ledaren har andra träffar samtidigt som träff 1, 2, 3. Välj en annan tid eller en annan ledare."
    ]


def test_a_plan_shows_who_has_the_room(world):
    plan(world, dates(world), place="Linden", room="Rum 2")
    rami = world.rami.communicator
    shown = dates(world, count=1, leader=rami, place="linden", room="rum 2")
    assert [note.kind for *_, notes in shown.rows for note in notes] == ["room"]
    assert shown.ok  # two circles may share a room; the planner sees it
    assert dates(world, count=1, leader=rami, place="Linden", room="Rum 3").rows[0][2] == ()
    elsewhere = dates(world, count=1, leader=rami, place="Linden", room="Rum 2", municipality=world.places["Lund"])
    assert elsewhere.rows[0][2] == ()


@pytest.mark.parametrize("part", ["leader", "co_leader"])
def test_no_plan_is_saved_over_a_leaders_other_meetings(world, part):
    """Also where the dates looked free when they were shown: somebody else planned meanwhile."""
    shown = dates(world, count=3)
    plan(world, shown)
    theirs = {"leader": world.rami.communicator, "co_leaders": [world.sahar.communicator]}
    with pytest.raises(Refused) as refused:
        plan(world, shown, title="En till", **(theirs if part == "co_leader" else {}))
    assert [(one.code, one.value("numbers")) for one in refused.value.reasons] == [("leader_taken", (1, 2, 3))]
    assert not Circle.objects.filter(title="En till").exists()


def test_the_next_title_counts_on(world):
    assert next_title(world.skane, world.programme) == "Vägar vidare 15"


def test_moving_one_session_raises_its_sequence_and_leaves_the_others(world, circle):
    row = circle.sessions.get(ordinal=7)
    moved = move_session(
        session=row,
        starts_at=row.starts_at + timedelta(days=3),
        ends_at=row.ends_at + timedelta(days=3),
        by=world.sahar,
    )
    assert (moved.status, moved.sequence, moved.moved_from) == ("moved", 1, row.starts_at)
    assert moved.changed_at > row.changed_at
    assert set(circle.sessions.exclude(pk=row.pk).values_list("sequence", flat=True)) == {0}


def test_moved_back_is_planned_again(world, circle):
    row = circle.sessions.get(ordinal=7)
    start, end = row.starts_at, row.ends_at
    move_session(session=row, starts_at=start + timedelta(days=1), ends_at=end + timedelta(days=1), by=world.sahar)
    back = move_session(session=row, starts_at=start, ends_at=end, by=world.sahar)
    assert (back.status, back.moved_from, back.sequence) == ("planned", None, 2)


def test_a_new_place_alone_is_no_move_in_time(world, circle):
    row = circle.sessions.get(ordinal=7)
    found = move_session(
        session=row, starts_at=row.starts_at, ends_at=row.ends_at, by=world.sahar, place="Biblioteket", room="Sal B"
    )
    assert (found.status, found.sequence, found.place_name) == ("planned", 1, "Biblioteket")


def test_a_held_session_is_not_moved(world, circle):
    row = circle.sessions.get(ordinal=1)
    Session.objects.filter(pk=row.pk).update(status="held")
    with pytest.raises(Refused) as refused:
        move_session(session=row, starts_at=row.starts_at, ends_at=row.ends_at, by=world.sahar)
    assert codes(refused) == ["session_held"]


def test_a_cancelled_session_stays_and_comes_back(world, circle):
    row = circle.sessions.get(ordinal=7)
    cancelled = cancel_session(session=row, reason_code="leader_away", by=world.sahar)
    assert (cancelled.status, cancelled.cancel_reason, cancelled.sequence) == ("cancelled", "leader_away", 1)
    back = restore_session(session=row, by=world.sahar)
    assert (back.status, back.cancel_reason, back.sequence) == ("planned", "", 2)


def test_a_cancelled_session_does_not_come_back_over_another_meeting(world, circle):
    session = circle.sessions.get(ordinal=9)
    cancel_session(session=session, reason_code="no_room", by=world.sahar)
    other = cast.circle(world, "En till", leader=world.sahar, sessions=1)
    other.sessions.update(starts_at=session.starts_at, ends_at=session.ends_at)
    with pytest.raises(Refused, match="leader_busy"):
        restore_session(session=session, by=world.sahar)
    other.sessions.update(starts_at=session.ends_at, ends_at=session.ends_at + timedelta(hours=1))
    assert restore_session(session=session, by=world.sahar).status == "planned"


def test_another_place_for_the_circle_reaches_the_coming_sessions_only(world, circle):
    edit_circle(circle=circle, by=world.sahar, place="Biblioteket", room="Sal B")
    changed = circle.sessions.filter(sequence=1)
    assert changed.exists()
    assert all(session.ends_at >= timezone.now() - timedelta(minutes=1) for session in changed)


def test_what_calendars_show_is_changed_by_another_title_and_not_by_the_same(world, circle):
    before = circle.sessions.earliest("starts_at").changed_at
    edit_circle(circle=circle, by=world.sahar, title=circle.title, place=circle.place, capacity=12)
    assert circle.sessions.earliest("starts_at").changed_at == before
    edit_circle(circle=circle, by=world.sahar, title="Vägar vidare 99", place="Biblioteket")
    assert all(one.changed_at > before for one in circle.sessions.all())


def test_an_added_session_is_numbered_last(world, circle):
    start = circle.sessions.latest("starts_at").starts_at - timedelta(days=1)
    row = add_session(circle=circle, starts_at=start, ends_at=start + timedelta(hours=3), by=world.sahar)
    assert row.ordinal == 11


def test_a_substitute_who_comes_answers_the_call(world, circle, session):
    ask_for_substitute(session=session, by=world.sahar)
    add_leader(circle=circle, communicator=world.rami.communicator, part="substitute", by=world.eva)
    session.refresh_from_db()
    assert session.substitute_wanted_at is None
    assert circle in Circle.objects.visible_to(world.rami)


def test_hand_over_moves_the_open_circles_with_their_registers(world, circle):
    assert hand_over(leader=world.sahar.communicator, to=world.rami.communicator, by=world.admin) == 2
    assert not Circle.objects.visible_to(world.sahar).exists()
    assert {world.circle, circle} == set(Circle.objects.visible_to(world.rami))


def test_hand_over_leaves_closed_circles_as_history(world, circle):
    Circle.objects.filter(pk=circle.pk).update(status="checked", closed_at=timezone.now())
    assert hand_over(leader=world.sahar.communicator, to=world.rami.communicator, by=world.admin) == 1
    assert circle not in Circle.objects.visible_to(world.rami)


def test_a_circle_is_signed_only_when_every_session_has_its_answer(world, circle):
    Circle.objects.filter(pk=circle.pk).update(status="ended")
    with pytest.raises(Refused) as refused:
        set_circle_status(circle=circle, status="signed", by=world.sahar)
    assert codes(refused) == ["sessions_left"]
    circle.sessions.update(status="held", study_hours=4)
    assert set_circle_status(circle=circle, status="signed", by=world.sahar).status == "signed"
    assert set(circle.enrolments.values_list("status", flat=True)) == {"completed"}
    checked = set_circle_status(circle=circle, status="checked", by=world.eva)
    assert checked.closed_at is not None


def test_an_illegal_step_changes_nothing(world, circle):
    with pytest.raises(Refused):
        set_circle_status(circle=circle, status="checked", by=world.eva)
    circle.refresh_from_db()
    assert circle.status == "running"


def test_a_new_person_gets_a_card_of_the_hub_and_a_seat(world, circle):
    seat = enrol_new_person(circle=circle, by=world.sahar, facts={"gender": "woman"})
    assert seat.participant.hub == world.skane
    assert (seat.status, seat.participant.gender) == ("active", "woman")


def test_a_refused_enrolment_leaves_no_card_behind(world, circle):
    Circle.objects.filter(pk=circle.pk).update(status="signed")
    before = world.skane.participants.count()
    with pytest.raises(Refused):
        enrol_new_person(circle=circle, by=world.sahar, facts={})
    assert world.skane.participants.count() == before


def test_a_card_is_enrolled_once(world, circle, seats):
    with pytest.raises(Refused) as refused:
        enrol(circle=circle, participant=seats[0].participant, by=world.sahar)
    assert codes(refused) == ["already_enrolled"]


def test_a_card_of_another_hub_is_refused(world, circle):
    stranger = world.halland_circle.enrolments.first().participant
    with pytest.raises(Refused) as refused:
        enrol(circle=circle, participant=stranger, by=world.sahar)
    assert codes(refused) == ["other_hub"]


def test_who_left_comes_back_to_the_same_seat(world, circle, seats):
    leave(enrolment=seats[0], leave_reason="childcare", by=world.sahar)
    back = enrol(circle=circle, participant=seats[0].participant, by=world.sahar)
    assert (back.pk, back.status, back.leave_reason, back.left_at) == (seats[0].pk, "active", "", None)


def test_the_twentieth_with_the_leader_is_the_last(world, circle):
    Circle.objects.filter(pk=circle.pk).update(capacity=60)
    for _ in range(7):
        enrol(circle=circle, participant=cast.participant(world.skane, circle.language), by=world.sahar)
    nobody = cast.participant(world.skane, circle.language)
    with pytest.raises(Refused) as refused:
        enrol(circle=circle, participant=nobody, by=world.sahar)
    assert codes(refused) == ["circle_full"]
    assert enrol(circle=circle, participant=nobody, by=world.sahar, status="waiting").status == "waiting"


def test_a_pause_and_back(world, seats):
    set_enrolment_status(enrolment=seats[0], status="paused", by=world.sahar)
    assert set_enrolment_status(enrolment=seats[0], status="active", by=world.sahar).status == "active"
