"""Planning a circle and changing one of its sessions.

Every change of a session's time, place or status raises its SEQUENCE, so that calendars take it up.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from audit.events import record
from circles.actions.substitutes import settle_substitute
from circles.leading import busy_between, busy_of, leaders_at, meetings_beside
from circles.letters import Change, tell_staff
from circles.meeting_days import may_be_on
from circles.models import Circle, CircleLeader, Enrolment, RuleSet, Session
from circles.rules.leading import may_lead_at, may_lead_series, may_meet_at
from circles.rules.lifecycle import CIRCLE, SESSION, may_become, may_cancel
from circles.rules.planning import PlannedTime, Spot, may_care_until, may_meet_on
from circles.rules.verdict import Refused, reason, require
from communicators.models import Communicator


def facts_for(session_or_day):
    """The rule set in force on that day (or on the day of that session)."""
    moment = getattr(session_or_day, "starts_at", session_or_day)
    return RuleSet.objects.facts_on(timezone.localdate(moment) if isinstance(moment, datetime) else moment)


@transaction.atomic
def plan_circle(
    *,
    leader,
    times: Sequence[PlannedTime],
    by,
    programme=None,
    association=None,
    co_leaders=(),
    needs: Sequence[str] = (),
    queue_from: Circle | None = None,
    **facts,
) -> Circle:
    """A circle with one session per planned time, themed by the programme's templates in their order.

    `needs` are what is to be booked for every session: "interpreter", "childcare". Who waits in `queue_from` comes
    along. `facts` are further fields of Circle: title, hub, municipality and language at least. The circle waits for
    approval where a study association stands behind it, and is planned at once where none does. A programme with a
    theme for each meeting is the work plan. Refused: no times, a first day too far back or ahead, and a leader who has
    another meeting at one of them.
    """
    if not times:
        raise Refused(reason("no_times"))
    require(may_meet_on(timezone.localdate(times[0].starts_at), today=timezone.localdate()))
    _are_free_for([leader, *co_leaders], times)
    status = Circle.Status.AWAITING_APPROVAL if association else Circle.Status.PLANNED
    facts["door_code"] = facts.get("door_code") or None
    if programme and programme.sessions.count() >= len(times):
        facts["work_plan_at"] = timezone.now()
    circle = Circle.objects.create(programme=programme, association=association, status=status, **facts)
    CircleLeader.objects.create(circle=circle, communicator=leader)
    for co_leader in co_leaders:
        CircleLeader.objects.create(circle=circle, communicator=co_leader, part=CircleLeader.Part.CO_LEADER)
    _create_sessions(circle, times, programme, needs)
    record("circle.plan", circle, by=by, sessions=len(times), status=status)
    if queue_from is not None:
        _take_queue_along(queue_from, circle, by)
    return circle


def _are_free_for(leaders: Sequence[Communicator], times: Sequence[PlannedTime]) -> None:
    """With the leaders' rows held: two who plan for one leader at once come one after the other."""
    held = Communicator.objects.select_for_update().filter(pk__in=[one.pk for one in leaders]).order_by("pk")
    for communicator in held:
        require(may_lead_series(times, busy_between(communicator, times[0].starts_at, times[-1].ends_at)))


def waiting_in(circle: Circle) -> int:
    return circle.enrolments.filter(status=Enrolment.Status.WAITING).count()


def _take_queue_along(before: Circle, circle: Circle, by) -> None:
    """Who waits for a seat in the circle before goes on waiting in this one, in the same order."""
    moment = timezone.now()
    for seat in before.enrolments.filter(status=Enrolment.Status.WAITING).order_by(
        "waiting_since", "enrolled_at", "pk"
    ):
        Enrolment.objects.create(
            circle=circle,
            participant_id=seat.participant_id,
            status=Enrolment.Status.WAITING,
            enrolled_at=moment,
            waiting_since=seat.waiting_since or seat.enrolled_at,
        )
        seat.status, seat.left_at = Enrolment.Status.LEFT, moment
        seat.leave_reason = Enrolment.LeaveReason.OTHER_CIRCLE
        seat.save()
        record("enrolment.status", seat, by=by, before="waiting", after="left")


def _create_sessions(circle, times, programme, needs):
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
            **dict.fromkeys(needs, Session.Booking.WANTED),
        )
        for number, (planned, template) in enumerate(
            zip(times, [*templates, *[None] * len(times)], strict=False), start=1
        )
    )


@transaction.atomic
def edit_circle(*, circle: Circle, by, **fields) -> Circle:
    """Change where a circle meets, its title or its seats. A new place reaches every coming session's calendar.

    Refused: another title than the one on a signed list.
    """
    changed = {name for name, value in fields.items() if value != getattr(circle, name)}
    if "title" in changed:
        _list_open(Circle.objects.select_for_update().get(pk=circle.pk))
    for name, value in fields.items():
        setattr(circle, name, value)
    circle.save()
    if changed & {"place", "room"}:
        _touch_all(circle.sessions.coming(timezone.now()).filter(place=""))
    if "title" in changed:
        circle.sessions.update(changed_at=timezone.now())
    record("circle.edit", circle, by=by, fields=sorted(fields))
    return circle


@transaction.atomic
def write_work_plan(*, circle: Circle, by, text: str) -> Circle:
    """What the circle is about. The day it was there first is what counts; a later change doesn't move it."""
    circle.work_plan = text
    circle.work_plan_at = circle.work_plan_at or timezone.now()
    circle.save()
    record("circle.work_plan", circle, by=by)
    return circle


def childcare_wanted(circle: Circle) -> int:
    """How many of those with a seat need childcare."""
    return circle.enrolments.seated().filter(participant__needs_childcare=True).count()


def interpreter_wanted(circle: Circle) -> int:
    return circle.enrolments.seated().filter(participant__needs_interpreter=True).count()


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
    if Circle.Status.CANCELLED in (before, status):
        _touch_all(circle.sessions.coming(moment))
    if status == Circle.Status.SIGNED:
        circle.enrolments.filter(status=Enrolment.Status.ACTIVE).update(status=Enrolment.Status.COMPLETED)
    record("circle.status", circle, by=by, before=before, after=status)
    return circle


def not_locked(session: Session) -> None:
    """A signed list stands: only its marks are corrected, in a version with a reason."""
    _list_open(session.circle)


def _list_open(circle: Circle) -> None:
    if circle.status in Circle.LOCKED:
        raise Refused(reason("list_locked"))


def _nothing_left(circle, moment):
    open_sessions = circle.sessions.filter(status__in=("planned", "moved")).count()
    if open_sessions:
        raise Refused(reason("sessions_left", count=open_sessions))
    if circle.sessions.hours_to_confirm().exists():
        raise Refused(reason("hours_left"))


@transaction.atomic
def move_session(*, session: Session, starts_at: datetime, ends_at: datetime, by, place="", room="") -> Session:
    """Another time or place for one session; the others stay. The same once more changes nothing and tells nobody.

    Refused for a session that was held, where it would end before it starts, on a day too far away or in another year
    than the circle's, and where somebody who is to lead it has another meeting then.
    """
    session = locked(session)
    if session.status == Session.Status.HELD:
        raise Refused(reason("session_held"))
    if ends_at <= starts_at:
        raise Refused(reason("ends_before_start"))
    require(may_be_on(session, timezone.localdate(starts_at)))
    _are_free_then(session, PlannedTime(starts_at, ends_at), session.circle.spot_of(place))
    change = change_of(session, starts_at=starts_at, ends_at=ends_at, place=place, room=room)
    if change is None:
        return session
    if change == "moved":
        session.moved_from = session.moved_from or session.starts_at
        session.status, session.cancel_reason = Session.Status.MOVED, ""
        if session.moved_from == starts_at:
            session.moved_from, session.status = None, Session.Status.PLANNED
    session.starts_at, session.ends_at = starts_at, ends_at
    session.place, session.room = place, room
    touch(session)
    if session.substitute:
        settle_substitute(session.circle, session.substitute, by=by)
    record("session.move", session, by=by)
    tell_staff(session, Change.MOVED, by=by)
    return session


def change_of(session: Session, *, starts_at: datetime, ends_at: datetime, place="", room="") -> str | None:
    """What there is to tell: "moved" in time, "placed" somewhere else at its time, or nothing."""
    if (starts_at, ends_at) != (session.starts_at, session.ends_at):
        return "moved"
    return "placed" if (place, room) != (session.place, session.room) else None


@transaction.atomic
def cancel_session(*, session: Session, reason_code: str, by) -> Session:
    """The session won't be, or was not. It stays in the plan and in calendars as cancelled.

    Refused for one that was held or is cancelled, and where the list is signed.
    """
    session = locked(session)
    not_locked(session)
    require(may_cancel(session.status))
    before, session.status, session.cancel_reason = session.status, Session.Status.CANCELLED, reason_code
    session.study_hours = session.hours_confirmed_by = None
    session.register_closed_at = session.register_lost_at = session.substitute_wanted_at = None
    touch(session)
    record("session.cancel", session, by=by, before=before, reason=reason_code)
    tell_staff(session, Change.CANCELLED, by=by)
    return session


@transaction.atomic
def restore_session(*, session: Session, by) -> Session:
    """Take back a cancelled session, or a "held" answered by mistake. Refused where its leader has another meeting
    then by now.
    """
    session = locked(session)
    not_locked(session)
    status = Session.Status.MOVED if session.moved_from else Session.Status.PLANNED
    require(may_become(SESSION, session.status, status))
    if session.ends_at > timezone.now():
        _are_free_then(session, PlannedTime(session.starts_at, session.ends_at), session.spot)
    before, session.status, session.cancel_reason = session.status, status, ""
    session.register_closed_at = session.register_lost_at = None
    session.study_hours = session.hours_confirmed_by = None
    touch(session)
    record("session.restore", session, by=by, before=before)
    tell_staff(session, Change.RESTORED, by=by)
    return session


@transaction.atomic
def add_session(*, circle: Circle, starts_at: datetime, ends_at: datetime, by, title="", place="", room="") -> Session:
    """One more session, numbered after the last. Refused where it ends before it starts, where the circle's list is
    signed, on a day that is too far away or in another year than the circle's, and where a leader has another meeting
    then.
    """
    if ends_at <= starts_at:
        raise Refused(reason("ends_before_start"))
    circle = Circle.objects.select_for_update().get(pk=circle.pk)  # two who add at once get two numbers
    if circle.status in Circle.OVER:
        raise Refused(reason("circle_done"))
    unsaved = Session(circle=circle)
    require(may_be_on(unsaved, timezone.localdate(starts_at)))
    _are_free_then(unsaved, PlannedTime(starts_at, ends_at), circle.spot_of(place))
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
    circle.sessions.exclude(pk=session.pk).update(changed_at=timezone.now())  # "träff 3 av 11" in every calendar
    record("session.add", session, by=by)
    tell_staff(session, Change.ADDED, by=by)
    return session


def _are_free_then(session: Session, planned: PlannedTime, spot: Spot) -> None:
    """Who is to lead, and the circle itself. Nearness is no hindrance here: who moves a meeting sees it on the screen
    and decides."""
    but = session if session.pk else None
    for communicator in leaders_at(session):
        require(may_lead_at(planned, spot, busy_of(communicator, planned, but=but), accepts_near=True))
    require(may_meet_at(planned, meetings_beside(session, planned)))


@transaction.atomic
def book(*, session: Session, by, interpreter: str, childcare: str, childcare_until=None) -> bool:
    """What is booked for a meeting, beside it: an interpreter, childcare and how long. Whether anything changed.

    Refused: childcare that ends before the meeting has begun, or long after it.
    """
    session = locked(session)
    told = {"interpreter": interpreter, "childcare": childcare}
    told["childcare_until"] = childcare_until if childcare else None
    if all(getattr(session, name) == value for name, value in told.items()):
        return False
    if told["childcare_until"]:
        start, end = (timezone.localtime(at).time() for at in (session.starts_at, session.ends_at))
        require(may_care_until(childcare_until, start, end))
    for name, value in told.items():
        setattr(session, name, value)
    session.save(update_fields=[*told, "updated_at"])
    record("session.book", session, by=by, interpreter=interpreter, childcare=childcare)
    return True


@transaction.atomic
def note_shared(*, session: Session, by) -> Session:
    """The leader has shared a text about the meeting from her own phone: when, and nothing else."""
    Session.objects.filter(pk=session.pk).update(shared_at=timezone.now())
    session.refresh_from_db(fields=["shared_at"])
    record("session.shared", session, by=by)
    return session


@transaction.atomic
def ask_for_substitute(*, session: Session, by) -> Session:
    """The leader can't come and the meeting stands: the coordinator sees it among the things to do."""
    session = locked(session)
    session.substitute_wanted_at = timezone.now()
    session.save(update_fields=["substitute_wanted_at", "updated_at"])
    record("session.substitute_wanted", session, by=by)
    tell_staff(session, Change.WANTED, by=by)
    return session


def locked(session: Session) -> Session:
    """The session's row, held until the transaction ends: changes of one session come one after the other."""
    return Session.objects.select_for_update(of=("self",)).select_related("circle").get(pk=session.pk)


def touch(session: Session) -> None:
    """Save a change that calendars must take up."""
    session.sequence += 1
    session.changed_at = max(timezone.now(), session.changed_at + timedelta(microseconds=1))
    session.save()


def _touch_all(sessions) -> None:
    for session in sessions:
        touch(session)
