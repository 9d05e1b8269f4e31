"""The rows of an extract: read once, in whole columns, and told under pseudonyms. No date, no id, no order is left."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import QuerySet
from django.utils import timezone

from circles.models import Attendance, CircleLeader, Enrolment, Session, SessionFilm
from evaluation.catalogue import instrument
from evaluation.models import Response, Study
from exports.columns import MISSING, NOT_APPLICABLE, OUTSIDE
from exports.document import Value
from exports.extract import columns
from exports.hierarchies import coarsened
from exports.pseudonyms import pseudonym
from exports.rules import leaves

Row = tuple[Value, ...]
NONE, UNMARKED = NOT_APPLICABLE, MISSING
CAME = ("present", "part")
SCHOOLING = {"0": "none", "1-6": "up_to_9", "7-9": "up_to_9", "10-12": "10_or_more", "13+": "10_or_more"}
SEAT = {"accepted": "active", "paused": "active"}
_SEAT_FIELDS = (
    "pk",
    "participant_id",
    "circle_id",
    "status",
    "leave_reason",
    "enrolled_at",
    "participant__public_id",
    "participant__gender",
    "participant__birth_band",
    "participant__language_id",
    "participant__arrival",
    "participant__schooling",
    "circle__public_id",
    "circle__language_id",
    "circle__municipality__county_code",
)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A session that was held or cancelled, as every row about it tells it."""

    pk: int
    ends_at: datetime
    is_held: bool
    leader: Value
    ordinal: int
    module: int
    week: int
    minutes: int
    film: int
    film_language: Value
    film_minutes: int


@dataclass
class _CircleFacts:
    first: date | None = None
    sessions: int = 0
    year: int = 0
    meetings: list[Meeting] = field(default_factory=list)


def tables(seats: QuerySet[Enrolment], study: Study, notice, key: bytes) -> dict[str, list[Row]]:
    """Sheet → rows, sorted by pseudonym."""
    rows = list(seats.order_by().values(*_SEAT_FIELDS))
    circles = _circles({row["circle_id"] for row in rows}, key)
    marks = _marks(seats)
    people: dict[str, Row] = {}
    counted: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    attendance: list[Row] = []
    for row in rows:
        person, facts = pseudonym(key, "p", row["participant__public_id"]), circles[row["circle_id"]]
        coarse = _coarse(row, facts.year)
        people[person] = min(coarse, people.get(person, coarse))  # of several circles: the same whoever comes first
        told = list(_attended(row, person, coarse, facts, marks, key))
        attendance += told
        counted[person][0] += 1
        counted[person][1] += sum(one[8] == 1 for one in told)
        counted[person][2] += sum(one[9] == 1 for one in told)
    return {
        columns.PEOPLE.name: sorted((person, *coarse, *counted[person]) for person, coarse in people.items()),
        columns.ATTENDANCE.name: sorted(attendance, key=lambda row: (row[0], row[1], row[3])),
        columns.ANSWERS.name: sorted(_answers(seats, study, notice, key)),
    }


def _coarse(row: Mapping, year: int) -> Row:
    """The characteristics, each at the level that `columns` declares."""
    age = leaves.age_band(row["participant__birth_band"], year)
    return (
        leaves.sex(row["participant__gender"]),
        coarsened("age_band", age, columns.AGE_LEVEL),
        leaves.language_group(row["participant__language_id"]),
        leaves.arrival_band(row["participant__arrival"]),
        SCHOOLING.get(row["participant__schooling"], "unknown"),
    )


def _attended(row: Mapping, person: str, coarse: Row, facts: _CircleFacts, marks: Mapping, key: bytes) -> Iterator[Row]:
    circle = pseudonym(key, "c", row["circle__public_id"])
    enrolled = max(0, _weeks(facts.first, row["enrolled_at"]))
    seat = (
        SEAT.get(row["status"], row["status"]),
        row["leave_reason"] or NONE,
        enrolled,
        row["circle__language_id"],
        row["circle__municipality__county_code"],
        facts.sessions,
    )
    for one in facts.meetings:
        mark = marks.get((row["pk"], one.pk), UNMARKED) if one.is_held else NONE
        if mark == UNMARKED and one.ends_at <= row["enrolled_at"]:
            mark = NONE
        is_told = mark not in (NONE, UNMARKED)
        yield (
            *(person, circle, one.leader, one.ordinal, one.module, one.week),
            *("held" if one.is_held else "cancelled", mark),
            *((1, int(mark in CAME)) if is_told else (mark, mark)),
            *(one.minutes, one.film, one.film_language, one.film_minutes),
            *seat,
            *coarse,
        )


def _marks(seats: QuerySet[Enrolment]) -> dict[tuple[int, int], str]:
    marks = Attendance.objects.filter(enrolment__in=seats).exclude(status="not_recorded").order_by()
    return {(seat, at): status for seat, at, status in marks.values_list("enrolment", "session", "status").iterator()}


def _circles(ids: set[int], key: bytes) -> dict[int, _CircleFacts]:
    found: dict[int, _CircleFacts] = defaultdict(_CircleFacts)
    films, leaders = _films(ids), _leaders(ids)
    sessions = Session.objects.filter(circle__in=ids).order_by("circle", "starts_at", "ordinal")
    for session in sessions.select_related("template", "substitute", "circle").iterator(chunk_size=2000):
        facts = found[session.circle_id]
        facts.sessions += 1
        facts.year = timezone.localdate(session.circle.closed_at or session.ends_at).year
        facts.first = facts.first or timezone.localdate(session.starts_at)
        if session.status in ("held", "cancelled"):
            led_by = session.substitute.public_id if session.substitute else leaders.get(session.circle_id)
            leader = pseudonym(key, "l", led_by) if led_by else NONE
            facts.meetings.append(_meeting(session, facts, leader, films.get(session.pk, ())))
    return found


def _meeting(session: Session, facts: _CircleFacts, leader: str, films) -> Meeting:
    is_held = session.status == Session.Status.HELD
    own = session.template is not None and session.template.programme_id == session.circle.programme_id
    length = round((session.ends_at - session.starts_at).total_seconds() / 60) - session.break_minutes
    first = films[0] if films and is_held else None
    return Meeting(
        pk=session.pk,
        ends_at=session.ends_at,
        is_held=is_held,
        leader=leader,
        ordinal=session.ordinal,
        module=session.template.ordinal if own else OUTSIDE,
        week=_weeks(facts.first, session.starts_at),
        minutes=length if is_held else NOT_APPLICABLE,
        film=first[0] if first else NOT_APPLICABLE,
        film_language=first[1] if first else NONE,
        film_minutes=sum(minutes for *_, minutes in films) if first else NOT_APPLICABLE,
    )


def _films(ids: set[int]) -> dict[int, list[tuple[int, str, int]]]:
    shown = SessionFilm.objects.filter(session__circle__in=ids).order_by("version__film__ordinal", "version__language")
    found = defaultdict(list)
    values = shown.values_list("session", "version__film__ordinal", "version__language", "minutes")
    for session, *film in values.iterator():
        found[session].append(tuple(film))
    return found


def _leaders(ids: set[int]) -> dict[int, object]:
    """Circle → its leader's opaque id: who leads it still, before who once did."""
    links = CircleLeader.objects.filter(circle__in=ids, part=CircleLeader.Part.LEADER).order_by("-ended_on", "-pk")
    return dict(links.filter(ended_on__isnull=False).values_list("circle", "communicator__public_id")) | dict(
        links.filter(ended_on=None).values_list("circle", "communicator__public_id")
    )


def _weeks(first: date | None, at: datetime) -> int:
    return (timezone.localdate(at) - first).days // 7 if first else 0


def _answers(seats: QuerySet[Enrolment], study: Study, notice, key: bytes) -> Iterator[Row]:
    """Every item that the study asks of everybody: what was answered, −99 where it was skipped or never answered."""
    given = {
        (seat, point, asked): answers
        for seat, point, asked, answers in Response.objects.filter(
            enrolment__in=seats, consent__notice=notice, consent__withdrawn_at=None, wave__study=study
        )
        .order_by()
        .values_list("enrolment", "wave__point", "instrument", "answers")
    }
    asked = [instrument(one.instrument) for one in study.asked.all()]
    points = [wave.point for wave in study.waves.all()]
    for seat, person, circle in seats.order_by().values_list("pk", "participant__public_id", "circle__public_id"):
        whose = pseudonym(key, "p", person), pseudonym(key, "c", circle)
        for point in points:
            for one in asked:
                answers = given.get((seat, point, one.key), {})
                for item, answer in _items(one, answers):
                    yield (*whose, one.key, point, item, answer)


def _items(asked, answers: Mapping) -> Iterator[tuple[int, int]]:
    if asked.entry == "total":
        yield 0, answers.get("total", MISSING)
        return
    items = answers.get("items") or [None] * asked.items
    for number, answer in enumerate(items, start=1):
        yield number, MISSING if answer is None else answer
