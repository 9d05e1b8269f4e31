"""The numbers of a rule set. They live in `RuleSet` rows, dated and sourced; rules read this copy of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """Units: minutes, study hours of `minutes_per_hour`, persons, years. Source: RuleSet.source."""

    minutes_per_hour: int = 45
    min_present: int = 3
    max_people: int = 20
    warn_people: int = 19
    max_hours_per_session: int = 4
    max_sessions_per_week: int = 3
    max_hours_per_week: int = 12
    min_sessions: int = 3
    min_hours: int = 9
    max_hours_per_person_year: int = 480
    counted_needs_sessions: int = 3
    counted_needs_first: int = 3
    counted_needs_hours: int = 9
    counted_rule_on: bool = True
    min_age: int = 13
    min_age_other: int = 6
    one_calendar_year: bool = True
