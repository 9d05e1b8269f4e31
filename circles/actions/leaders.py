"""Who leads a circle, from when to when, and who leads one meeting instead."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from audit.events import PROGRAM, record
from circles.actions.feeds import touch_feeds
from circles.actions.planning import locked, touch
from circles.actions.substitutes import AFTERWARDS, settle_substitute
from circles.leading import busy_of
from circles.letters import Change, tell_staff
from circles.models import Circle, CircleLeader, Session
from circles.rules.leading import may_lead_at
from circles.rules.planning import PlannedTime
from circles.rules.verdict import Refused, reason, require


@transaction.atomic
def add_leader(*, circle: Circle, communicator, part: str, by) -> CircleLeader:
    """A leader, co-leader or substitute, who sees the circle from now on. Already there: the part changes.

    A substitute leads the meetings that wait for one. Refused: a substitute who has another meeting at one of those.
    """
    link, _ = CircleLeader.objects.update_or_create(
        circle=circle, communicator=communicator, ended_on=None, defaults={"part": part, "until": None}
    )
    if part == CircleLeader.Part.SUBSTITUTE:
        wanted = circle.sessions.coming(timezone.now()).exclude(substitute_wanted_at=None)
        for session in wanted:
            _require_free(session, communicator, accepts_near=True)
        wanted.update(substitute=communicator, substitute_wanted_at=None, changed_at=timezone.now())
    touch_feeds(_leaders_of(circle))
    record("circle.add_leader", circle, by=by, part=part)
    return link


@transaction.atomic
def end_leader(*, link: CircleLeader, by) -> CircleLeader:
    """The person leads no longer and sees the circle no longer; meetings she was to lead as a substitute want one."""
    _end(link)
    now = timezone.now()
    link.circle.sessions.coming(now).filter(substitute=link.communicator).update(
        substitute=None, substitute_wanted_at=now, changed_at=now
    )
    touch_feeds([link.communicator])
    record("circle.end_leader", link.circle, by=by, part=link.part)
    return link


@transaction.atomic
def take_session(*, session: Session, by, accepts_near: bool = False) -> Session:
    """A communicator volunteers for a meeting on the open board. The first wins; the second is told so."""
    if locked(session).substitute_wanted_at is None:
        raise Refused(reason("already_taken"))
    return swap_leader(session=session, substitute=by.communicator, by=by, accepts_near=accepts_near)


@transaction.atomic
def swap_leader(*, session: Session, substitute, by, accepts_near: bool = False) -> Session:
    """Another communicator of the hub leads this one meeting. Both see it at once in their calendars.

    Refused: a meeting that is over or cancelled, a leader who has another meeting then; and, unless `accepts_near`,
    one who has less than an hour to get there from another place.
    """
    session = locked(session)
    _require_to_come(session)
    _require_free(session, substitute, accepts_near)
    before = session.substitute
    session.substitute, session.substitute_wanted_at = substitute, None
    touch(session)
    _see_until(session, substitute)
    if before is not None:
        settle_substitute(session.circle, before, by=by)
    touch_feeds(_leaders_of(session.circle))
    record("session.swap_leader", session, by=by)
    tell_staff(session, Change.SUBSTITUTE, by=by)
    return session


@transaction.atomic
def give_back(*, session: Session, by) -> Session:
    """The substitute can't come after all: the meeting wants one again, and she sees the circle no longer, unless she
    leads another meeting there.
    """
    session = locked(session)
    _require_to_come(session)
    if session.substitute is None:
        raise Refused(reason("no_substitute"))
    before = session.substitute
    session.substitute, session.substitute_wanted_at = None, timezone.now()
    touch(session)
    settle_substitute(session.circle, before, by=by)
    touch_feeds(_leaders_of(session.circle))
    record("session.give_back", session, by=by)
    tell_staff(session, Change.WANTED, by=by)
    return session


@transaction.atomic
def end_substitutes(today: date) -> int:
    """Substitutes of single meetings whose last day is past see the circle no longer; how many."""
    links = CircleLeader.objects.filter(ended_on=None, until__lt=today).select_related("circle", "communicator")
    for link in links:
        _end(link)
        record("circle.end_leader", link.circle, by=PROGRAM, part=link.part)
    return len(links)


def _require_to_come(session: Session) -> None:
    if session.status not in (Session.Status.PLANNED, Session.Status.MOVED) or session.ends_at < timezone.now():
        raise Refused(reason("session_over"))


def _require_free(session: Session, communicator, accepts_near: bool) -> None:
    planned = PlannedTime(session.starts_at, session.ends_at)
    require(may_lead_at(planned, session.spot, busy_of(communicator, planned, but=session), accepts_near))


def _see_until(session: Session, substitute) -> None:
    """The circle is open to the substitute, with its register, until a week after the meeting."""
    until = timezone.localdate(session.ends_at) + AFTERWARDS
    link = session.circle.leader_links.filter(communicator=substitute, ended_on=None).first()
    if link is None:
        session.circle.leader_links.create(communicator=substitute, part=CircleLeader.Part.SUBSTITUTE, until=until)
    elif link.until and link.until < until:
        link.until = until
        link.save(update_fields=["until"])


def _leaders_of(circle: Circle):
    return CircleLeader.objects.filter(circle=circle).values("communicator")


def _end(link: CircleLeader) -> None:
    link.ended_on = timezone.localdate()
    link.save(update_fields=["ended_on"])


@transaction.atomic
def hand_over(*, leader, to, by, circles=None) -> int:
    """Every open circle of `leader` (or those in `circles`) goes to `to`, with its register; how many went.

    Calendars follow: the coming sessions leave one feed and come into the other.
    """
    open_links = CircleLeader.objects.filter(
        communicator=leader, ended_on=None, circle__in=Circle.objects.open()
    ).select_related("circle")
    if circles is not None:
        open_links = open_links.filter(circle__in=circles)
    handed = list(open_links)
    for link in handed:
        _hand_over_one(link, to, by)
    touch_feeds([leader, to])
    return len(handed)


def _hand_over_one(link: CircleLeader, to, by):
    _end(link)
    CircleLeader.objects.update_or_create(
        circle=link.circle, communicator=to, ended_on=None, defaults={"part": link.part, "until": link.until}
    )
    coming = Session.objects.filter(circle=link.circle).coming(timezone.now())
    coming.filter(substitute=link.communicator).update(substitute=to)
    coming.update(changed_at=timezone.now())
    record("circle.hand_over", link.circle, by=by, part=link.part)
