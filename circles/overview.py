"""A circle as its page shows it: the coach's rings, the timeline, and the one thing to do next."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from circles.coaching import attended_in, coach_of
from circles.models import Circle, Session
from circles.rules.coach import Coach
from circles.rules.lifecycle import past_without_register
from circles.words import sentence, sentences
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
    is_empty: bool  # nobody has a seat

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
    def notes(self) -> list[str]:
        """What the rules say of the circle as a whole, in words."""
        return sentences(self.coach.notes)

    @property
    def planned_count(self) -> int:
        return sum(stop.state != "cancelled" for stop in self.stops)


def _joined(days: list[int]) -> str:
    return listed(weekday_name(day) for day in days)


def overview_of(circle: Circle, now: datetime | None = None) -> CircleOverview:
    """The same queries, however many sessions and people."""
    moment = now or timezone.now()
    sessions = list(circle.sessions.select_related("template__film").order_by("starts_at"))
    for session in sessions:
        session.circle = circle
    attended = attended_in(circle)
    stops = _stops(sessions, attended, moment)
    return CircleOverview(
        circle=circle,
        stops=stops,
        coach=coach_of(circle, sessions, attended, moment),
        next=next((stop for stop in stops if stop.state == "next"), None),
        missing=tuple(stop for stop in stops if stop.state == "missing"),
        unconfirmed=tuple(stop for stop in stops if stop.state == "held" and stop.session.study_hours is None),
        is_empty=not circle.enrolments.seated().exists(),
    )


@dataclass(frozen=True)
class NextStep:
    """The one thing to do now, in words and with a button."""

    title: str
    text: str
    url: str
    button: str
    icon: str


def next_step(shown: CircleOverview, now: datetime | None = None) -> NextStep | None:
    """What a leader does next: a missing register, unconfirmed hours, people, tonight's register, a reminder."""
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
    if shown.is_empty:
        return NextStep(
            _("Skriv in deltagare"),
            _("Ingen har plats i cirkeln än."),
            reverse("circles:people", args=[shown.circle.public_id]),
            _("Skriv in deltagare"),
            "user-plus",
        )
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
