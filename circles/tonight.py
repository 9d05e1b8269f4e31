"""A leader's first page: the meeting of the evening, and what is left to do."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Subquery
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circles.models import Circle, Session
from circles.proposals import proposals_for
from circles.room import planned_film, safe_stop_of
from communicators.models import Communicator
from materials.models import FilmVersion

DUE_WITHIN = timedelta(days=7)
TASKS_SHOWN, REMINDERS = 6, 2


@dataclass(frozen=True)
class Task:
    day: date
    title: str
    text: str
    url: str


@dataclass(frozen=True)
class Tonight:
    """`session` is today's, or the next one; None where nothing is planned. `film` is in the circle's language."""

    session: Session | None
    is_today: bool
    is_evening: bool
    film: FilmVersion | None
    cards: int
    with_children: int
    tasks: tuple[Task, ...]
    has_circles: bool

    @property
    def number_of(self) -> int:
        return max(self.session.session_count, self.session.ordinal)

    @property
    def safe_stop(self) -> str:
        return safe_stop_of(self.film)


def tonight_for(user, now: datetime | None = None) -> Tonight:
    """What the leader meets first. The same queries whether she leads one circle or twenty. A meeting that a
    substitute leads is the substitute's here, though its register stays the leader's to chase.
    """
    moment = now or timezone.now()
    mine = Session.objects.led_by(user)
    own = Subquery(Communicator.objects.filter(user=user).values("pk")[:1])
    here = mine.filter(pk__in=Session.objects.in_calendar_of(own).values("pk"))
    session = _next(here, moment)
    return Tonight(
        session=session,
        is_today=session is not None and timezone.localdate(session.starts_at) == timezone.localdate(moment),
        is_evening=session is not None and timezone.localtime(session.starts_at).hour >= 16,
        film=planned_film(session) if session else None,
        cards=_expected(session).count() if session else 0,
        with_children=_with_children(session),
        tasks=_tasks(mine, here, session, moment),
        has_circles=session is not None or Circle.objects.led_by(user).exists(),
    )


def _next(mine, moment) -> Session | None:
    """Today's first session that isn't done, until midnight; else the next one."""
    midnight = timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    return (
        mine.with_circle()
        .with_number_of()
        .filter(status__in=("planned", "moved"), starts_at__gte=midnight)
        .exclude(circle__status__in=("cancelled", "archived", "checked", "signed", "draft"))
        .order_by("starts_at")
        .first()
    )


def _expected(session: Session):
    """Whose tiles the register holds: a paused seat is kept, but nobody waits for it tonight."""
    return session.circle.enrolments.on_register_of(session)


def _with_children(session: Session | None) -> int:
    return _expected(session).filter(participant__needs_childcare=True).count() if session else 0


def _tasks(mine, here, upcoming: Session | None, moment) -> tuple[Task, ...]:
    """The oldest first, a handful of each: the same queries whether one waits or twenty."""
    late = mine.without_register(moment).with_circle().order_by("starts_at")
    missing = [
        _task(one, _("Fyll i närvaron"), one.circle.title, "circles:register")
        for one in (late.exclude(pk=upcoming.pk) if upcoming else late)[:TASKS_SHOWN]
    ]
    held = list(mine.hours_to_confirm().with_circle().order_by("starts_at")[:TASKS_SHOWN])
    hours = proposals_for(held)
    unconfirmed = [
        _task(one, _("Bekräfta studietimmar"), _proposed(hours[one.pk].hours), "circles:room_count") for one in held
    ]
    return tuple(sorted([*missing, *unconfirmed, *_reminders(here, upcoming, moment)], key=lambda task: task.day))


def _reminders(mine, upcoming: Session | None, moment) -> list[Task]:
    """The next meetings within a week, except the one on the card of this very day."""
    coming = (
        mine.with_circle()
        .filter(status__in=("planned", "moved"), starts_at__gt=moment, starts_at__lt=moment + DUE_WITHIN)
        .exclude(circle__status="cancelled")
        .order_by("starts_at")
    )
    if upcoming and timezone.localdate(upcoming.starts_at) == timezone.localdate(moment):
        coming = coming.exclude(pk=upcoming.pk)
    return [
        _task(one, _("Dela en påminnelse"), one.circle.title, "circles:session_remind") for one in coming[:REMINDERS]
    ]


def _task(session: Session, title: str, text: str, view: str) -> Task:
    line = _("Träff %(number)d, %(text)s") % {"number": session.ordinal, "text": text}
    return Task(timezone.localdate(session.starts_at), title, line, reverse(view, args=[session.public_id]))


def _proposed(hours: int) -> str:
    return ngettext("förslag: %(hours)d studietimme", "förslag: %(hours)d studietimmar", hours) % {"hours": hours}
