"""How many study hours a meeting gives, and why not more.

A study hour is 45 whole minutes without the break: never rounded up, never carried over to the next meeting.
Source of every number: RuleSet.source.
"""

from dataclasses import dataclass

from circles.rules.facts import RuleFacts
from circles.rules.verdict import YES, Reason, Verdict, no, reason


@dataclass(frozen=True, slots=True)
class HoursProposal:
    """`whole` is what the minutes give, `hours` what may be confirmed after the ceilings in `reasons`."""

    minutes: int
    break_minutes: int
    whole: int
    hours: int
    minutes_per_hour: int
    reasons: tuple[Reason, ...] = ()

    @property
    def net_minutes(self) -> int:
        return self.minutes - self.break_minutes


def propose_hours(
    *, minutes: int, break_minutes: int, facts: RuleFacts, week_meetings: int = 0, week_hours: int = 0
) -> HoursProposal:
    """The hours of one meeting. `week_meetings` and `week_hours` are the circle's others in the same week."""
    whole = max(0, minutes - break_minutes) // facts.minutes_per_hour
    hours, reasons = whole, []
    if hours > facts.max_hours_per_session:
        hours = facts.max_hours_per_session
        reasons.append(reason("meeting_ceiling", most=facts.max_hours_per_session))
    if week_meetings >= facts.max_sessions_per_week:
        hours = 0
        reasons.append(reason("week_meetings_ceiling", most=facts.max_sessions_per_week))
    elif hours > facts.max_hours_per_week - week_hours:
        hours = max(0, facts.max_hours_per_week - week_hours)
        reasons.append(reason("week_hours_ceiling", most=facts.max_hours_per_week))
    return HoursProposal(minutes, break_minutes, whole, hours, facts.minutes_per_hour, tuple(reasons))


def may_confirm(hours: int, proposal: HoursProposal) -> Verdict:
    """A leader may confirm fewer hours than proposed, never more and never a negative number."""
    if hours < 0:
        return no(reason("hours_negative"))
    if hours > proposal.hours:
        return no(reason("hours_over_proposal", most=proposal.hours))
    return YES


def may_break(break_minutes: int, minutes: int) -> Verdict:
    if not 0 <= break_minutes < minutes:
        return no(reason("break_too_long", minutes=minutes))
    return YES


def hours_left_this_year(hours_so_far: int, facts: RuleFacts) -> int:
    """How many more hours one person may be reported for in this calendar year."""
    return max(0, facts.max_hours_per_person_year - hours_so_far)
