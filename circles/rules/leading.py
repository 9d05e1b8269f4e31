"""Whether somebody can be at a meeting: no true clash, and time enough to come from another place."""

from collections.abc import Iterable
from datetime import timedelta

from circles.rules.planning import Busy, PlannedTime, Spot
from circles.rules.verdict import YES, Verdict, no, reason

ON_THE_WAY = timedelta(minutes=60)


def overlaps(planned: PlannedTime, one: Busy) -> bool:
    """One that ends as the other begins doesn't overlap."""
    return planned.starts_at < one.ends_at and one.starts_at < planned.ends_at


def is_near(planned: PlannedTime, spot: Spot, one: Busy) -> bool:
    """Less than an hour between the two, at another place."""
    if overlaps(planned, one) or not spot.is_elsewhere(one.spot):
        return False
    return planned.starts_at - one.ends_at < ON_THE_WAY and one.starts_at - planned.ends_at < ON_THE_WAY


def may_lead_series(times: Iterable[PlannedTime], busy: Iterable[Busy]) -> Verdict:
    """Whether a leader is free for a whole series; refused with the numbers of the meetings at which she isn't."""
    busy = list(busy)
    numbers = tuple(at for at, planned in enumerate(times, start=1) if any(overlaps(planned, one) for one in busy))
    return no(reason("leader_taken", numbers=numbers)) if numbers else YES


def may_lead_at(planned: PlannedTime, spot: Spot, busy: Iterable[Busy], accepts_near: bool = False) -> Verdict:
    """Refused by every meeting at the same time; and by one nearby in time, until the leader says that it works.

    What was accepted stays in the reasons as a remark.
    """
    busy = list(busy)
    clashing = [one for one in busy if overlaps(planned, one)]
    if clashing:
        return no(*(_said("leader_busy", one) for one in clashing))
    near = tuple(_said("leader_near", one) for one in busy if is_near(planned, spot, one))
    if near and not accepts_near:
        return no(*near)
    return Verdict(ok=True, reasons=near) if near else YES


def may_meet_at(planned: PlannedTime, others: Iterable[Busy]) -> Verdict:
    """Refused by another meeting of the same circle at that time, whoever leads it."""
    clashing = [one for one in others if overlaps(planned, one)]
    return no(*(_said("circle_busy", one) for one in clashing)) if clashing else YES


def _said(code: str, one: Busy):
    return reason(code, starts_at=one.starts_at, ends_at=one.ends_at)
