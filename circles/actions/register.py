"""Marks in the register. Each has a version, each change is kept, and one press is undone by one press."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Count, F, Max
from django.utils import timezone

from audit.events import record
from circles.actions.lists import note_correction
from circles.actions.planning import locked
from circles.models import Attendance, AttendanceChange, AttendanceStatus, Circle, Enrolment, Session
from circles.rules.lifecycle import may_hold
from circles.rules.register import Mark, on_close, on_everyone_here
from circles.rules.verdict import Refused, reason, require


class MarkConflict(Exception):
    """Someone else marked the same tile in between. `mine` was wanted, `theirs` stands, at `version`."""

    def __init__(self, enrolment: Enrolment, mine: str, theirs: str, version: int):
        super().__init__(f"{mine} against {theirs}")
        self.enrolment, self.mine, self.theirs, self.version = enrolment, mine, theirs, version


@dataclass(frozen=True)
class Wanted:
    """A mark to set. `version` is the one the leader saw (0: an untouched tile); None sets whatever stands.

    `press` is common to marks that one press set, and undone by one; `phone_at` what the phone's clock said.
    """

    enrolment: Enrolment
    status: str
    version: int | None = None
    press: UUID | None = None
    phone_at: datetime | None = None


@dataclass(frozen=True)
class Press:
    """Marks of one session that change together: what one press set, or what a phone had kept of it."""

    session: Session
    changed: list["Changed"]
    batch: UUID
    correction: str
    verb: str


@dataclass(frozen=True)
class Changed:
    """A mark that becomes another: its row as it shall be saved, and what the history keeps."""

    row: Attendance
    before: str
    after: str
    wanted: Wanted


@transaction.atomic
def mark(
    *,
    session: Session,
    enrolment: Enrolment,
    status: str,
    by,
    version: int | None = None,
    at: datetime | None = None,
) -> Attendance:
    """One tile. Raises MarkConflict where another value came in between; the same value in between is no conflict."""
    mark_many(session=session, wanted=[Wanted(enrolment, status, version)], by=by, at=at)
    return Attendance.objects.get(session=session, enrolment=enrolment)


@transaction.atomic
def mark_many(
    *,
    session: Session,
    wanted: Iterable[Wanted],
    by,
    at: datetime | None = None,
    correction: str = "",
    verb: str = "register.mark",
) -> UUID | None:
    """Several marks in one batch, and the batch's id (None where nothing changed).

    Refused: a cancelled session, one that hasn't begun its day, a signed circle without the reason of a correction.
    """
    session = locked(session)
    require_open(session, correction)
    wanted, moment = list(wanted), at or timezone.now()
    standing = standing_marks({session.pk})[session.pk]
    changed = [one for want in wanted if (one := change(session, want, standing, moment, by))]
    if not changed:
        return None
    batch = uuid4()
    save([Press(session, changed, batch, correction, verb)], moment, by)
    return batch


def standing_marks(sessions: Iterable[int]) -> dict[int, dict[int, Attendance]]:
    """By session and enrolment: the marks as they are."""
    found: dict[int, dict[int, Attendance]] = {pk: {} for pk in sessions}
    for row in Attendance.objects.filter(session__in=found):
        found[row.session_id][row.enrolment_id] = row
    return found


def change(session, one: Wanted, standing: dict, moment, by) -> Changed | None:
    """The changed mark, in `standing` too, None where it stands so already. Raises MarkConflict, Refused."""
    row = standing.get(one.enrolment.pk)
    before = row.status if row else AttendanceStatus.NOT_RECORDED
    if before == one.status:
        return None
    if one.version is not None and one.version != (row.version if row else 0):
        raise MarkConflict(one.enrolment, one.status, before, row.version if row else 0)
    if one.enrolment.circle_id != session.circle_id:
        raise Refused(reason("not_in_circle"))
    if row is None:
        row = standing[one.enrolment.pk] = Attendance(session=session, enrolment=one.enrolment, version=0)
    row.status, row.marked_at, row.marked_by = one.status, moment, by if getattr(by, "pk", None) else None
    row.version += 1
    row.register_version = session.register_version + 1
    return Changed(row, before, one.status, one)


def save(presses: list[Press], moment: datetime, by) -> None:
    """The marks, their history, the registers' versions, the audit events, and a version of a list that was locked:
    within the caller's transaction."""
    rows = {(p.session.pk, one.wanted.enrolment.pk): one.row for p in presses for one in p.changed}  # each once
    Attendance.objects.bulk_create(
        rows.values(),
        update_conflicts=True,
        unique_fields=["session", "enrolment"],
        update_fields=["status", "version", "register_version", "marked_at", "marked_by"],
    )
    AttendanceChange.objects.bulk_create(_past(press, one, moment) for press in presses for one in press.changed)
    for press in presses:
        _note_change(press.session)
        facts = {"reason": press.correction} if press.correction else {}
        record(press.verb, press.session, by=by, marks=len(press.changed), **facts)
        if press.session.circle.status in Circle.OVER:
            note_correction(circle=press.session.circle, by=by, reason_code=press.correction)


def _past(press: Press, one: Changed, moment: datetime) -> AttendanceChange:
    return AttendanceChange(
        attendance=one.row,
        before=one.before,
        after=one.after,
        batch=one.wanted.press or press.batch,
        reason=press.correction,
        at=moment,
        phone_at=one.wanted.phone_at,
        by=one.row.marked_by,
    )


def require_open(session: Session, correction: str) -> None:
    """Raises Refused where the session takes no marks: cancelled, signed (without a correction), not yet its day."""
    if session.status == Session.Status.CANCELLED:
        raise Refused(reason("session_cancelled"))
    if session.circle.status in Circle.OVER and not correction:
        raise Refused(reason("list_signed"))
    if timezone.localdate(session.starts_at) > timezone.localdate():
        raise Refused(reason("not_yet", day=timezone.localdate(session.starts_at)))


def locked_all(pks: Iterable[int]) -> dict[int, Session]:
    """Several sessions by key, held in one order, so that two who want the same never wait for each other."""
    rows = Session.objects.select_for_update(of=("self",)).select_related("circle")
    return {row.pk: row for row in rows.filter(pk__in=pks).order_by("pk")}


def _note_change(session: Session) -> None:
    Session.objects.filter(pk=session.pk).update(register_version=F("register_version") + 1)
    session.register_version += 1
    if session.circle.status == Circle.Status.PLANNED:
        Circle.objects.filter(pk=session.circle_id, status=Circle.Status.PLANNED).update(status=Circle.Status.RUNNING)


def _standing(session: Session) -> list[tuple[Enrolment, Mark]]:
    marks = dict(Attendance.objects.filter(session=session).values_list("enrolment", "status"))
    return [
        (enrolment, Mark(marks.get(enrolment.pk, Mark.NOT_RECORDED)))
        for enrolment in Enrolment.objects.on_register_of(session)
    ]


@transaction.atomic
def mark_everyone_here(*, session: Session, by, at: datetime | None = None) -> UUID | None:
    """Every untouched tile becomes here; whoever has sent word or was marked away stays so."""
    wanted = [Wanted(enrolment, on_everyone_here(mark)) for enrolment, mark in _standing(session)]
    return mark_many(session=session, wanted=wanted, by=by, at=at, verb="register.everyone_here")


@transaction.atomic
def undo(*, session: Session, by) -> int:
    """Take back the actor's own last press that isn't taken back yet; how many marks went back.

    A mark that somebody else has changed since stays as it is.
    """
    batch = _last_batch(session, by)
    if batch is None:
        return 0
    changes = AttendanceChange.objects.filter(batch=batch, attendance__session=session, by=by)
    wanted = [
        Wanted(one.attendance.enrolment, one.before)
        for one in changes.select_related("attendance__enrolment")
        if one.attendance.status == one.after
    ]
    session = locked(session)
    require_open(session, "")
    return _take_back(session, wanted, batch, by)


def _last_batch(session, by):
    """The actor's newest batch in which every mark was changed once: an undo writes a second change beside it."""
    return (
        AttendanceChange.objects.filter(attendance__session=session, by=by)
        .exclude(batch=None)
        .values("batch")
        .annotate(latest=Max("pk"), changes=Count("pk"), marks=Count("attendance", distinct=True))
        .filter(changes=F("marks"))
        .order_by("-latest")
        .values_list("batch", flat=True)
        .first()
    )


def _take_back(session, wanted, batch, by) -> int:
    standing, moment = standing_marks({session.pk})[session.pk], timezone.now()
    changed = [one for want in wanted if (one := change(session, want, standing, moment, by))]
    if changed:
        save([Press(session, changed, batch, "", "register.undo")], moment, by)
    return len(changed)


@transaction.atomic
def close_register(*, session: Session, by, rest_absent: bool = True, at: datetime | None = None) -> Session:
    """The register is taken: the session was held. Untouched tiles become absent where the leader has said so.

    Refused while a tile is untouched and the leader hasn't answered, and before people have come.
    """
    standing = _standing(session)
    untouched = sum(mark == Mark.NOT_RECORDED for _, mark in standing)
    if untouched and not rest_absent:
        raise Refused(reason("tiles_untouched", count=untouched))
    mark_many(
        session=session,
        wanted=[Wanted(one, on_close(mark)) for one, mark in standing],
        by=by,
        at=at,
        verb="register.rest",
    )
    session = locked(session)
    require_open(session, "")
    return hold(session=session, by=by, at=at)


def hold(*, session: Session, by, at: datetime | None = None) -> Session:
    """The session was held and its register is closed. Within the caller's transaction. Refused before it begins."""
    require(may_hold(starts_at=session.starts_at, now=at or timezone.now()))
    if session.status != Session.Status.HELD:
        session.status = Session.Status.HELD
        session.sequence += 1
        session.changed_at = timezone.now()
    session.register_closed_at = session.register_closed_at or at or timezone.now()
    session.substitute_wanted_at = None
    session.save()
    Circle.objects.filter(pk=session.circle_id, status=Circle.Status.PLANNED).update(status=Circle.Status.RUNNING)
    record("register.close", session, by=by)
    return session


@transaction.atomic
def resolve_missing_register(*, session: Session, answer: str, by, at: datetime | None = None) -> Session:
    """A coordinator's answer about a past session without a register: "held" or "list_lost".

    Held waits for its marks still (untouched tiles stay *not recorded*), list lost waits for nothing: the session is
    held but never reportable. "Cancelled" is `planning.cancel_session`; `planning.restore_session` takes each back.
    """
    session = locked(session)
    if session.status in (Session.Status.CANCELLED, Session.Status.HELD):
        raise Refused(reason("already_answered"))
    if answer not in ("held", "list_lost"):
        raise ValueError(f"Unknown answer {answer!r}")
    if answer == "list_lost":
        session.register_lost_at = at or timezone.now()
        session.study_hours = 0
    record("register.missing_resolved", session, by=by, answer=answer)
    return hold(session=session, by=by, at=at)
