"""What time alone brings about, whenever the worker looks at its queue."""

from datetime import datetime

from django.utils import timezone

from circles.actions.leaders import end_substitutes
from circles.actions.tonight import sweep_links
from circles.actions.waiting import lapse_offers
from core import jobs


@jobs.every_round
def go_on(now: datetime) -> None:
    """Offers lapse, substitutes of single meetings leave, dead links of an evening are gone."""
    lapse_offers(now)
    end_substitutes(timezone.localdate(now))
    sweep_links(now)
