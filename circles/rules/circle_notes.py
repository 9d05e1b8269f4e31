"""What the rules say of a circle as a whole, beside its meetings: said while there is time to act.

Source of every number: RuleSet.source.
"""

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from circles.rules.facts import RuleFacts
from circles.rules.verdict import Reason, reason

BAND = 5  # years in a band of birth years


@dataclass(frozen=True, slots=True)
class CircleFacts:
    """`days` are those of all meetings that are not cancelled, in order. `people` counts leaders too. `births` are the
    first years of bands, None where nothing is said. `hours` are each person's in the calendar year, in all circles.
    `left_out` are those who asked not to be in the figures. `unapproved` are numbers of coming meetings without an
    approved leader. `doubles` are people who are in another circle at the same time.
    """

    days: Sequence[date]
    work_plan_on: date | None
    people: int
    births: Mapping[Hashable, int | None] = field(default_factory=dict)
    hours: Mapping[Hashable, int] = field(default_factory=dict)
    left_out: frozenset = frozenset()
    unapproved: Sequence[int] = ()
    doubles: int = 0


def circle_notes(circle: CircleFacts, facts: RuleFacts) -> tuple[Reason, ...]:
    """Every rule that stands against the circle, or soon will; the hardest to mend first."""
    return tuple(
        one
        for found in (_year, _work_plan, _leaders, _weeks, _people, _ages, _doubles, _ceiling, _left_out)
        for one in found(circle, facts)
    )


def too_young(birth: int | None, year: int, facts: RuleFacts) -> bool:
    """Whether everybody of the band is too young that year. By year, not by birthday."""
    return birth is not None and year - birth < facts.min_age


def _year(circle, facts):
    if facts.one_calendar_year and circle.days and circle.days[0].year != circle.days[-1].year:
        yield reason("two_years", last=circle.days[-1])


def _work_plan(circle, facts):
    first = circle.days[0] if circle.days else None
    if circle.work_plan_on is None:
        yield reason("work_plan_missing", first=first)
    elif first is not None and circle.work_plan_on > first:
        yield reason("work_plan_late", day=circle.work_plan_on, first=first)


def _leaders(circle, facts):
    if circle.unapproved:
        yield reason("leader_unapproved", numbers=tuple(circle.unapproved))


def _weeks(circle, facts):
    """A week with more meetings than count: the ones beyond give no hours."""
    weeks = Counter(day - timedelta(days=day.weekday()) for day in circle.days)
    for monday, count in sorted(weeks.items()):
        if count > facts.max_sessions_per_week:
            yield reason("full_week", monday=monday, count=count, most=facts.max_sessions_per_week)


def _people(circle, facts):
    if circle.people > facts.max_people:
        yield reason("too_many_people", people=circle.people, most=facts.max_people)
    elif circle.people >= facts.warn_people:
        yield reason("circle_nearly_full", people=circle.people, most=facts.max_people)


def _ages(circle, facts):
    year = circle.days[0].year if circle.days else None
    if year is None:
        return
    young = sum(too_young(birth, year, facts) for birth in circle.births.values())
    unsure = sum(_may_be_too_young(birth, year, facts) for birth in circle.births.values())
    if young:
        yield reason("too_young", people=young, least=facts.min_age, other=facts.min_age_other)
    if unsure:
        yield reason("maybe_too_young", people=unsure, least=facts.min_age)


def _may_be_too_young(birth: int | None, year: int, facts: RuleFacts) -> bool:
    return birth is not None and not too_young(birth, year, facts) and year - (birth + BAND - 1) < facts.min_age


def _doubles(circle, facts):
    if circle.doubles:
        yield reason("double_circles", people=circle.doubles)


def _ceiling(circle, facts):
    over = sum(hours > facts.max_hours_per_person_year for hours in circle.hours.values())
    if over:
        yield reason("year_ceiling", people=over, most=facts.max_hours_per_person_year)


def _left_out(circle, facts):
    if circle.left_out:
        yield reason("left_out", people=len(circle.left_out))


def reportable_hours(here: int, elsewhere: int, facts: RuleFacts) -> int:
    """A person's hours in this circle that fit under the ceiling of the year, after those in other circles."""
    return max(0, min(here, facts.max_hours_per_person_year - elsewhere))
