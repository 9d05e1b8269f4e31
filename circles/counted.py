"""Who is in the figures of many circles at once, by the coach's rules: the same queries, however many circles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from circles.coaching import Leading, left_out_of, meeting_of
from circles.models import ATTENDED, Attendance, Circle, Enrolment, RuleSet, Session
from circles.proposals import facts_on
from circles.rules.coach import counted_participants, why_not

# What the rules read of a session: a hub has hundreds, and a whole row costs three times as much.
OF_A_MEETING = (
    "circle", "status", "ordinal", "starts_at", "ends_at", "break_minutes", "study_hours", "adults_counted",
    "register_closed_at", "substitute",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InFigures:
    """Participants, each once: who came to at least one meeting, and who of them counts in at least one circle."""

    met: frozenset[int]
    counted: frozenset[int]


def people_of(circles: Sequence[Circle], moment: datetime) -> InFigures:
    """As each circle's own page says of its people."""
    sessions, seats = _sessions(circles), _seats(circles)
    attended, owners = _attended(circles)
    leading = Leading(circles, [one for held in sessions.values() for one in held])
    rules, found = list(RuleSet.objects.order_by("-valid_from")), set()
    for circle in circles:
        if not (to_be := sessions[circle.pk]):
            continue
        facts = facts_on(rules, timezone.localdate(to_be[0].starts_at))
        held = [one for one in to_be if one.status == Session.Status.HELD]
        meetings = [meeting_of(one, circle, attended, leading, facts, moment) for one in held]
        counting = [one for one in meetings if why_not(one, facts) is None]
        left_out = left_out_of(seats[circle.pk], to_be, facts)
        found |= {owners[seat] for seat in counted_participants(counting, facts, left_out=left_out)}
    return InFigures(frozenset(owners.values()), frozenset(found))


def _sessions(circles: Sequence[Circle]) -> dict[int, list[Session]]:
    """Circle → its sessions in order of time, without the cancelled."""
    found = defaultdict(list)
    rows = Session.objects.filter(circle__in=circles).exclude(status=Session.Status.CANCELLED)
    for session in rows.only(*OF_A_MEETING).order_by("starts_at"):
        found[session.circle_id].append(session)
    return found


def _seats(circles: Sequence[Circle]) -> dict[int, list[Enrolment]]:
    found = defaultdict(list)
    seats = Enrolment.objects.filter(circle__in=circles).select_related("participant")
    for seat in seats.only("circle", "in_grant_figures", "participant__birth_band"):
        found[seat.circle_id].append(seat)
    return found


def _attended(circles: Sequence[Circle]) -> tuple[dict[int, frozenset[int]], dict[int, int]]:
    """Session → the seats of those who came; and seat → whose it is."""
    found, owners = defaultdict(set), {}
    rows = Attendance.objects.filter(session__circle__in=circles, status__in=ATTENDED)
    for session, seat, owner in rows.values_list("session", "enrolment", "enrolment__participant"):
        found[session].add(seat)
        owners[seat] = owner
    return {session: frozenset(who) for session, who in found.items()}, owners
