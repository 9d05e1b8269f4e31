"""How many entries of the directory ask to be looked at."""

from datetime import datetime

from django.db.models import Q
from django.utils import timezone

from directory.models import SupportOffer


def to_review(offers, now: datetime) -> int:
    """Flagged, or last reviewed more than half a year ago."""
    due = offers.review_due(timezone.localdate(now)).values("pk")
    flagged = Q(status=SupportOffer.Status.NEEDS_REVIEW)
    return offers.filter(flagged | Q(pk__in=due)).distinct().count()
