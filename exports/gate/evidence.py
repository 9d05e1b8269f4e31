"""How many circles stand behind each row, counted again, plainly, without the builder's queries."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from circles.models import Attendance, Circle, Enrolment, Session, SessionFilm
from evaluation.models import Response
from exports.gate.answers import Answers, answers
from exports.gate.people import Population, population
from exports.models import Batch

HERE = {"present", "part"}
AWAY = {"notified", "absent"}


@dataclass(frozen=True)
class Evidence:
    """`circles`: (sheet, row key) → circles with anything in that row. `forbidden`: words that name a circle,
    a person or a place and must not be in the file. `population`: the people of A_characteristics; `answers`: those
    of B_outcomes and S_statistics."""

    circles: dict[tuple, int]
    forbidden: frozenset[str]
    population: Population | None = None
    answers: Answers | None = None


def evidence(batch: Batch, claimed: Mapping[str, int] | None = None) -> Evidence:
    """`claimed`: id → seat, as the builder of new tables claims it."""
    seats = {
        seat["pk"]: seat
        for seat in Enrolment.objects.filter(batch_link__batch=batch)
        .exclude(participant__is_protected=True)
        .values("pk", "circle_id", "status", "leave_reason", "enrolled_at")
    }
    held = _held(batch)
    came, marked = _marks(seats, held)
    behind: dict[tuple, set[int]] = defaultdict(set)
    _attendance(batch, seats, held, marked, behind)
    _delivery(batch, behind)
    _flow(seats, held, came, marked, behind)
    _answered(batch, seats, behind)
    circles = {key: len(circles) for key, circles in behind.items()}
    people = population(batch, claimed)
    return Evidence(circles, frozenset(forbidden_words(batch)), people, answers(batch, people.people, claimed))


def _held(batch: Batch) -> dict[int, list[dict]]:
    """The sessions held, by circle, first to last."""
    sessions = Session.objects.filter(circle__batch_link__batch=batch, status="held").order_by("starts_at")
    by_circle: dict[int, list[dict]] = defaultdict(list)
    for session in sessions.values("pk", "circle_id", "ordinal", "ends_at"):
        by_circle[session["circle_id"]].append(session)
    return by_circle


def _marks(seats: dict, held: dict) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
    """Per seat: the sessions the person came to, and those with any mark."""
    sessions = {session["pk"] for rows in held.values() for session in rows}
    came, marked = defaultdict(set), defaultdict(set)
    circles = Attendance.objects.filter(session__circle__in=list(held))
    for seat, session, status in circles.values_list("enrolment_id", "session_id", "status").iterator():
        if seat not in seats or session not in sessions or status not in HERE | AWAY:
            continue
        marked[seat].add(session)
        if status in HERE:
            came[seat].add(session)
    return came, marked


def _attendance(batch: Batch, seats: dict, held: dict, marked: dict, behind: dict) -> None:
    last = batch.programme.sessions.count()
    for pk, seat in seats.items():
        if seat["status"] in ("invited", "waiting"):
            continue
        for session in held[seat["circle_id"]]:
            if session["ends_at"] > seat["enrolled_at"] or session["pk"] in marked[pk]:
                ordinal = session["ordinal"] if session["ordinal"] <= last else 99
                behind["C_attendance", ordinal].add(seat["circle_id"])


def _delivery(batch: Batch, behind: dict) -> None:
    sessions = Session.objects.filter(circle__batch_link__batch=batch).select_related("template")
    for session in sessions.iterator(chunk_size=2000):
        own = session.template is not None and session.template.programme_id == batch.programme_id
        module = session.template.ordinal if own else 99
        behind["D_delivery", "module", module, -97, -97].add(session.circle_id)
    showings = SessionFilm.objects.filter(session__circle__batch_link__batch=batch, session__status="held")
    films = defaultdict(lambda: defaultdict(set))
    for showing in showings.select_related("session", "version__film").iterator(chunk_size=2000):
        film, language = showing.version.film.ordinal, showing.version.language_id
        films[film][language].add(showing.session.circle_id)
    for film, languages in films.items():
        for language, circles in languages.items():
            behind["D_delivery", "film", -97, film, language] |= circles
            if len(circles) < 3:
                behind["D_delivery", "film", -97, film, "other"] |= circles


def _flow(seats: dict, held: dict, came: dict, marked: dict, behind: dict) -> None:
    for pk, seat in seats.items():
        last_two = {session["pk"] for session in held[seat["circle_id"]][-2:]}
        for step in _steps(seat, came[pk], marked[pk], last_two):
            behind["F_flow", *step].add(seat["circle_id"])


def _answered(batch: Batch, seats: dict, behind: dict) -> None:
    answers = Response.objects.filter(enrolment__circle__batch_link__batch=batch, consent__withdrawn_at__isnull=True)
    for seat, point in answers.values_list("enrolment_id", "wave__point").iterator():
        if seat in seats and point in ("before", "after"):
            behind["F_flow", point, -97].add(seats[seat]["circle_id"])


def _steps(seat: dict, came: set[int], marked: set[int], last_two: set[int]) -> Iterable[tuple]:
    yield ("invited", -97)
    if seat["status"] in ("left", "never_came"):
        yield ("left", seat["leave_reason"] or "never_came")
    if seat["status"] in ("invited", "waiting"):
        return
    yield ("enrolled", -97)
    if came:
        yield ("started", -97)
    if came and 3 * len(came) >= 2 * len(marked) and last_two & came:
        yield ("completed", -97)


def forbidden_words(batch: Batch) -> Iterable[str]:
    circles = Circle.objects.filter(batch_link__batch=batch)
    told = {batch.programme.name.casefold(), batch.programme.circle_title.casefold()}
    for words in circles.values_list("title", "municipality__name", "hub__name", "leaders__name"):
        yield from (word for word in words if word and word.casefold() not in told)
