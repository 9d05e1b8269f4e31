from datetime import timedelta

import pytest
from django.db.models import Max

from audit.models import AuditEvent
from circles.actions.enrolment import leave
from circles.actions.hours import confirm_study_hours, count_room, proposal_for
from circles.actions.planning import cancel_session, restore_session
from circles.actions.register import (
    MarkConflict,
    Wanted,
    close_register,
    mark,
    mark_everyone_here,
    mark_many,
    resolve_missing_register,
    undo,
)
from circles.models import Attendance, AttendanceChange, Circle, Session
from circles.register import register_of
from circles.rules.verdict import Refused


def statuses(session):
    return [tile.mark for tile in register_of(session).tiles]


def codes(refused):
    return [one.code for one in refused.value.reasons]


def test_a_mark_has_a_version_a_history_and_an_audit_event(world, session, seats):
    mark(session=session, enrolment=seats[0], status="present", by=world.sahar, version=0)
    row = mark(session=session, enrolment=seats[0], status="absent", by=world.sahar, version=1)
    assert (row.status, row.version, row.marked_by) == ("absent", 2, world.sahar)
    assert list(AttendanceChange.objects.order_by("pk").values_list("before", "after")) == [
        ("not_recorded", "present"),
        ("present", "absent"),
    ]
    event = AuditEvent.objects.filter(verb="register.mark").first()
    assert (event.subject, event.facts) == (str(session.public_id), {"marks": 1})


def test_a_lost_race_shows_both_values_and_changes_nothing(world, session, seats, co_leader):
    mark(session=session, enrolment=seats[0], status="notified", by=co_leader, version=0)
    with pytest.raises(MarkConflict) as lost:
        mark(session=session, enrolment=seats[0], status="present", by=world.sahar, version=0)
    assert (lost.value.mine, lost.value.theirs, lost.value.version) == ("present", "notified", 1)
    assert Attendance.objects.get().status == "notified"


def test_the_same_value_twice_is_no_conflict_and_no_new_version(world, session, seats, co_leader):
    mark(session=session, enrolment=seats[0], status="present", by=co_leader, version=0)
    row = mark(session=session, enrolment=seats[0], status="present", by=world.sahar, version=0)
    assert row.version == 1
    assert AttendanceChange.objects.count() == 1


def test_marks_on_different_tiles_both_survive(world, session, seats, co_leader):
    mark(session=session, enrolment=seats[0], status="present", by=world.sahar, version=0)
    mark(session=session, enrolment=seats[1], status="part", by=co_leader, version=0)
    assert statuses(session)[:2] == ["present", "part"]


def test_everyone_here_leaves_those_who_sent_word(world, session, seats):
    mark(session=session, enrolment=seats[0], status="notified", by=world.sahar)
    mark_everyone_here(session=session, by=world.sahar)
    assert statuses(session) == ["notified"] + ["present"] * 11


def test_undo_takes_back_one_press_at_a_time(world, session, seats):
    mark(session=session, enrolment=seats[0], status="absent", by=world.sahar)
    mark_everyone_here(session=session, by=world.sahar)
    assert undo(session=session, by=world.sahar) == 11
    assert statuses(session) == ["absent"] + ["not_recorded"] * 11
    assert undo(session=session, by=world.sahar) == 1
    assert set(statuses(session)) == {"not_recorded"}
    assert undo(session=session, by=world.sahar) == 0


def test_undo_leaves_what_somebody_else_did_since(world, session, seats, co_leader):
    mark_everyone_here(session=session, by=world.sahar)
    mark(session=session, enrolment=seats[0], status="absent", by=co_leader)
    assert undo(session=session, by=world.sahar) == 11
    assert statuses(session)[0] == "absent"


def test_undo_is_the_actors_own(world, session, seats, co_leader):
    mark(session=session, enrolment=seats[0], status="present", by=co_leader)
    assert undo(session=session, by=world.sahar) == 0


def test_every_change_raises_the_registers_version_once(world, session, seats):
    mark_everyone_here(session=session, by=world.sahar)
    mark(session=session, enrolment=seats[0], status="absent", by=world.sahar)
    session.refresh_from_db()
    assert session.register_version == 2
    assert Attendance.objects.aggregate(latest=Max("register_version"))["latest"] == 2


def test_what_changed_since_a_version(world, session, seats):
    mark(session=session, enrolment=seats[0], status="present", by=world.sahar)
    mark(session=session, enrolment=seats[1], status="present", by=world.sahar)
    changed = register_of(session, since=1).changed
    assert [tile.enrolment.pk for tile in changed] == [seats[1].pk]


def test_a_register_opens_on_its_day(world, circle, seats):
    with pytest.raises(Refused) as refused:
        mark(session=circle.sessions.get(ordinal=7), enrolment=seats[0], status="present", by=world.sahar)
    assert codes(refused) == ["not_yet"]


def test_a_cancelled_session_takes_no_marks(world, session, seats):
    cancel_session(session=session, reason_code="no_room", by=world.sahar)
    with pytest.raises(Refused) as refused:
        mark(session=session, enrolment=seats[0], status="present", by=world.sahar)
    assert codes(refused) == ["session_cancelled"]


def test_a_card_of_another_circle_is_refused_and_nothing_is_saved(world, session, seats):
    stranger = world.circle.enrolments.first()
    with pytest.raises(Refused):
        mark_many(session=session, wanted=[Wanted(seats[0], "present"), Wanted(stranger, "present")], by=world.sahar)
    assert not Attendance.objects.exists()


def test_a_signed_list_takes_a_correction_only_with_a_reason(world, circle, session, seats):
    Circle.objects.filter(pk=circle.pk).update(status="signed")
    wanted = [Wanted(seats[0], "present")]
    with pytest.raises(Refused) as refused:
        mark_many(session=session, wanted=wanted, by=world.sahar)
    assert codes(refused) == ["list_signed"]
    mark_many(session=session, wanted=wanted, by=world.sahar, correction="paper_says")
    assert AttendanceChange.objects.get().reason == "paper_says"


def test_closing_asks_before_untouched_becomes_absent(world, session, seats):
    mark(session=session, enrolment=seats[0], status="present", by=world.sahar)
    with pytest.raises(Refused) as refused:
        close_register(session=session, by=world.sahar, rest_absent=False)
    assert codes(refused) == ["tiles_untouched"]
    assert statuses(session).count("absent") == 0
    closed = close_register(session=session, by=world.sahar, rest_absent=True)
    assert statuses(session) == ["present"] + ["absent"] * 11
    assert (closed.status, closed.sequence) == ("held", 1)


@pytest.mark.parametrize("answer", ["closed", "held", "list_lost"])
def test_nothing_is_held_before_people_have_come(world, session, evening, answer):
    evening.move_to(session.starts_at - timedelta(hours=3))
    with pytest.raises(Refused) as refused:
        if answer == "closed":
            close_register(session=session, by=world.sahar)
        else:
            resolve_missing_register(session=session, answer=answer, by=world.eva)
    assert codes(refused) == ["not_begun"]
    session.refresh_from_db()
    assert (session.status, statuses(session)) == ("planned", ["not_recorded"] * 12)


def test_who_has_left_keeps_the_marks_and_leaves_later_registers(world, circle, session, seats):
    mark(session=session, enrolment=seats[0], status="present", by=world.sahar)
    leave(enrolment=seats[0], leave_reason="moved", by=world.sahar)
    assert len(register_of(session).tiles) == 12
    assert len(register_of(circle.sessions.get(ordinal=5)).tiles) == 11


def test_the_first_mark_starts_the_circle(world, circle, session, seats):
    Circle.objects.filter(pk=circle.pk).update(status="planned")
    mark(session=session, enrolment=seats[0], status="present", by=world.sahar)
    circle.refresh_from_db()
    assert circle.status == "running"


@pytest.mark.parametrize(("answer", "hours"), [("held", None), ("list_lost", 0)])
def test_a_missing_register_is_answered_and_taken_back(world, session, answer, hours):
    answered = resolve_missing_register(session=session, answer=answer, by=world.eva)
    assert (answered.status, answered.study_hours) == ("held", hours)
    with pytest.raises(Refused):
        resolve_missing_register(session=session, answer=answer, by=world.eva)
    back = restore_session(session=session, by=world.eva)
    assert (back.status, back.study_hours, back.register_lost_at) == ("planned", None, None)


def test_held_without_a_list_leaves_the_tiles_not_recorded(world, session):
    resolve_missing_register(session=session, answer="held", by=world.eva)
    assert set(statuses(session)) == {"not_recorded"}


def test_hours_are_proposed_by_the_rules_and_confirmed_by_the_leader(world, session):
    close_register(session=session, by=world.sahar)
    assert proposal_for(session, break_minutes=20).hours == 3
    count_room(session=session, adults=1, children=3, by=world.sahar)
    confirmed = confirm_study_hours(session=session, hours=3, break_minutes=20, by=world.sahar)
    assert (confirmed.study_hours, confirmed.hours_confirmed_by) == (3, world.sahar)


def test_more_hours_than_proposed_are_refused(world, session):
    close_register(session=session, by=world.sahar)
    with pytest.raises(Refused) as refused:
        confirm_study_hours(session=session, hours=5, by=world.sahar)
    assert codes(refused) == ["hours_over_proposal"]


def test_hours_wait_for_the_register(world, session):
    with pytest.raises(Refused) as refused:
        confirm_study_hours(session=session, hours=3, by=world.sahar)
    assert codes(refused) == ["session_not_held"]


def test_a_circle_has_ended_when_its_last_session_is_confirmed(world, circle, session):
    Session.objects.filter(circle=circle).exclude(pk=session.pk).update(status="held", study_hours=4)
    close_register(session=session, by=world.sahar)
    confirm_study_hours(session=session, hours=4, by=world.sahar)
    circle.refresh_from_db()
    assert circle.status == "ended"
