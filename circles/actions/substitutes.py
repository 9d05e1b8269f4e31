"""How long a substitute of single meetings has the circle: as long as she has a meeting there, and a while after it."""

from datetime import timedelta

from django.db.models import Max
from django.utils import timezone

from audit.events import record
from circles.models import Circle

AFTERWARDS = timedelta(days=7)  # so long after her meeting, for its register


def settle_substitute(circle: Circle, communicator, *, by) -> None:
    """Until a week after the last meeting she leads; at once where she leads none. Who comes to all meetings stays."""
    link = circle.leader_links.filter(communicator=communicator, ended_on=None).first()
    if link is None or link.until is None:
        return
    last = circle.sessions.filter(substitute=communicator).aggregate(last=Max("ends_at"))["last"]
    if last is None:
        link.ended_on = timezone.localdate()
        record("circle.end_leader", circle, by=by, part=link.part)
    else:
        link.until = timezone.localdate(last) + AFTERWARDS
    link.save(update_fields=["until", "ended_on"])
