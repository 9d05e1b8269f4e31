"""When the demo's circles met, relative to a day. Pure.

A closed circle fits in one calendar year and crosses a change of clocks: spring ones meet from January on, autumn ones
from August on. Running ones are laid so that tonight is one of their evenings.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from circles.rules.facts import RuleFacts
from circles.rules.planning import PlannedTime, Weekly, meeting, plan_series

WEEK = timedelta(days=7)
FINISHED_AFTER = timedelta(weeks=16)  # from a season's first Monday until its last list is checked


@dataclass(frozen=True, slots=True)
class Season:
    """`monday`: the first Monday on which its circles may begin."""

    monday: date
    autumn: bool


def seasons_before(today: date, number: int) -> list[Season]:
    """The last `number` seasons whose circles can all be closed by `today`, oldest first."""
    every = [season for year in range(today.year - number, today.year + 1) for season in _of_year(year)]
    return [season for season in every if season.monday + FINISHED_AFTER <= today][-number:]


def _of_year(year: int) -> list[Season]:
    return [Season(_monday_on_or_after(date(year, 1, 15)), False), Season(_monday_on_or_after(date(year, 8, 17)), True)]


def _monday_on_or_after(day: date) -> date:
    return day + timedelta(days=-day.weekday() % 7)


def series(first_day: date, start: time, minutes: int, number: int, holidays) -> list[PlannedTime]:
    """One meeting a week by the wall clock from `first_day` on, holidays skipped, New Year allowed."""
    weekly = [Weekly(first_day.weekday(), start, minutes)]
    facts = RuleFacts(one_calendar_year=False)
    return list(plan_series(weekly, first_day=first_day, count=number, holidays=holidays, facts=facts).times)


def series_around(today: date, start: time, minutes: int, number: int, *, past: int) -> list[PlannedTime]:
    """A weekly series of which `past` meetings lie before `today` and the next is today; no holiday moves it."""
    first = today - past * WEEK
    return [meeting(first + week * WEEK, start, minutes)[0] for week in range(number)]


def at_noon(day: date, zone) -> datetime:
    return datetime.combine(day, time(12), tzinfo=zone)
