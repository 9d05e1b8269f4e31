import pytest
from hypothesis import given
from hypothesis import strategies as st

from circles.rules.facts import RuleFacts
from circles.rules.study_hours import hours_left_this_year, may_break, may_confirm, propose_hours

FACTS = RuleFacts()


def codes(proposal):
    return [one.code for one in proposal.reasons]


@pytest.mark.parametrize(
    ("minutes", "pause", "hours"),
    [(180, 0, 4), (180, 1, 3), (180, 20, 3), (44, 0, 0), (45, 0, 1), (89, 0, 1), (90, 0, 2)],
)
def test_hours_are_whole_and_never_rounded_up(minutes, pause, hours):
    assert propose_hours(minutes=minutes, break_minutes=pause, facts=FACTS).hours == hours


@given(st.integers(0, 1440), st.integers(0, 1440))
def test_hours_never_exceed_the_minutes_or_the_ceiling(minutes, pause):
    proposal = propose_hours(minutes=minutes, break_minutes=pause, facts=FACTS)
    assert 0 <= proposal.hours <= FACTS.max_hours_per_session
    assert proposal.hours * 45 <= max(0, minutes - pause)


def test_a_long_meeting_stops_at_four_and_says_why():
    proposal = propose_hours(minutes=300, break_minutes=0, facts=FACTS)
    assert (proposal.whole, proposal.hours, codes(proposal)) == (6, 4, ["meeting_ceiling"])


def test_a_fourth_meeting_in_a_week_gives_nothing():
    proposal = propose_hours(minutes=180, break_minutes=0, facts=FACTS, week_meetings=3, week_hours=6)
    assert (proposal.hours, codes(proposal)) == (0, ["week_meetings_ceiling"])


def test_a_week_stops_at_twelve():
    proposal = propose_hours(minutes=180, break_minutes=0, facts=FACTS, week_meetings=2, week_hours=10)
    assert (proposal.hours, codes(proposal)) == (2, ["week_hours_ceiling"])


def test_a_leader_may_confirm_less_but_never_more():
    proposal = propose_hours(minutes=180, break_minutes=20, facts=FACTS)
    assert may_confirm(3, proposal).ok
    assert may_confirm(0, proposal).ok
    assert not may_confirm(4, proposal).ok
    assert not may_confirm(-1, proposal).ok


def test_a_break_is_shorter_than_its_meeting():
    assert may_break(0, 180).ok
    assert not may_break(180, 180).ok
    assert not may_break(-1, 180).ok


def test_a_person_has_480_hours_a_year():
    assert hours_left_this_year(470, FACTS) == 10
    assert hours_left_this_year(500, FACTS) == 0
