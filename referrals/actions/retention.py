"""What is kept no longer: contact details 90 days after the end, 180 after the last event."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit.events import CONSOLE
from referrals.actions.sending import forget_contact
from referrals.models import Referral
from referrals.rules.deadlines import contact_expired


def purge_contact_details(now: datetime | None = None, *, by=CONSOLE) -> int:
    """Delete what has outlived its use; safe to run at any time and as often. → how many referrals."""
    now = now or timezone.now()
    expired = [row.pk for row in Referral.objects.holding_words() if _expired(row, now)]
    for pk in expired:
        with transaction.atomic():
            forget_contact(pk, by=by)
    return len(expired)


def _expired(row: Referral, now: datetime) -> bool:
    return contact_expired(ended_at=row.end, last_event_at=row.last_event_at or row.created_at, now=now)
