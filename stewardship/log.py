"""The access log as a data steward reads it: plain sentences, a page at a time, backwards in time."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from accounts.access.roles import Role
from accounts.models import User
from audit.events import CONSOLE, PROGRAM
from audit.models import AuditEvent
from core.search import folded
from stewardship.rules.unusual import WEEK, WEEKS_BEFORE, Finding, unusual_readers
from stewardship.sentences import READINGS, sentence

PER_PAGE = 50
# Nothing is outside them, and the first and the last days of the calendar have no moment in UTC.
EARLIEST, LATEST = date(1900, 1, 1), date(9000, 1, 1)


@dataclass(frozen=True)
class Line:
    """One event in words. `who` is today's name of the person; the log itself keeps none."""

    event: AuditEvent
    who: str
    role: str
    sentence: str

    @property
    def is_denial(self) -> bool:
        return self.event.verb in {"access.denied", "account.code_failed", "account.sign_in_failed"}


@dataclass(frozen=True)
class Page:
    lines: list[Line]
    older: str  # where the next page starts; "" on the last


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of the log; days are Swedish."""

    verb: str = ""
    actor: str = ""
    subject: str = ""
    first: date | None = None
    last: date | None = None

    def asked(self) -> dict:
        """Which filters were used, without their values: for the log's own event."""
        return {"filters": [name for name in self.__slots__ if getattr(self, name)]}


def events(question: Question):
    found = AuditEvent.objects.all()
    if question.verb:
        found = found.filter(verb=question.verb)
    if question.actor:
        found = found.filter(actor__in=_actors(question.actor))
    if question.subject:
        found = found.about(question.subject)
    if question.first:
        found = found.filter(at__gte=_midnight(question.first))
    if question.last:
        found = found.filter(at__lt=_midnight(question.last, days=1))
    return found


def page(question: Question, start: str = "") -> Page:
    """At most fifty events, from `start` (the `older` of the page before) backwards."""
    found = events(question)
    if key := _key(start):
        found = found.older_than(*key)
    rows = list(found.order_by("-at", "-id")[: PER_PAGE + 1])
    shown = rows[:PER_PAGE]
    older = f"{shown[-1].at.isoformat()}_{shown[-1].pk}" if len(rows) > PER_PAGE else ""
    return Page(lines(shown), older)


def lines(rows: list[AuditEvent]) -> list[Line]:
    names = _names(rows)
    return [
        Line(row, names.get(row.actor, ""), Role(row.role).label if row.role in Role else "", sentence(row))
        for row in rows
    ]


def readers(subject: str) -> list[tuple[str, str, datetime, int]]:
    """Who has seen a thing: (name, role, last time, how often), the latest first."""
    rows = list(AuditEvent.objects.about(subject).filter(verb__in=READINGS).order_by("-at", "-id"))
    names, last, times = _names(rows), {}, {}
    for row in rows:
        key = (names.get(row.actor, ""), Role(row.role).label if row.role in Role else "")
        last.setdefault(key, row.at)
        times[key] = times.get(key, 0) + 1
    return [(*key, last[key], times[key]) for key in last]


def unusual(now: datetime) -> list[tuple[str, Finding]]:
    """This week's readers who stand out, by name."""
    since = now - WEEK * (WEEKS_BEFORE + 1)
    rows = list(AuditEvent.objects.filter(verb__in=READINGS, at__gt=since).exclude(actor=""))
    names = _names(rows)
    readings = ((row.actor, timezone.localtime(row.at)) for row in rows)
    return [(names[finding.actor], finding) for finding in unusual_readers(readings, timezone.localtime(now))]


def verbs() -> list[str]:
    """The verbs that have happened, in order."""
    return list(AuditEvent.objects.order_by("verb").values_list("verb", flat=True).distinct())


def _names(rows: list[AuditEvent]) -> dict[str, str]:
    ids = {row.actor for row in rows} - {"", CONSOLE, PROGRAM}
    people = User.objects.filter(public_id__in=ids).values_list("public_id", "name")
    named = {str(public_id): name for public_id, name in people}
    gone = dict.fromkeys(ids - named.keys(), _("Någon som inte finns kvar"))
    nobody = {CONSOLE: _("Den som sköter servern"), PROGRAM: "Ringar", "": _("Någon som inte var inloggad")}
    return {**named, **gone, **nobody}


def _actors(words: str) -> list[str]:
    """Public ids of people whose name or address has every word. Read in Python: names aren't folded."""
    wanted = folded(words).split()
    people = User.objects.values_list("public_id", "name", "email")
    return [str(public_id) for public_id, name, email in people if all(word in folded(name, email) for word in wanted)]


def _key(start: str) -> tuple[datetime, int] | None:
    """Nonsense in the address starts from the beginning."""
    at, _sep, number = start.rpartition("_")
    try:
        moment = parse_datetime(at.replace(" ", "+"))
    except ValueError:
        return None
    return (moment, int(number)) if moment and timezone.is_aware(moment) and number.isdigit() else None


def _midnight(day: date, days: int = 0) -> datetime:
    """The first moment of the day, or of the one `days` later."""
    day = min(max(day, EARLIEST), LATEST) + timedelta(days=days)
    return datetime.combine(day, time.min, tzinfo=timezone.get_default_timezone())
