"""Which coming sessions have nobody who may lead them, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from communicators.rules.facts import LeaderFacts, Requirement
from communicators.rules.readiness import Reason, Why, may_lead, will_be_ready_on

# What is said where several things stand against a leader. An ongoing course comes before those that follow on it.
GRAVEST = (Why.RESTING, Why.STEP_ONGOING, Why.STEP_MISSING, Why.STEP_EXPIRED, Why.NOT_APPROVED)


@dataclass(frozen=True, slots=True)
class Risk:
    """`days` are the sessions that nobody may lead; `leader` is the index of the one of whom it is told.

    `lapses` is the last good day of what is valid today and no longer then; None where it isn't valid today either.
    """

    leader: int
    reason: Reason
    days: tuple[date, ...]
    lapses: date | None = None


def risk(leaders: Sequence[LeaderFacts], requirement: Requirement, days: Sequence[date], *, today: date) -> Risk | None:
    """None where every day has a leader who may lead on it. A circle without leaders is no risk but an error.

    risk([hodan], Requirement(("milsa-bas",)), [date(2026, 12, 3)], today=date(2026, 11, 24))
    """
    uncovered = [day for day in days if not any(will_be_ready_on(one, requirement, day).ok for one in leaders)]
    if not uncovered or not leaders:
        return None
    first = uncovered[0]
    reasons = [_gravest(will_be_ready_on(one, requirement, first).reasons) for one in leaders]
    nearest = max(range(len(leaders)), key=lambda index: GRAVEST.index(reasons[index].why))
    return Risk(
        nearest, reasons[nearest], tuple(uncovered), _lapse(leaders[nearest], requirement, today, reasons[nearest])
    )


def _gravest(reasons: Sequence[Reason]) -> Reason:
    return min(reasons, key=lambda reason: GRAVEST.index(reason.why))


def _lapse(leader: LeaderFacts, requirement: Requirement, today: date, reason: Reason) -> date | None:
    if reason.why is not Why.STEP_EXPIRED:
        return None
    stands_today = reason.course not in {one.course for one in may_lead(leader, requirement, today).reasons}
    return reason.on if stands_today else None


def covered_throughout(leaders: Sequence[LeaderFacts], requirement: Requirement, first: date, last: date) -> bool:
    """Whether one and the same leader may lead on both days, and so on every day between them."""
    return any(
        will_be_ready_on(one, requirement, first).ok and will_be_ready_on(one, requirement, last).ok for one in leaders
    )
