"""Which state may follow which, for a circle, a session and an enrolment."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from circles.rules.verdict import YES, Verdict, no, reason

Table = Mapping[str, frozenset[str]]


def _table(**rows: str) -> Table:
    return {state: frozenset(following.split()) for state, following in rows.items()}


CIRCLE: Table = _table(
    draft="awaiting_approval planned cancelled",
    awaiting_approval="draft planned cancelled",
    planned="running cancelled",
    running="ended cancelled",
    ended="running signed",
    signed="ended checked",
    checked="signed archived",
    archived="",
    cancelled="planned",
)

SESSION: Table = _table(
    planned="held cancelled moved",
    moved="held cancelled moved",
    cancelled="planned moved held",
    held="planned moved cancelled",
)

ENROLMENT: Table = _table(
    invited="accepted waiting active never_came left",
    accepted="waiting active never_came left",
    waiting="invited accepted active never_came left",
    active="paused completed left never_came",
    paused="active completed left",
    completed="active",
    left="active waiting",
    never_came="active",
)

# The register of a signed circle is locked: what is wrong there is corrected in a new version, with a reason.
OPEN_CIRCLE = frozenset({"planned", "running", "ended"})
CLOSED_CIRCLE = frozenset({"checked", "archived"})
SEATED = frozenset({"invited", "accepted", "active", "paused", "completed"})
ON_REGISTER = frozenset({"accepted", "active", "paused"})
DOORS_OPEN = timedelta(minutes=15)


def may_become(table: Table, current: str, following: str) -> Verdict:
    """Refuses with the states that could have followed. An unknown state is a KeyError: a fault of ours."""
    if following in table[current]:
        return YES
    return no(reason("illegal_transition", current=current, following=following, open=tuple(sorted(table[current]))))


def may_cancel(status: str) -> Verdict:
    """A meeting that was held stands, with its register; one that is cancelled can't be cancelled twice."""
    refused = {"held": "held_stands", "cancelled": "cancelled_before"}.get(status)
    return no(reason(refused)) if refused else YES


def past_without_register(*, status: str, ends_at: datetime, register_closed: bool, now: datetime) -> bool:
    """The meeting should have been, and nobody has said whether it was."""
    return status in {"planned", "moved"} and ends_at < now and not register_closed


def may_hold(*, starts_at: datetime, now: datetime) -> Verdict:
    """A meeting is held once people have come: from when the doors open, never hours before."""
    if now < starts_at - DOORS_OPEN:
        return no(reason("not_begun", starts_at=starts_at, from_time=starts_at - DOORS_OPEN))
    return YES


def may_enrol(*, seated: int, seats: int, leaders: int, max_people: int, warn_people: int) -> Verdict:
    """Full refuses, by the rules or by the circle's own seats; one before the rules' last remarks. The leaders count
    too in the rules, and take none of the seats.
    """
    people = seated + leaders + 1
    if people > max_people:
        return no(reason("circle_full", most=max_people))
    if seated >= seats:
        return no(reason("no_seat_free", seats=seats))
    if people >= warn_people:
        return Verdict(ok=True, reasons=(reason("circle_nearly_full", people=people, most=max_people),))
    return YES
