"""Planning a circle and changing one of its sessions.

Every change of a session's time, place or status raises its SEQUENCE, so that calendars take it up.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit.events import record
from circles.models import Circle, CircleLeader, Enrolment, RuleSet, Session
from circles.rules.lifecycle import CIRCLE, SESSION, may_become
from circles.rules.planning import PlannedTime
from circles.rules.verdict import Refused, reason, require


def facts_for(session_or_day):
    """The rule set in force on that day (or on the day of that session)."""
    moment = getattr(session_or_day, "starts_at", session_or_day)
    return RuleSet.objects.facts_on(timezone.localdate(moment) if isinstance(moment, datetime) else moment)


@transaction.atomic
def plan_circle(
    *, leader, times: Sequence[PlannedTime], by, programme=None, association=None, co_leaders=(), **facts
) -> Circle:
    """A circle with one session per planned time, themed by the programme's templates in their order.

    `facts` are further fields of Circle: title, hub, municipality and language at least. The circle waits for
    approval where a study association stands behind it, and is planned at once where none does.
    Refused: no times.
    """
    if not times:
        raise Refused(reason("no_times"))
    status = Circle.Status.AWAITING_APPROVAL if association else Circle.Status.PLANNED
    facts["door_code"] = facts.get("door_code") or None
    circle = Circle.objects.create(programme=programme, association=association, status=status, **facts)
    CircleLeader.objects.create(circle=circle, communicator=leader)
    for co_leader in co_leaders:
        CircleLeader.objects.create(circle=circle, communicator=co_leader, part=CircleLeader.Part.CO_LEADER)
    _create_sessions(circle, times, programme)
    record("circle.plan", circle, by=by, sessions=len(times), status=status)
    return circle


def _create_sessions(circle, times, programme):
    templates = list(programme.sessions.all()) if programme else []
    pause = programme.break_minutes if programme else 0
    now = timezone.now()
    Session.objects.bulk_create(
        Session(
            circle=circle,
            ordinal=number,
            template=template,
            title=template.title if template else "",
            starts_at=planned.starts_at,
            ends_at=planned.ends_at,
            break_minutes=pause,
            changed_at=now,
        )
        for number, (planned, template) in enumerate(
            zip(times, [*templates, *[None] * len(times)], strict=False), start=1
        )
    )


@transaction.atomic
def edit_circle(*, circle: Circle, by, **fields) -> Circle:
    """Change where a circle meets, its title or its seats. A new place reaches every coming session's calendar."""
    moved = any(name in fields and fields[name] != getattr(circle, name) for name in ("place", "room"))
    for name, value in fields.items():
        setattr(circle, name, value)
    circle.save()
    if moved:
        for session in circle.sessions.coming(timezone.now()).filter(place="", room=""):
            _touch(session)
    elif "title" in fields:
        circle.sessions.coming(timezone.now()).update(changed_at=timezone.now())
    record("circle.edit", circle, by=by, fields=sorted(fields))
    return circle


@transaction.atomic
def set_circle_status(*, circle: Circle, status: str, by, at: datetime | None = None) -> Circle:
    """The circle's next state. Refused where the lifecycle has no such step, or a session still lacks its register."""
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    require(may_become(CIRCLE, circle.status, status))
    moment = at or timezone.now()
    if status in (Circle.Status.ENDED, Circle.Status.SIGNED):
        _nothing_left(circle, moment)
    before, circle.status = circle.status, status
    circle.closed_at = moment if status in Circle.CLOSED and not circle.closed_at else circle.closed_at
    if status not in Circle.CLOSED:
        circle.closed_at = None
    circle.save()
    if status == Circle.Status.SIGNED:
        circle.enrolments.filter(status=Enrolment.Status.ACTIVE).update(status=Enrolment.Status.COMPLETED)
    record("circle.status", circle, by=by, before=before, after=status)
    return circle


def _nothing_left(circle, moment):
    open_sessions = circle.sessions.filter(status__in=("planned", "moved")).count()
    if open_sessions:
        raise Refused(reason("sessions_left", count=open_sessions))
    if circle.sessions.hours_to_confirm().exists():
        raise Refused(reason("hours_left"))


@transaction.atomic
def move_session(*, session: Session, starts_at: datetime, ends_at: datetime, by, place="", room="") -> Session:
    """Another time or place for one session; the others stay.

    Refused for a session that was held, for a time that isn't one, and where the clocks make it end before it starts.
    """
    session = _locked(session)
    if session.status == Session.Status.HELD:
        raise Refused(reason("session_held"))
    if ends_at <= starts_at:
        raise Refused(reason("ends_before_start"))
    if (starts_at, ends_at) != (session.starts_at, session.ends_at):
        session.moved_from = session.moved_from or session.starts_at
        session.status, session.cancel_reason = Session.Status.MOVED, ""
        if session.moved_from == starts_at:
            session.moved_from, session.status = None, Session.Status.PLANNED
    session.starts_at, session.ends_at = starts_at, ends_at
    session.place, session.room = place, room
    _touch(session)
    record("session.move", session, by=by)
    return session


@transaction.atomic
def cancel_session(*, session: Session, reason_code: str, by) -> Session:
    """The session won't be, or was not. It stays in the plan and in calendars as cancelled."""
    session = _locked(session)
    require(may_become(SESSION, session.status, Session.Status.CANCELLED))
    before, session.status, session.cancel_reason = session.status, Session.Status.CANCELLED, reason_code
    session.study_hours = session.hours_confirmed_by = None
    session.register_closed_at = session.register_lost_at = session.substitute_wanted_at = None
    _touch(session)
    record("session.cancel", session, by=by, before=before, reason=reason_code)
    return session


@transaction.atomic
def restore_session(*, session: Session, by) -> Session:
    """Take back a cancelled session, or a "held" answered by mistake."""
    session = _locked(session)
    status = Session.Status.MOVED if session.moved_from else Session.Status.PLANNED
    require(may_become(SESSION, session.status, status))
    before, session.status, session.cancel_reason = session.status, status, ""
    session.register_closed_at = session.register_lost_at = None
    session.study_hours = session.hours_confirmed_by = None
    _touch(session)
    record("session.restore", session, by=by, before=before)
    return session


@transaction.atomic
def add_session(*, circle: Circle, starts_at: datetime, ends_at: datetime, by, title="", place="", room="") -> Session:
    """One more session, numbered after the last."""
    if ends_at <= starts_at:
        raise Refused(reason("ends_before_start"))
    last = circle.sessions.aggregate(last=Max("ordinal"))["last"] or 0
    session = Session.objects.create(
        circle=circle,
        ordinal=last + 1,
        title=title,
        starts_at=starts_at,
        ends_at=ends_at,
        place=place,
        room=room,
        break_minutes=circle.programme.break_minutes if circle.programme else 0,
        changed_at=timezone.now(),
    )
    record("session.add", session, by=by)
    return session


@transaction.atomic
def ask_for_substitute(*, session: Session, by) -> Session:
    """The leader can't come and the meeting stands: the coordinator sees it among the things to do."""
    session = _locked(session)
    session.substitute_wanted_at = timezone.now()
    session.save(update_fields=["substitute_wanted_at", "updated_at"])
    record("session.substitute_wanted", session, by=by)
    return session


def _locked(session: Session) -> Session:
    return Session.objects.select_for_update(of=("self",)).select_related("circle").get(pk=session.pk)


def _touch(session: Session) -> None:
    """Save a change that calendars must take up."""
    session.sequence += 1
    session.changed_at = max(timezone.now(), session.changed_at + timedelta(microseconds=1))
    session.save()
