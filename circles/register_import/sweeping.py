"""What the worker sweeps away each time it looks at the queue."""

from datetime import datetime

from circles.models import ImportDraft
from core import jobs


@jobs.every_round
def sweep(now: datetime) -> int:
    """Drafts whose half hour is over are gone; how many were."""
    return ImportDraft.objects.filter(expires_at__lte=now).delete()[0]
