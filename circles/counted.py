"""Who is in the figures of many circles at once, by the coach's rules: the same queries, however many circles."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from circles.coaching import Leading, left_out_of, meeting_of
from circles.models import ATTENDED, Attendance, Circle, Enrolment, RuleSet, Session
from circles.proposals import facts_on
from circles.rules.coach import counted_participants, why_not

# What the rules read of a session: a hub has hundreds, and a whole one costs three times as much.
OF_A_MEETING = (
    "pk", "circle_id", "status", "ordinal", "starts_at", "ends_at", "break_minutes", "study_hours", "adults_counted",
    "register_closed_at", "substitute_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class InFigures:
    """Participants, each once: who came to at least one meeting, and who of them counts in at least one circle."""

    met: frozenset[int]
    counted: frozenset[int]


def people_of(circles: Sequence[Circle], moment: datetime) -> InFigures:
    """As each circle's own page says of its people."""
    sessions, rules = _sessions(circles), list(RuleSet.objects.order_by("-valid_from"))
    seats, (attended, owners) = _seats_in_doubt(circles, sessions, rules), _attended(circles)
    leading, found = Leading(circles, [one for held in sessions.values() for one in held]), set()
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


def _sessions(circles: Sequence[Circle]) -> dict[int, list]:
    """Circle → what the rules read of its sessions, in order of time, without the cancelled."""
    found = defaultdict(list)
    rows = Session.objects.filter(circle__in=circles).exclude(status=Session.Status.CANCELLED)
    for session in rows.order_by("starts_at").values_list(*OF_A_MEETING, named=True):
        found[session.circle_id].append(session)
    return found


def _seats_in_doubt(circles: Sequence[Circle], sessions: dict, rules: Sequence[RuleSet]) -> dict[int, list[Enrolment]]:
    """The seats that may be left out of the figures, by choice or by age; the rules say which are. Mostly none."""
    first_year = min((timezone.localdate(held[0].starts_at).year for held in sessions.values() if held), default=0)
    youngest = first_year - max((one.min_age for one in rules), default=0)
    in_doubt = Q(in_grant_figures=False) | Q(participant__birth_band__gt=youngest)
    found = defaultdict(list)
    for seat in Enrolment.objects.filter(in_doubt, circle__in=circles).select_related("participant"):
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
