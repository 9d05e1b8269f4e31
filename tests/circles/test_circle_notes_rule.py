"""The rules that concern a circle as a whole. Numbers: RuleFacts, whose source is the rule set."""

from datetime import date, timedelta

import pytest

from circles.rules.circle_notes import CircleFacts, circle_notes, reportable_hours
from circles.rules.facts import RuleFacts
from circles.words import sentences

FACTS = RuleFacts()
DAYS = [date(2026, 9, 7) + timedelta(weeks=week) for week in range(10)]


def notes(rules=FACTS, **told):
    usual = {"days": DAYS, "work_plan_on": date(2026, 9, 1), "people": 12}
    return {one.code: one for one in circle_notes(CircleFacts(**usual | told), rules)}


def test_a_circle_with_everything_in_order_has_no_notes():
    assert notes() == {}


def test_the_work_plan_is_there_before_the_first_meeting():
    assert notes(work_plan_on=None).keys() == {"work_plan_missing"}
    assert notes(work_plan_on=date(2026, 9, 7)).keys() == set()
    assert notes(work_plan_on=date(2026, 9, 8)).keys() == {"work_plan_late"}


@pytest.mark.parametrize(
    ("people", "code"), [(18, None), (19, "circle_nearly_full"), (20, "circle_nearly_full"), (21, "too_many_people")]
)
def test_nineteen_warns_and_twenty_one_is_too_many(people, code):
    assert notes(people=people).keys() == ({code} if code else set())


@pytest.mark.parametrize(
    ("band", "code"),
    [(2009, None), (2010, "maybe_too_young"), (2013, "maybe_too_young"), (2014, "too_young"), (None, None)],
)
def test_thirteen_by_year_and_a_band_that_may_hold_both_asks(band, code):
    assert notes(births={1: band}).keys() == ({code} if code else set())


def test_a_circle_over_new_year_unless_the_rule_is_off():
    days = [*DAYS, date(2027, 1, 11)]
    assert notes(days=days).keys() == {"two_years"}
    assert notes(RuleFacts(one_calendar_year=False), days=days).keys() == set()


def test_the_fourth_meeting_of_a_week_is_told_of():
    week = [date(2026, 9, 7) + timedelta(days=day) for day in range(4)]
    assert notes(days=week).keys() == {"full_week"}
    assert notes(days=week[:3]).keys() == set()


def test_480_hours_a_person_and_year():
    assert notes(hours={1: 480}).keys() == set()
    assert notes(hours={1: 481}).keys() == {"year_ceiling"}
    assert reportable_hours(40, 460, FACTS) == 20
    assert reportable_hours(40, 480, FACTS) == reportable_hours(40, 500, FACTS) == 0
    assert reportable_hours(40, 0, FACTS) == 40


def test_doubles_leaders_and_who_is_left_out_are_told_of():
    found = notes(doubles=2, unapproved=[3, 4], left_out=frozenset({7}))
    assert found.keys() == {"double_circles", "leader_unapproved", "left_out"}


def test_every_note_has_its_sentence():
    everything = CircleFacts(
        days=[*[date(2026, 9, 7) + timedelta(days=day) for day in range(4)], date(2027, 1, 11)],
        work_plan_on=None, people=21, births={1: 2010, 2: 2020}, hours={1: 481}, left_out=frozenset({1}),
        unapproved=[2], doubles=1,
    )  # fmt: skip
    said = sentences(circle_notes(everything, FACTS))
    assert len(said) == len(set(said)) == 10
    assert any("13 år" in one for one in said)
