"""Who leads a circle, from when to when."""

from django.db import transaction
from django.utils import timezone

from audit.events import record
from circles.models import Circle, CircleLeader, Session


@transaction.atomic
def add_leader(*, circle: Circle, communicator, part: str, by) -> CircleLeader:
    """A leader, co-leader or substitute, who sees the circle from now on. Already there: the part changes."""
    link, _ = CircleLeader.objects.update_or_create(
        circle=circle, communicator=communicator, ended_on=None, defaults={"part": part}
    )
    if part == CircleLeader.Part.SUBSTITUTE:
        circle.sessions.exclude(substitute_wanted_at=None).update(substitute_wanted_at=None)
    record("circle.add_leader", circle, by=by, part=part)
    return link


@transaction.atomic
def end_leader(*, link: CircleLeader, by) -> CircleLeader:
    """The person leads no longer and sees the circle no longer."""
    link.ended_on = timezone.localdate()
    link.save(update_fields=["ended_on"])
    record("circle.end_leader", link.circle, by=by, part=link.part)
    return link


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
    return len(handed)


def _hand_over_one(link: CircleLeader, to, by):
    link.ended_on = timezone.localdate()
    link.save(update_fields=["ended_on"])
    CircleLeader.objects.update_or_create(
        circle=link.circle, communicator=to, ended_on=None, defaults={"part": link.part}
    )
    Session.objects.filter(circle=link.circle).coming(timezone.now()).update(changed_at=timezone.now())
    record("circle.hand_over", link.circle, by=by, part=link.part)
