"""A circle as its page shows it: the coach's rings, the timeline, and the one thing to do next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone


from circles.actions.planning import facts_for
from circles.models import ATTENDED, Attendance, Circle, Session
from circles.rules.coach import Coach, Meeting, coach
from circles.rules.lifecycle import past_without_register
from circles.rules.study_hours import propose_hours
from communicators.models import LeaderApproval


@dataclass(frozen=True)
class Stop:
    """One session on the timeline. `state` is held, cancelled, next, missing or coming."""

    session: Session
    state: str
    here: int = 0


@dataclass(frozen=True)
class CircleOverview:
    circle: Circle
    stops: tuple[Stop, ...]
    coach: Coach
    next: Stop | None
    missing: tuple[Stop, ...]
    unconfirmed: tuple[Stop, ...]

    @property
    def planned_count(self) -> int:
        return sum(stop.state != "cancelled" for stop in self.stops)


def overview_of(circle: Circle, now: datetime | None = None) -> CircleOverview:
    """Six queries, however many sessions and people."""
    moment = now or timezone.now()
    sessions = list(circle.sessions.select_related("template__film").order_by("starts_at"))
    for session in sessions:
        session.circle = circle
    attended = _attended(circle)
    stops = _stops(sessions, attended, moment)
    return CircleOverview(
        circle=circle,
        stops=stops,
        coach=_coach(circle, sessions, attended),
        next=next((stop for stop in stops if stop.state == "next"), None),
        missing=tuple(stop for stop in stops if stop.state == "missing"),
        unconfirmed=tuple(
            stop for stop in stops if stop.state == "held" and stop.session.study_hours is None
        ),
    )


def _attended(circle: Circle) -> dict[int, frozenset[int]]:
    """Session → the seats of those who came."""
    found = defaultdict(set)
    rows = Attendance.objects.filter(session__circle=circle, status__in=ATTENDED)
    for session, enrolment in rows.values_list("session", "enrolment"):
        found[session].add(enrolment)
    return {session: frozenset(seats) for session, seats in found.items()}


def _stops(sessions: Iterable[Session], attended, moment) -> tuple[Stop, ...]:
    stops, next_found = [], False
    for session in sessions:
        state = _state(session, moment)
        if state == "coming" and not next_found:
            state, next_found = "next", True
        stops.append(Stop(session, state, len(attended.get(session.pk, ()))))
    return tuple(stops)


def _state(session: Session, moment: datetime) -> str:
    if session.status in (Session.Status.HELD, Session.Status.CANCELLED):
        return session.status
    missing = past_without_register(
        status=session.status,
        ends_at=session.ends_at,
        register_closed=session.register_closed_at is not None,
        now=moment,
    )
    return "missing" if missing else "coming"


def _coach(circle: Circle, sessions, attended) -> Coach:
    facts = facts_for(sessions[0] if sessions else timezone.localdate())
    leaders = list(circle.leader_links.filter(ended_on=None).values_list("communicator", flat=True))
    approved = _is_approved(circle, leaders)
    meetings = [
        Meeting(
            number=session.ordinal,
            day=timezone.localdate(session.starts_at),
            held=session.status == Session.Status.HELD,
            attended=attended.get(session.pk, frozenset()),
            leaders=max(1, len(leaders)),
            guests=_guests(session, attended, leaders),
            hours=_hours(session, facts),
            approved_leader=approved,
        )
        for session in sessions
        if session.status != Session.Status.CANCELLED
    ]
    return coach(meetings, frozenset(circle.enrolments.seated().values_list("pk", flat=True)), facts)


def _hours(session, facts) -> int:
    if session.study_hours is not None:
        return session.study_hours
    return propose_hours(minutes=session.minutes, break_minutes=session.break_minutes, facts=facts).hours


def _guests(session, attended, leaders) -> int:
    cards = len(attended.get(session.pk, ()))
    return max(0, (session.adults_counted or 0) - cards - max(1, len(leaders)))


def _is_approved(circle: Circle, leaders) -> bool:
    approvals = LeaderApproval.objects.filter(communicator__in=leaders, state=LeaderApproval.State.APPROVED)
    if circle.association_id:
        approvals = approvals.filter(association=circle.association_id)
    return approvals.exists()


