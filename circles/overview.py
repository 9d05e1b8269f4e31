"""A circle as its page shows it: the coach's rings, the timeline, and the one thing to do next."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from circles.actions.planning import facts_for
from circles.feed import sessions_of
from circles.models import ATTENDED, Attendance, Circle, Session
from circles.rules.coach import Coach, Meeting, coach
from circles.rules.lifecycle import past_without_register
from circles.rules.study_hours import propose_hours
from circles.words import sentence
from communicators.models import LeaderApproval
from core.lists import listed
from core.times import clock, weekday_day, weekday_name


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
    def rhythm(self) -> str:
        """ "mån och tors 17.30", from the sessions that weren't moved; "" where their times differ."""
        usual = [stop.session for stop in self.stops if not stop.session.moved_from]
        times = {clock(session.starts_at) for session in usual}
        days = sorted({timezone.localtime(session.starts_at).weekday() for session in usual})
        if len(times) != 1 or len(days) > 3:
            return ""
        return _("%(days)s %(time)s") % {"days": _joined(days), "time": times.pop()}

    @property
    def not_counting(self) -> list[dict]:
        """Held meetings that aren't reportable, each with its reason in words."""
        return [{"number": one.number, "why": sentence(one.reason)} for one in self.coach.not_counting]

    @property
    def planned_count(self) -> int:
        return sum(stop.state != "cancelled" for stop in self.stops)


def _joined(days: list[int]) -> str:
    return listed(weekday_name(day) for day in days)


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
        coach=_coach(circle, sessions, attended, moment),
        next=next((stop for stop in stops if stop.state == "next"), None),
        missing=tuple(stop for stop in stops if stop.state == "missing"),
        unconfirmed=tuple(stop for stop in stops if stop.state == "held" and stop.session.study_hours is None),
    )


def agenda_of(communicator, now: datetime | None = None) -> list[tuple[date, list[Session]]]:
    """The communicator's sessions from today on, cancelled ones too, by the Monday of their week."""
    today = timezone.localtime(now or timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    weeks = defaultdict(list)
    for session in sessions_of(communicator).filter(starts_at__gte=today).exclude(circle__status="cancelled"):
        day = timezone.localdate(session.starts_at)
        weeks[day - timedelta(days=day.weekday())].append(session)
    return sorted(weeks.items())


@dataclass(frozen=True)
class NextStep:
    """The one thing to do now, in words and with a button."""

    title: str
    text: str
    url: str
    button: str
    icon: str


def next_step(shown: CircleOverview, now: datetime | None = None) -> NextStep | None:
    """What a leader does next: a missing register, unconfirmed hours, tonight's register, a reminder, or signing."""
    moment = now or timezone.now()
    if shown.missing:
        return _register_step(shown.missing[0].session, _("Fyll i närvaron"), _("Träff %(number)d saknar närvaro."))
    if shown.unconfirmed:
        session = shown.unconfirmed[0].session
        return NextStep(
            _("Bekräfta studietimmar"),
            _("Träff %(number)d är markerad, timmarna är inte bekräftade.") % {"number": session.ordinal},
            reverse("circles:room_count", args=[session.public_id]),
            _("Räkna rummet"),
            "clock",
        )
    if shown.next is None:
        return None
    session = shown.next.session
    if timezone.localdate(session.starts_at) <= timezone.localdate(moment):
        return _register_step(session, _("Öppna närvaron"), _("Träff %(number)d är i dag."))
    return NextStep(
        _("Påminn om %(day)s") % {"day": weekday_day(session.starts_at)},
        _("Träffen är flyttad. Dela den nya tiden från din egen telefon.")
        if session.moved_from
        else _("Dela tid och plats från din egen telefon. Ringar har inga nummer."),
        reverse("circles:session_remind", args=[session.public_id]),
        _("Dela en påminnelse"),
        "paper-plane-tilt",
    )


def _register_step(session: Session, title: str, text: str) -> NextStep:
    url = reverse("circles:register", args=[session.public_id])
    return NextStep(title, text % {"number": session.ordinal}, url, _("Öppna närvaron"), "check-circle")


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


def _coach(circle: Circle, sessions, attended, moment) -> Coach:
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
            register_missing=_state(session, moment) == "missing",
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
