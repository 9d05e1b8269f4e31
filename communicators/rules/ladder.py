"""Where a leader stands on one step of the ladder."""

import calendar
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from communicators.rules.facts import LeaderFacts, Step

EXPIRES_SOON_MONTHS = 3


class StepState(StrEnum):
    DONE = "done"
    EXPIRING = "expiring"
    EXPIRED = "expired"
    ONGOING = "ongoing"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Standing:
    """`share` is done modules of all, 0–1, while ongoing. `valid_until` None: for ever, or never done."""

    course: str
    state: StepState
    share: float = 0.0
    valid_until: date | None = None

    @property
    def counts(self) -> bool:
        """Whether the step is good enough to lead on today."""
        return self.state in {StepState.DONE, StepState.EXPIRING}


def months_later(day: date, months: int) -> date:
    """The same day so many months on; the month's last where it has no such day (30 Nov + 3 → 28 Feb)."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def valid_until(completed_on: date, valid_months: int | None) -> date | None:
    """The last good day of a course finished on `completed_on`; None where it does not lapse."""
    return months_later(completed_on, valid_months) if valid_months else None


def standing(facts: LeaderFacts, course: str, today: date) -> Standing:
    """Where the leader stands on `course`, by the best of the ways through it.

    Finished and good for ever or for more than three months: done. For three months at most: expiring. A
    lapsed one that is being repeated is ongoing.
    """
    ways = [step for step in facts.steps if step.course == course]
    good = [step for step in ways if _is_good(step, today)]
    if good:
        longest = max(good, key=lambda step: step.valid_until or date.max)
        state = StepState.EXPIRING if _ends_soon(longest, today) else StepState.DONE
        return Standing(course, state, 1.0, longest.valid_until)
    ongoing = [step for step in ways if step.completed_on is None]
    if ongoing:
        return Standing(course, StepState.ONGOING, max(_share(step) for step in ongoing))
    lapsed = [step.valid_until for step in ways if step.valid_until and step.valid_until < today]
    if lapsed:
        return Standing(course, StepState.EXPIRED, 0.0, max(lapsed))
    return Standing(course, StepState.MISSING)


def _is_good(step: Step, today: date) -> bool:
    if step.completed_on is None or step.completed_on > today:
        return False
    return step.valid_until is None or step.valid_until >= today


def _ends_soon(step: Step, today: date) -> bool:
    return step.valid_until is not None and step.valid_until <= months_later(today, EXPIRES_SOON_MONTHS)


def _share(step: Step) -> float:
    return min(1.0, step.modules_done / step.modules) if step.modules else 0.0
