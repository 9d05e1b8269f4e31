"""The quiet numbers at the side of a coordinator's page: seats waited for, people met, attendance by week.

They read every mark of a half-year, so they come after what waits, in an answer of their own.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circles.counted import people_of
from circles.models import ATTENDED, AttendanceStatus, Circle, Enrolment, Session
from core.lists import in_a_row
from core.templatetags.ui import Bar
from desk.first_page.half_year import HalfYear, half_year_of, mondays
from disclosure import Policy, mask
from organisations.models import Language

WEEKS = 6
LANGUAGES_SHOWN = 6
MARKED = (*ATTENDED, AttendanceStatus.NOTIFIED, AttendanceStatus.ABSENT)
COMING = (Circle.Status.PLANNED, Circle.Status.RUNNING, Circle.Status.AWAITING_APPROVAL)


@dataclass(frozen=True, slots=True)
class People:
    """Persons, not visits: how many met, and how many of them can be reported to a study association."""

    half_year: HalfYear
    met: int
    reportable: int

    @property
    def title(self) -> str:
        return _("Deltagare i höst") if self.half_year.autumn else _("Deltagare i vår")


@dataclass(frozen=True, slots=True)
class Numbers:
    waiting: list[Bar]
    people: People
    weeks: list[Bar]

    @property
    def weeks_sentence(self) -> str:
        """The chart in words, for whoever can't see it."""
        told = in_a_row(f"{bar.label}: {bar.text}" for bar in self.weeks)
        return _("Närvaro i procent per vecka: %(weeks)s") % {"weeks": told}


def numbers(hubs, now: datetime) -> Numbers:
    return Numbers(waiting_by_language(hubs), people(hubs, now), attendance_by_week(hubs, now))


def waiting_by_language(hubs) -> list[Bar]:
    """Who waits for a seat, by their language, against the circles there are in it. Under 5 reads "1–4"."""
    waiting = (
        Enrolment.objects.filter(status=Enrolment.Status.WAITING, circle__hub__in=hubs)
        .values("participant__language__name_sv", "participant__language")
        .annotate(people=Count("participant", distinct=True))
        .order_by("-people", "participant__language__name_sv")[:LANGUAGES_SHOWN]
    )
    rows = list(waiting)
    circles = _circles_by_language(hubs)
    languages = Language.objects.in_bulk([row["participant__language"] for row in rows])
    return [
        _waiting_bar(row["people"], languages.get(code := row["participant__language"]), circles.get(code, 0))
        for row in rows
    ]


def _circles_by_language(hubs) -> dict:
    rows = Circle.objects.filter(hub__in=hubs, status__in=COMING).values_list("language")
    return dict(rows.annotate(count=Count("pk")).order_by())


def _waiting_bar(count: int, language: Language | None, circles: int) -> Bar:
    people = mask(count, Policy.SCREEN)
    text = ngettext("%(people)s, %(circles)s cirkel", "%(people)s, %(circles)s cirklar", circles) % {
        "people": people,
        "circles": circles,
    }
    name = language.label if language else _("språk inte sagt")
    # A masked count has one length, whatever it hides.
    return Bar(name.capitalize(), people.value or people.high, text, "" if circles else "silent")


def people(hubs, now: datetime) -> People:
    """The half-year's circles of the hubs: everyone who came at least once, and those the rule coach counts.

    Exact: the coordinator may open every row behind it.
    """
    half_year = half_year_of(timezone.localdate(now))
    found = people_of(list(_circles_of(half_year, hubs)), now)
    return People(half_year, met=len(found.met), reportable=len(found.counted))


def _circles_of(half_year: HalfYear, hubs):
    in_it = Session.objects.filter(
        circle=OuterRef("pk"), starts_at__gte=_midnight(half_year.first), starts_at__lt=_after(half_year.last)
    )
    return Circle.objects.filter(Exists(in_it), hub__in=hubs)


def attendance_by_week(hubs, now: datetime) -> list[Bar]:
    """Per cent of the marks that say someone came, week by week. No bar where fewer than 5 marks are behind it."""
    weeks = mondays(timezone.localdate(now), WEEKS)
    rows = (
        Session.objects.filter(
            circle__hub__in=hubs,
            status=Session.Status.HELD,
            starts_at__gte=_midnight(weeks[0]),
            starts_at__lt=now,
        )
        .order_by()
        .annotate(
            here=Count("attendances", filter=Q(attendances__status__in=ATTENDED)),
            marked=Count("attendances", filter=Q(attendances__status__in=MARKED)),
        )
        .values_list("starts_at", "here", "marked")
    )
    here, marked = dict.fromkeys(weeks, 0), dict.fromkeys(weeks, 0)
    for starts_at, came, of in rows:
        day = timezone.localdate(starts_at)
        monday = day - timedelta(days=day.weekday())
        here[monday] += came
        marked[monday] += of
    return [
        _week_bar(_("v %(week)s") if monday == weeks[0] else "%(week)s", monday, here[monday], marked[monday])
        for monday in weeks
    ]


def _week_bar(label: str, monday, here: int, marked: int) -> Bar:
    week = label % {"week": monday.isocalendar().week}
    if not marked or mask(marked, Policy.SCREEN).hidden:
        return Bar(week, 0, "–")
    share = mask({"here": here, "away": marked - here}, Policy.ROWS).shares["here"]
    return Bar(week, share, str(share))


def _midnight(day) -> datetime:
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())


def _after(day) -> datetime:
    return _midnight(day + timedelta(days=1))
