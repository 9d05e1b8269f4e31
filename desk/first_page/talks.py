"""People who have asked on a tablet or on paper to talk to the coordinator: which card, and nothing about what."""

from datetime import datetime

from desk.first_page.registers import Bounded, bounded
from evaluation.models import TalkRequest

SHOWN = 5


def talks_wanted(hubs, now: datetime) -> Bounded:
    """The longest wait first."""
    asked = TalkRequest.objects.filter(enrolment__circle__hub__in=hubs, taken_at=None)
    rows = asked.select_related("enrolment__circle", "enrolment__participant").order_by("asked_at", "pk")
    return bounded(rows, SHOWN)
