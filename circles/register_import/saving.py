"""Writes one planned circle: the circle, its leaders, sessions, people and marks, in that order."""

from datetime import UTC, datetime, time, timedelta

from django.utils import timezone

from audit.events import record
from circles.models import (
    Attendance,
    AttendanceChange,
    AttendanceStatus,
    Circle,
    CircleLeader,
    Enrolment,
    ImportBatch,
    Session,
    SessionFilm,
)
from circles.register_import.importer import Importer
from circles.register_import.key import KeyEntry
from circles.register_import.people import Cards, card_name, hub_for, leader_named
from circles.register_import.plan import PlannedCircle, PlannedSession
from circles.rules.planning import STOCKHOLM
from circles.rules.register_reading.reading import CircleRead
from materials.models import FilmVersion, Programme
from organisations.models import Hub

START = time(17, 30)  # lists name days; most circles meet in the evening
MINUTES = 180
SEATS, MOST_SEATS = 15, 60  # the latter is the constraint circle_capacity

Enrolments = dict[int, Enrolment]  # by PersonRead.ref


def save_circle(planned: PlannedCircle, importer: Importer, cards: Cards, batch: ImportBatch) -> list[KeyEntry]:
    """Everything new in one circle; the key entries of all its people, known and new."""
    hub = planned.hub or hub_for(planned.read.municipality, importer.by)
    circle = planned.existing or _new_circle(planned.read, hub)
    batch.circles.add(circle)
    leader = _save_leaders(circle, planned, hub, importer)
    sessions = _save_sessions(circle, planned)
    enrolments = _save_people(circle, planned, sessions, cards, hub)
    _save_marks(planned, sessions, enrolments, importer)
    _settle_sessions(planned, sessions, importer)
    _settle_circle(circle, planned)
    record("circle.import", circle, by=importer.by, people=len(enrolments), marks=len(planned.marks))
    return [
        KeyEntry(card_name(enrolments[person.ref].participant), person.name, circle.title, leader)
        for person in planned.read.people
    ]


# --- Circle and leaders --------------------------------------------------------------------------------


def _new_circle(read: CircleRead, hub: Hub) -> Circle:
    return Circle.objects.create(
        title=read.title,
        programme=Programme.objects.filter(pk=read.programme).first(),
        hub=hub,
        municipality_id=read.municipality,
        language_id=read.language,
        capacity=min(MOST_SEATS, max(SEATS, len(read.people))),
        status=Circle.Status.PLANNED,
        is_imported=True,
    )


def _save_leaders(circle: Circle, planned: PlannedCircle, hub: Hub, importer: Importer) -> str:
    """Links everyone the list names. Returns the leader's name: the key is one file a leader."""
    linked = set(circle.leader_links.values_list("communicator_id", flat=True))
    for part, name in _named(planned):
        leader = leader_named(name, hub, planned.read, importer.by)
        if leader.pk not in linked:
            CircleLeader.objects.create(circle=circle, communicator=leader, part=part)
            linked.add(leader.pk)
    first = circle.leader_links.filter(part=CircleLeader.Part.LEADER).select_related("communicator").first()
    return first.communicator.name if first else ""


def _named(planned: PlannedCircle):
    """Parts and names; a known circle keeps its leader, and others come beside."""
    parts = CircleLeader.Part
    first = parts.CO_LEADER if planned.existing else parts.LEADER
    for number, name in enumerate(planned.read.leaders):
        yield parts.CO_LEADER if number else first, name
    for name in planned.read.substitutes:
        yield parts.SUBSTITUTE, name


# --- Sessions ------------------------------------------------------------------------------------------


def _save_sessions(circle: Circle, planned: PlannedCircle) -> list[Session]:
    """The circle's sessions in the order of the list; the new ones are numbered after those that stand."""
    start, minutes = _usual_time(circle)
    taken = max(circle.sessions.values_list("ordinal", flat=True), default=0)
    sessions = [one.existing or _new_session(circle, one, start, minutes) for one in planned.sessions]
    fresh = [session for session in sessions if session.pk is None]
    for ordinal, session in enumerate(fresh, taken + 1):
        session.ordinal = ordinal
    Session.objects.bulk_create(fresh)
    _save_films(circle, planned, sessions)
    if taken and fresh:
        _number_by_time(circle)
    return sessions


def _usual_time(circle: Circle) -> tuple[time, int]:
    """When the circle meets, and how many minutes: as its last known session, else as its programme."""
    last = circle.sessions.order_by("starts_at").last()
    if last is None:
        return START, circle.programme.minutes if circle.programme else MINUTES
    return timezone.localtime(last.starts_at).time(), int((last.ends_at - last.starts_at).total_seconds()) // 60


def _new_session(circle: Circle, planned: PlannedSession, start: time, minutes: int) -> Session:
    """At its hour on the wall, in summer and in winter."""
    starts_at = datetime.combine(planned.read.day, planned.read.start or start, STOCKHOLM)
    return Session(
        circle=circle,
        starts_at=starts_at,
        ends_at=starts_at.astimezone(UTC) + timedelta(minutes=planned.read.minutes or minutes),
        changed_at=timezone.now(),
    )


def _save_films(circle: Circle, planned: PlannedCircle, sessions: list[Session]) -> None:
    """Films in the circle's language; one that Ringar doesn't have in it was told in the plan."""
    codes = {code for one in planned.sessions for code in one.read.films}
    versions = {
        version.film_id: version for version in FilmVersion.objects.filter(film__in=codes, language=circle.language_id)
    }
    for one, session in zip(planned.sessions, sessions, strict=True):
        for version in (versions[code] for code in one.read.films if code in versions):
            minutes = dict(one.read.film_minutes).get(version.film_id, version.minutes)
            SessionFilm.objects.get_or_create(session=session, version=version, defaults={"minutes": minutes})


def _number_by_time(circle: Circle) -> None:
    """A session between two that stand takes its number; ordinals are unique, so first out of the way."""
    ordered = list(circle.sessions.order_by("starts_at", "pk"))
    for offset in (len(ordered) + 1000, 1):
        for number, session in enumerate(ordered):
            session.ordinal = number + offset
        Session.objects.bulk_update(ordered, ["ordinal"])


def _settle_sessions(planned: PlannedCircle, sessions: list[Session], importer: Importer) -> None:
    """A session in which anybody has a mark was held, and the hours the list states are confirmed by it."""
    marked = {mark.session for mark in planned.read.marks}
    now = timezone.now()
    for at, (one, session) in enumerate(zip(planned.sessions, sessions, strict=True)):
        if at not in marked or session.status == Session.Status.CANCELLED:
            continue
        if session.status != Session.Status.HELD:
            session.sequence += one.existing is not None  # RFC 5545: calendars have seen it planned
            session.status, session.changed_at = Session.Status.HELD, now
        session.register_closed_at = session.register_closed_at or now
        if session.study_hours is None and one.read.hours is not None:
            session.study_hours, session.hours_confirmed_by = one.read.hours, importer.user
    fields = ["status", "sequence", "changed_at", "register_closed_at", "study_hours", "hours_confirmed_by"]
    Session.objects.bulk_update([sessions[at] for at in marked], [*fields, "register_version"])


def _settle_circle(circle: Circle, planned: PlannedCircle) -> None:
    """Ended when every session was held; with one still ahead, or without its list, the circle is running."""
    if not circle.is_imported or circle.status not in ("planned", "running", "ended"):
        return
    states = set(circle.sessions.values_list("status", flat=True)) - {"cancelled"}
    if states == {"held"}:
        circle.status = Circle.Status.ENDED
    else:
        circle.status = Circle.Status.RUNNING if "held" in states else Circle.Status.PLANNED
    circle.save()


# --- People and marks ----------------------------------------------------------------------------------


def _save_people(circle: Circle, planned: PlannedCircle, sessions: list[Session], cards: Cards, hub: Hub) -> Enrolments:
    """A place in the circle for everyone in the list, from the first session that has a mark of theirs."""
    known = {ref: one.participant for ref, one in planned.people.items() if one.participant}
    unknown = [person for person in planned.read.people if person.ref not in known]
    participants = known | cards.for_people(unknown, hub)
    first = _first_marks(planned, sessions)
    begins = min(session.starts_at for session in sessions)
    new = [
        Enrolment(circle=circle, participant=participants[person.ref], enrolled_at=first.get(person.ref, begins))
        for person in planned.new_people
    ]
    Enrolment.objects.bulk_create(new)
    rows = {ref: one.enrolment for ref, one in planned.people.items() if one.enrolment}
    rows |= {person.ref: row for person, row in zip(planned.new_people, new, strict=True)}
    return rows


def _first_marks(planned: PlannedCircle, sessions: list[Session]) -> dict[int, datetime]:
    first: dict[int, datetime] = {}
    for mark in sorted(planned.read.marks, key=lambda mark: mark.session):
        first.setdefault(mark.person, sessions[mark.session].starts_at)
    return first


def _save_marks(planned: PlannedCircle, sessions: list[Session], enrolments: Enrolments, importer: Importer) -> None:
    """The new marks with their history. A mark that was undone before is set again."""
    undone = _undone(sessions)
    for at in {mark.session for mark in planned.marks}:
        sessions[at].register_version += 1
    fresh, again = [], []
    for mark in planned.marks:
        session, enrolment = sessions[mark.session], enrolments[mark.person]
        row = undone.get((session.pk, enrolment.pk))
        (again if row else fresh).append(row or Attendance(session=session, enrolment=enrolment, version=0))
        row = (again if row else fresh)[-1]
        row.status, row.marked_by, row.marked_at = str(mark.status), importer.user, timezone.now()
        row.version, row.register_version = row.version + 1, session.register_version
    Attendance.objects.bulk_create(fresh)
    Attendance.objects.bulk_update(again, ["status", "marked_by", "marked_at", "version", "register_version"])
    _keep_history([*fresh, *again])


def _undone(sessions: list[Session]) -> dict[tuple[int, int], Attendance]:
    rows = Attendance.objects.filter(session__in=sessions, status=AttendanceStatus.NOT_RECORDED)
    return {(row.session_id, row.enrolment_id): row for row in rows}


def _keep_history(rows: list[Attendance]) -> None:
    """One batch without a button to undo it: whoever imported mends single marks in the register."""
    AttendanceChange.objects.bulk_create(
        AttendanceChange(
            attendance=row,
            before=AttendanceStatus.NOT_RECORDED,
            after=row.status,
            at=row.marked_at,
            by=row.marked_by,
        )
        for row in rows
    )
