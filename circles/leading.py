"""When a leader is taken, by which meetings and where; and what leading a circle asks for."""

from datetime import datetime

from circles.models import Circle, CircleLeader, Session
from circles.rules.leading import ON_THE_WAY
from circles.rules.planning import Busy, PlannedTime
from communicators.models import Communicator
from communicators.rules.facts import Requirement


def requirement_of(circle: Circle) -> Requirement:
    """The programme's courses, and the approval of the association behind the circle, where there is one."""
    courses = tuple(circle.programme.required_courses) if circle.programme else ()
    return Requirement(courses, bool(circle.association_id), circle.association_id)


def busy_of(communicator: Communicator, planned: PlannedTime, *, but: Session | None = None) -> list[Busy]:
    """The leader's other meetings that touch the time, with an hour on both sides."""
    return busy_between(communicator, planned.starts_at - ON_THE_WAY, planned.ends_at + ON_THE_WAY, but=but)


def busy_between(communicator, start: datetime, end: datetime, *, but: Session | None = None) -> list[Busy]:
    taken = Session.objects.busy(start=start, end=end).in_calendar_of(communicator)
    if but is not None:
        taken = taken.exclude(pk=but.pk)
    return [Busy("leader", one.circle.title, one.starts_at, one.ends_at, one.spot) for one in taken]


def meetings_beside(session: Session, planned: PlannedTime) -> list[Busy]:
    """The circle's other meetings at that time. `session` may be unsaved."""
    others = Session.objects.busy(start=planned.starts_at, end=planned.ends_at).filter(circle=session.circle_id)
    others = others.exclude(pk=session.pk)
    return [Busy("circle", one.circle.title, one.starts_at, one.ends_at, one.spot) for one in others]


def leaders_at(session: Session) -> list[Communicator]:
    """Who is to lead this meeting: the substitute in the leader's place, beside the co-leaders."""
    links = session.circle.leader_links.filter(ended_on=None, part__in=_PARTS).select_related("communicator__user")
    people = [
        link.communicator for link in links if link.part == CircleLeader.Part.CO_LEADER or session.substitute is None
    ]
    return [*([session.substitute] if session.substitute else []), *people]


_PARTS = (CircleLeader.Part.LEADER, CircleLeader.Part.CO_LEADER)


def possible_substitutes(session: Session):
    """Communicators of the circle's hub who aren't to lead this meeting anyway."""
    leading = [one.pk for one in leaders_at(session)]
    return Communicator.objects.filter(hub=session.circle.hub_id, is_active=True).exclude(pk__in=leading)
