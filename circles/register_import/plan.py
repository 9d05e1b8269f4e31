"""What a reading would change: which circles are known, who is recognised, which marks are new.

Nothing is written here, and nothing that stands in Ringar is ever replaced: a list adds, a person corrects.
"""

from dataclasses import dataclass

from django.utils import timezone

from circles.models import Attendance, Circle, Enrolment, Session
from circles.register_import.importer import Importer
from circles.register_import.key import Key
from circles.register_import.recognise import Recognised, recognise
from circles.register_import.standing import days_of, standing_circle
from circles.rules.films import may_show
from circles.rules.register import Mark
from circles.rules.register_reading.headings import Field
from circles.rules.register_reading.notes import Notes
from circles.rules.register_reading.reading import CircleRead, MarkRead, PersonRead, Reading, SessionRead
from circles.rules.register_reading.remarks import Remark, Weight
from core.lists import in_a_row
from materials.models import Film, FilmVersion
from organisations.models import Hub, Language


@dataclass(frozen=True)
class PlannedSession:
    """`existing` is the session of that day in Ringar, if there is one. `adds` tells whether anything is new to it."""

    read: SessionRead
    existing: Session | None
    adds: bool


@dataclass(frozen=True)
class PlannedCircle:
    """`hub` None is a hub to be made. `people` by PersonRead.ref; `marks` are the new ones only."""

    read: CircleRead
    hub: Hub | None
    existing: Circle | None
    people: dict[int, Recognised]
    sessions: tuple[PlannedSession, ...]
    marks: tuple[MarkRead, ...]

    @property
    def new_people(self) -> tuple[PersonRead, ...]:
        return tuple(person for person in self.read.people if self.people[person.ref].enrolment is None)

    @property
    def adds(self) -> bool:
        is_new = self.existing is None or bool(self.new_people or self.marks)
        return is_new or any(session.adds for session in self.sessions)


@dataclass(frozen=True)
class Plan:
    reading: Reading
    circles: tuple[PlannedCircle, ...]
    remarks: tuple[Remark, ...]

    @property
    def errors(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.weight is Weight.ERROR)

    @property
    def doubts(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.weight is Weight.DOUBT)

    @property
    def adds(self) -> bool:
        return any(circle.adds for circle in self.circles)

    @property
    def adds_people(self) -> bool:
        """Whether anybody gets a card in a circle: else the keys that were brought along say all there is to say."""
        return any(circle.new_people for circle in self.circles)


def plan_import(reading: Reading, importer: Importer, key: Key) -> Plan:
    """The plan with every remark of the reading and its own. With errors nothing of it may be saved."""
    notes = Notes(list(reading.remarks))
    circles = [] if reading.errors else [_circle(read, importer, key, notes) for read in reading.circles]
    sheets = [table.sheet for table in reading.understood]
    order = {sheet: at for at, sheet in enumerate(dict.fromkeys(sheets))}
    remarks = sorted(notes.remarks, key=lambda remark: (order.get(remark.place.sheet, -1), remark.place.row))
    return Plan(reading, tuple(circles), tuple(remarks))


def _circle(read: CircleRead, importer: Importer, key: Key, notes: Notes) -> PlannedCircle:
    hub = _hub(read, importer, notes)
    existing = standing_circle(read, hub)
    is_locked = bool(existing) and existing.status in Circle.LOCKED and not _days_stand(read, existing)
    people = recognise(read, hub, existing, key, Notes() if is_locked else notes)
    sessions = _Sessions(read, existing, notes)
    _tell_films(read, notes)
    marks = tuple(mark for mark in read.marks if sessions.is_new(mark, people[mark.person].enrolment))
    planned = PlannedCircle(read, hub, existing, people, sessions.planned(), marks)
    if is_locked or (existing and existing.status in Circle.LOCKED and planned.adds and _is_recognised(planned)):
        notes.error(read.place, "circle_closed", Field.CIRCLE)
    return planned


def _days_stand(read: CircleRead, existing: Circle) -> bool:
    return {session.day for session in read.sessions} <= days_of(existing)


def _is_recognised(planned: PlannedCircle) -> bool:
    """Without its key everybody is new, and the missing key is what to tell."""
    return any(one.enrolment for one in planned.people.values())


def _tell_films(read: CircleRead, notes: Notes) -> None:
    """Which films Ringar has but not in the circle's language: told once, where the first of them stands. And which
    were shown for longer than they are."""
    places = {code: session.film_place for session in reversed(read.sessions) for code in session.films}
    there = FilmVersion.objects.filter(film__in=places, language=read.language)
    lengths = dict(there.values_list("film", "minutes"))
    for session in read.sessions:
        for code, minutes in session.film_minutes:
            if code in lengths and not may_show(minutes, lengths[code]).ok:
                notes.error(session.film_place, "film_too_long", Field.FILM, most=lengths[code])
    films = list(Film.objects.filter(pk__in=places.keys() - lengths.keys()))
    language = Language.objects.filter(pk=read.language).first()
    if films and language:
        place = min((places[film.pk] for film in films), key=lambda place: (place.row, place.column))
        titles = in_a_row(film.title for film in films)
        notes.doubt(place, "film_without_version", Field.FILM, films=titles, language=language.label)


def _hub(read: CircleRead, importer: Importer, notes: Notes) -> Hub | None:
    hub = importer.hub_of(read.municipality)
    if hub is None and importer.may_open_hub(read.municipality):
        if notes.once(("hub", read.municipality[:2])):
            notes.doubt(read.place, "hub_is_new", Field.MUNICIPALITY)
    elif hub is None:
        notes.error(read.place, "other_hub", Field.MUNICIPALITY)
    return hub


class _Sessions:
    """The circle's sessions in Ringar beside those of the list, by day; two of one day by their hour."""

    def __init__(self, read: CircleRead, existing: Circle | None, notes: Notes):
        self.read, self.notes = read, notes
        stored = list(existing.sessions.all()) if existing else []
        self.matched = _matched(read, stored)
        self.standing = _standing(stored)
        self.marked: set[int] = set()

    def planned(self) -> tuple[PlannedSession, ...]:
        return tuple(self._planned(at, session) for at, session in enumerate(self.read.sessions))

    def _planned(self, at: int, session: SessionRead) -> PlannedSession:
        existing = self.matched.get(at)
        if existing is None:
            return PlannedSession(session, None, adds=True)
        adds = existing.study_hours is None and session.hours is not None and existing.status == Session.Status.HELD
        if None not in (existing.study_hours, session.hours) and existing.study_hours != session.hours:
            self.notes.doubt(self.read.place, "other_hours_kept", Field.HOURS, day=session.day)
        return PlannedSession(session, existing, adds or at in self.marked)

    def is_new(self, mark: MarkRead, enrolment: Enrolment | None) -> bool:
        """Whether Ringar has no mark there yet. Another mark stays, and is told."""
        session = self.matched.get(mark.session)
        if session is not None and session.status == Session.Status.CANCELLED:
            if self.notes.once((session.pk, "cancelled")):
                self.notes.error(mark.place, "session_cancelled", Field.DATE)
            return False
        standing = self.standing.get((session.pk, enrolment.pk)) if session and enrolment else None
        if standing and standing != Mark.NOT_RECORDED:
            if standing != mark.status:
                self.notes.doubt(mark.place, "other_mark_kept", Field.MARK)
            return False
        self.marked.add(mark.session)
        return True


def _matched(read: CircleRead, stored: list[Session]) -> dict[int, Session]:
    free: dict = {}
    for session in stored:
        free.setdefault(timezone.localtime(session.starts_at).date(), []).append(session)
    found = {}
    for at, session in enumerate(read.sessions):
        same_day = free.get(session.day, [])
        same_hour = [one for one in same_day if timezone.localtime(one.starts_at).time() == session.start]
        if chosen := (same_hour or same_day)[:1]:
            found[at] = chosen[0]
            same_day.remove(chosen[0])
    return found


def _standing(stored: list[Session]) -> dict[tuple[int, int], str]:
    marks = Attendance.objects.filter(session__in=stored).values_list("session_id", "enrolment_id", "status")
    return {(session, enrolment): status for session, enrolment, status in marks}
