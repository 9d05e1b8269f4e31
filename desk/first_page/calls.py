"""Leaders who want to be called: someone was affected at a meeting. No name, no text, only that it is so."""

from datetime import datetime

from circles.models import Session
from desk.first_page.registers import Bounded, bounded, leaders, shown_registers

SHOWN = 5


def calls_wanted(hubs, now: datetime) -> Bounded:
    """The longest wait first."""
    asked = Session.objects.filter(circle__hub__in=hubs, help_wanted_at__isnull=False)
    rows = asked.with_place().prefetch_related(leaders()).order_by("help_wanted_at", "pk")
    return bounded(rows, SHOWN, lambda found: shown_registers(found, now))
