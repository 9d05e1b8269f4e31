from datetime import date, timedelta

import pytest

from circles.rules.coach import Meeting, coach, counts_as_participant, may_yet_count, why_no_participant, why_not
from circles.rules.facts import RuleFacts

FACTS = RuleFacts()
FIRST = date(2026, 11, 16)
EIGHT = frozenset("abcdefgh")


def held(number, people=EIGHT, hours=3, **facts):
    return Meeting(number, FIRST + timedelta(days=7 * number), True, frozenset(people), hours=hours, **facts)


def coming(number, hours=3):
    return Meeting(number, FIRST + timedelta(days=7 * number), False, hours=hours)


def test_two_of_three_meetings_six_of_nine_hours_one_person_not_yet_in_the_first_three():
    meetings = [held(1), held(2), coming(3), *(coming(number) for number in range(4, 11))]
    found = coach(meetings, EIGHT | {"i"}, FACTS)
    assert (found.meetings.done, found.meetings.needed) == (2, 3)
    assert (found.hours.done, found.hours.needed) == (6, 9)
    assert found.meetings.reached_on == found.hours.reached_on == meetings[2].day
    assert found.not_yet_seen == 1
    assert found.last_first_meeting == meetings[2].day
    assert found.status == "on_way"


def test_a_ring_that_waits_for_a_missing_register_promises_no_day():
    unfilled = Meeting(3, FIRST, False, hours=3, register_missing=True)
    found = coach([held(1), held(2), unfilled, coming(4)], EIGHT | {"i"}, FACTS)
    assert found.meetings.by_register and found.hours.by_register
    assert found.last_first_meeting is None
    assert found.status == "on_way"
    assert not coach([held(1), held(2), coming(3)], EIGHT, FACTS).hours.by_register


def test_three_meetings_with_nine_hours_count():
    found = coach([held(1), held(2), held(3)], EIGHT, FACTS)
    assert found.status == "counts"
    assert found.counted_people == 8
    assert found.last_first_meeting is None


def test_a_meeting_with_a_leader_and_one_person_is_held_but_not_reportable():
    found = coach([held(1, "a"), held(2), held(3)], EIGHT, FACTS)
    assert (found.met, found.reportable) == (3, 2)
    assert [(one.number, one.reason.code) for one in found.not_counting] == [(1, "too_few_present")]


def test_guests_do_not_make_a_meeting_reportable():
    meeting = held(1, "a", guests=5)
    assert meeting.met_people == 7
    assert why_not(meeting, FACTS).code == "too_few_present"


def test_a_co_leader_is_one_of_the_three():
    assert why_not(held(1, "a", leaders=2), FACTS) is None


def test_more_than_twenty_with_the_leader_does_not_count():
    assert why_not(held(1, range(19)), FACTS) is None
    assert why_not(held(1, range(20)), FACTS).code == "too_many_present"


def test_a_meeting_without_an_approved_leader_or_a_whole_hour_does_not_count():
    assert why_not(held(1, approved_leader=False), FACTS).code == "leader_not_approved"
    assert why_not(held(1, hours=0), FACTS).code == "no_whole_hour"


def test_a_plan_that_cannot_reach_nine_hours_is_short():
    assert coach([held(1), coming(2)], EIGHT, FACTS).status == "short"


def test_a_participant_needs_one_of_the_first_three():
    meetings = [held(number, EIGHT if number > 3 else EIGHT - {"a"}) for number in range(1, 8)]
    assert not counts_as_participant("a", meetings, FACTS)
    assert counts_as_participant("b", meetings, FACTS)
    assert counts_as_participant("a", meetings, RuleFacts(counted_rule_on=False))


def test_an_empty_circle_has_empty_rings():
    found = coach([], frozenset(), FACTS)
    assert (found.people.done, found.meetings.done, found.hours.done) == (0, 0, 0)
    assert found.status == "short"


def test_the_coach_tells_which_meetings_it_counts_by_proposed_hours():
    found = coach([held(1, confirmed=True), held(2), coming(3)], EIGHT, FACTS)
    assert (found.reportable, found.unconfirmed) == (2, (2,))


@pytest.mark.parametrize(
    ("meetings", "code"),
    [
        ([held(1, "bc"), held(2, "bc"), held(3, "bc")], "no_counting_meeting"),
        ([held(4), held(5), held(6)], "none_of_the_first"),
        ([held(1), held(2)], "too_few_meetings"),
        ([held(1, hours=2), held(2), held(3)], "too_few_hours"),
        ([held(1), held(2), held(3)], None),
    ],
)
def test_why_a_person_is_no_counted_participant(meetings, code):
    why = why_no_participant("a", meetings, FACTS)
    assert (why.code if why else None) == code


def test_who_can_yet_count_is_told_from_who_cannot():
    assert may_yet_count("a", [held(1), held(2)], [coming(3)], FACTS)
    assert may_yet_count("a", [held(1), held(2)], [held(3)], FACTS)  # held with her there, hours not confirmed
    assert not may_yet_count("a", [held(1), held(2)], [held(3, "bc")], FACTS)
    assert not may_yet_count("a", [held(1), held(2)], [], FACTS)
    assert not may_yet_count("a", [held(4), held(5)], [coming(6)], FACTS)
