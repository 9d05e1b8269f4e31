"""Coming sessions that have nobody who may lead them, told by leader; and those whose leader can't come."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import Max, Min
from django.urls import reverse
from django.utils import timezone
from django.utils.dateformat import format as date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circles.leading import requirement_of
from circles.models import Circle, CircleLeader, Session
from communicators.models import Communicator
from communicators.readiness import LeaderRow, facts_of, ladder, leader_row
from communicators.rules.facts import Requirement
from communicators.rules.readiness import Why
from core.times import short_day
from desk.first_page.registers import Bounded
from desk.rules.risk import Risk, covered_throughout, risk

SHOWN = 5
SOON = timedelta(days=7)
TOLD = ("public_id", "title", "programme__required_courses", "association__name", "association__short_name")
AHEAD = (Circle.Status.AWAITING_APPROVAL, Circle.Status.PLANNED, Circle.Status.RUNNING)


@dataclass(frozen=True, slots=True)
class AtRisk:
    """`rings`: where the leader stands on the ladder's steps, for its ring; None where the leader just can't come."""

    title: str
    text: str
    action: str
    url: str
    urgent: bool
    rings: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Ahead:
    """A circle with sessions to come: its leaders, what leading it asks for, its first and last coming session."""

    circle: Circle
    leaders: list[Communicator]
    requirement: Requirement
    first: date
    last: date


def sessions_at_risk(hubs, now: datetime, shown: int = SHOWN) -> Bounded:
    """Who can't come first, then leaders, the nearest session first. The same queries however many circles."""
    today = timezone.localdate(now)
    coming = Session.objects.coming(now).filter(circle__hub__in=hubs, circle__status__in=AHEAD)
    rows = [*_cannot_come(coming, today), *_may_not_lead(coming, today)]
    return Bounded(rows[:shown], len(rows))


def _cannot_come(coming, today: date) -> list[AtRisk]:
    asked = coming.filter(substitute_wanted_at__isnull=False)
    return [
        AtRisk(
            _("%(circle)s behöver en vikarie %(day)s")
            % {"circle": session.circle.title, "day": _day(session.starts_at)},
            _("Träff %(number)s. Ledaren kan inte komma.") % {"number": session.ordinal},
            _("Ordna vikarie"),
            reverse("circles:circle_detail", args=[session.circle.public_id]),
            timezone.localdate(session.starts_at) <= today + SOON,
        )
        for session in asked.select_related("circle").order_by("starts_at", "pk")
    ]


def _may_not_lead(coming, today: date) -> list[AtRisk]:
    ahead = [one for one in _ahead(coming) if one.leaders and not _covered(one)]
    if not ahead:
        return []
    days, sessions = _days(ahead, coming)
    told = [(one, found) for one in ahead if (found := _risk(one, days[one.circle.pk], today))]
    courses = ladder()
    by_leader = defaultdict(list)
    for one, found in sorted(told, key=lambda pair: pair[1].days[0]):
        by_leader[one.leaders[found.leader]].append((one, found))
    return [
        _row(leader_row(leader, courses, today), found, today, courses, sessions) for leader, found in by_leader.items()
    ]


def _ahead(coming) -> Iterable[Ahead]:
    spans = coming.order_by().values_list("circle").annotate(first=Min("starts_at"), last=Max("starts_at"))
    span = {circle: (first, last) for circle, first, last in spans}
    told = Circle.objects.select_related("programme", "association").only(*TOLD)
    circles = told.in_bulk(span)
    leaders = _leaders(set(span))
    for circle, (first, last) in sorted(span.items(), key=lambda item: item[1]):
        yield Ahead(
            circles[circle],
            leaders[circle],
            requirement_of(circles[circle]),
            timezone.localdate(first),
            timezone.localdate(last),
        )


def _leaders(circles: set[int]) -> dict[int, list[Communicator]]:
    links = CircleLeader.objects.filter(ended_on=None, circle__in=circles).order_by("part", "pk")
    pairs = list(links.values_list("circle", "communicator"))
    people = Communicator.objects.with_facts().in_bulk({communicator for _circle, communicator in pairs})
    found = defaultdict(list)
    for circle, communicator in pairs:
        found[circle].append(people[communicator])
    return found


def _covered(one: Ahead) -> bool:
    return covered_throughout([facts_of(leader) for leader in one.leaders], one.requirement, one.first, one.last)


def _days(ahead: list[Ahead], coming) -> tuple[dict[int, list[date]], dict[tuple[int, date], UUID]]:
    """Circle → its days; and circle and day → the session's public id."""
    days, sessions = defaultdict(list), {}
    mine = coming.filter(circle__in=[one.circle.pk for one in ahead]).order_by("starts_at")
    for circle, starts_at, public_id in mine.values_list("circle", "starts_at", "public_id"):
        day = timezone.localdate(starts_at)
        days[circle].append(day)
        sessions.setdefault((circle, day), public_id)
    return days, sessions


def _risk(one: Ahead, days: list[date], today: date) -> Risk | None:
    return risk([facts_of(leader) for leader in one.leaders], one.requirement, days, today=today)


def _row(leader: LeaderRow, found: list[tuple[Ahead, Risk]], today: date, courses, sessions) -> AtRisk:
    first_circle, first = found[0]
    number = sum(len(one.days) for _circle, one in found)
    names = {course.code: course.name for course in courses}
    return AtRisk(
        _title(leader.communicator, first, first_circle, names),
        _text(first_circle, first, number),
        *_action(first_circle, first, sessions),
        first.days[0] <= today + SOON,
        leader.rings,
    )


def _title(leader: Communicator, found: Risk, one: Ahead, names: dict) -> str:
    told = {"name": leader.name, "course": names.get(found.reason.course, found.reason.course)}
    match found.reason.why:
        case Why.STEP_EXPIRED if found.lapses:
            return _("%(name)s: %(course)s går ut %(day)s") % {**told, "day": _day(found.lapses)}
        case Why.STEP_EXPIRED:
            return _("%(name)s: %(course)s har gått ut") % told
        case Why.STEP_ONGOING:
            return _("%(name)s är mitt i %(course)s") % told
        case Why.STEP_MISSING:
            return _("%(name)s saknar %(course)s") % told
        case Why.NOT_APPROVED:
            return _("%(name)s är inte godkänd av %(association)s") % {
                **told,
                "association": one.circle.association.label,
            }
        case Why.RESTING:
            return _("%(name)s leder inte cirklar just nu") % told


def _text(one: Ahead, found: Risk, number: int) -> str:
    if found.reason.why is Why.STEP_ONGOING and one.first == found.days[0]:
        return _("%(circle)s träffas %(day)s, kursen är inte klar då") % {
            "circle": one.circle.title,
            "day": _day(found.days[0]),
        }
    return ngettext(
        "%(number)s träff från %(day)s saknar då behörig ledare",
        "%(number)s träffar från %(day)s saknar då behörig ledare",
        number,
    ) % {"number": number, "day": short_day(found.days[0])}


def _day(day: date) -> str:
    """ "30 november": never more than a year ahead, so without one."""
    return date_format(timezone.localtime(day) if isinstance(day, datetime) else day, "j F")


def _action(one: Ahead, found: Risk, sessions: dict) -> tuple[str, str]:
    """A leader who is still learning moves the start; for the others somebody else steps in, first at the first."""
    if found.reason.why is Why.STEP_ONGOING:
        return _("Flytta start"), reverse("circles:circle_detail", args=[one.circle.public_id])
    return _("Hitta vikarie"), reverse("circles:session_swap", args=[sessions[one.circle.pk, found.days[0]]])
