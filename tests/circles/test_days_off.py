"""Days that a planner keeps free: computed by the package holidays, and said to be estimates where the moon decides."""

from datetime import date, time

import pytest

from circles.holidays import OBSERVANCES, chosen_days_off, days_off
from circles.rules.facts import RuleFacts
from circles.rules.planning import Weekly, plan_series

FACTS = RuleFacts(one_calendar_year=False)


@pytest.mark.parametrize(
    ("code", "days"),
    [
        ("ramadan", {date(2026, 2, 18), date(2026, 3, 19)}),
        ("eid_al_fitr", {date(2026, 3, 20)}),
        ("eid_al_adha", {date(2026, 5, 27)}),
        ("nowruz", {date(2026, 3, 21)}),
        ("orthodox", {date(2026, 4, 12), date(2026, 1, 7)}),
    ],
)
def test_each_observance_has_its_days(code, days):
    assert days <= chosen_days_off(2026, 2026, [code]).keys()


@pytest.mark.parametrize("year", range(2024, 2040))
def test_ramadan_is_a_month_whatever_the_year(year):
    """In 2030 there are two, and the second goes on in 2031."""
    found = sorted(chosen_days_off(year - 1, year + 1, ["ramadan"]))
    months = [day for day in found if day.year == year]
    assert 29 <= len(months) <= 60
    assert date(year, 7, 1) not in months


def test_what_follows_the_moon_is_marked_as_an_estimate():
    assert {code for code, one in OBSERVANCES.items() if one.is_estimate} == {"ramadan", "eid_al_fitr", "eid_al_adha"}
    assert chosen_days_off(2026, 2026, ["eid_al_fitr"])[date(2026, 3, 20)].is_estimate
    assert not days_off(2026, 2026)[date(2026, 12, 24)].is_estimate


def series(start: time, minutes: int, chosen):
    return plan_series(
        [Weekly(3, start, minutes)],
        first_day=date(2026, 2, 12),
        count=3,
        holidays=days_off(2026, 2026, chosen),
        facts=FACTS,
    )


def test_an_evening_series_steps_over_ramadan_and_a_morning_one_does_not():
    evening = series(time(17, 30), 180, ["ramadan"])
    assert [one.starts_at.date() for one in evening.times] == [date(2026, 2, 12), date(2026, 3, 26), date(2026, 4, 2)]
    assert all(one.is_estimate for one in evening.skipped)
    morning = series(time(10), 120, ["ramadan"])
    assert [one.starts_at.date() for one in morning.times][1] == date(2026, 2, 19)


def test_nothing_is_kept_free_that_was_not_chosen():
    assert series(time(17, 30), 180, []).skipped == ()
