"""Who may lead, on which day, and why not. No database."""

from dataclasses import replace
from datetime import date

import pytest

from communicators.rules.facts import LeaderFacts, Requirement, Step
from communicators.rules.ladder import StepState, months_later, standing, valid_until
from communicators.rules.readiness import Reason, Standpoint, Why, may_lead, standpoint, will_be_ready_on

TODAY = date(2026, 11, 24)
BASIC, DEEP, WAYS = "milsa-bas", "milsa-fordjupning", "vagar-vidare-ledare"
NEEDS = Requirement((BASIC, DEEP, WAYS))
SENSUS, ABF = 1, 2


def done(course, until=None) -> Step:
    return Step(course, 4, 4, completed_on=date(2024, 5, 1), valid_until=until)


def ongoing(course, modules=2, ends_on=None) -> Step:
    return Step(course, modules, 4, ends_on=ends_on)


def leader(*steps, associations=(SENSUS,)) -> LeaderFacts:
    return LeaderFacts(tuple(steps), frozenset(associations))


ALL = (done(BASIC), done(DEEP), done(WAYS))


@pytest.mark.parametrize(
    ("steps", "state", "share"),
    [
        ([], StepState.MISSING, 0),
        ([ongoing(BASIC)], StepState.ONGOING, 0.5),
        ([ongoing(BASIC, modules=9)], StepState.ONGOING, 1),
        ([done(BASIC)], StepState.DONE, 1),
        ([done(BASIC, date(2027, 2, 25))], StepState.DONE, 1),
        ([done(BASIC, date(2027, 2, 24))], StepState.EXPIRING, 1),
        ([done(BASIC, TODAY)], StepState.EXPIRING, 1),
        ([done(BASIC, date(2026, 11, 23))], StepState.EXPIRED, 0),
        ([done(BASIC, date(2026, 1, 1)), ongoing(BASIC)], StepState.ONGOING, 0.5),
        ([done(BASIC, date(2026, 1, 1)), done(BASIC)], StepState.DONE, 1),
        ([Step(BASIC, completed_on=date(2026, 11, 25))], StepState.MISSING, 0),
        ([ongoing(DEEP)], StepState.MISSING, 0),
    ],
)
def test_a_step_stands_where_it_stands(steps, state, share):
    found = standing(leader(*steps), BASIC, TODAY)
    assert (found.state, found.share) == (state, share)


def test_months_end_where_the_month_does():
    assert months_later(date(2026, 11, 30), 3) == date(2027, 2, 28)
    assert months_later(date(2026, 12, 15), 1) == date(2027, 1, 15)
    assert valid_until(date(2025, 3, 1), 36) == date(2028, 3, 1)
    assert valid_until(date(2025, 3, 1), None) is None


def test_leading_takes_the_ladder_and_the_association():
    assert may_lead(leader(*ALL), NEEDS, TODAY).ok


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        (leader(*ALL[:2]), Reason(Why.STEP_MISSING, WAYS)),
        (leader(*ALL[:2], ongoing(WAYS)), Reason(Why.STEP_ONGOING, WAYS)),
        (leader(*ALL[:2], done(WAYS, date(2026, 11, 1))), Reason(Why.STEP_EXPIRED, WAYS, date(2026, 11, 1))),
        (leader(*ALL, associations=()), Reason(Why.NOT_APPROVED)),
        (replace(leader(*ALL), is_active=False), Reason(Why.RESTING)),
    ],
)
def test_each_thing_missing_is_the_reason(facts, reason):
    verdict = may_lead(facts, NEEDS, TODAY)
    assert not verdict.ok
    assert verdict.reasons == (reason,)


def test_another_association_s_approval_does_not_help():
    assert not may_lead(leader(*ALL, associations=[ABF]), replace(NEEDS, association=SENSUS), TODAY).ok
    assert may_lead(leader(*ALL, associations=[ABF]), replace(NEEDS, needs_approval=False), TODAY).ok


def test_what_is_valid_today_may_have_lapsed_on_the_day():
    facts = leader(*ALL[:2], done(WAYS, date(2026, 11, 30)))
    assert will_be_ready_on(facts, NEEDS, date(2026, 11, 30)).ok
    assert not will_be_ready_on(facts, NEEDS, date(2026, 12, 1)).ok


def test_an_ongoing_course_is_counted_on_after_its_end():
    facts = leader(done(BASIC), ongoing(DEEP, ends_on=date(2027, 1, 15)), done(WAYS))
    assert not will_be_ready_on(facts, NEEDS, date(2027, 1, 7)).ok
    assert will_be_ready_on(facts, NEEDS, date(2027, 1, 16)).ok
    assert not may_lead(facts, NEEDS, date(2027, 1, 16)).ok


def test_an_ongoing_course_without_an_end_is_not_counted_on():
    assert not will_be_ready_on(leader(done(BASIC), ongoing(DEEP), done(WAYS)), NEEDS, date(2030, 1, 1)).ok


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        (leader(*ALL), Standpoint.MAY_LEAD),
        (leader(*ALL[:2], done(WAYS, date(2026, 11, 30))), Standpoint.EXPIRING),
        (leader(done(BASIC), ongoing(DEEP)), Standpoint.WITH_SUPERVISOR),
        (leader(done(BASIC), done(DEEP), ongoing(WAYS)), Standpoint.WITH_SUPERVISOR),
        (leader(*ALL, associations=()), Standpoint.WAITS_FOR_ASSOCIATION),
        (leader(done(BASIC)), Standpoint.NOT_YET),
        (leader(ongoing(BASIC)), Standpoint.NOT_YET),
        (leader(), Standpoint.NOT_YET),
        (leader(done(BASIC), ongoing(WAYS)), Standpoint.NOT_YET),
        (leader(*ALL[:2], done(WAYS, date(2026, 1, 1))), Standpoint.NOT_YET),
    ],
)
def test_a_row_has_one_word(facts, word):
    assert standpoint(facts, NEEDS, TODAY) is word
