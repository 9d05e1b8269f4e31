"""The secret address of a leader's calendar. The token is shown once; only its hash is kept."""

import secrets
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from audit.events import record
from circles.models import CalendarFeed
from core.readonly import bookkeeping

TOKEN_BYTES = 32


def hash_token(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def open_feed(*, communicator, by) -> str:
    """A new address; the one before stops working. Returns the token, which can't be had again."""
    revoke_feed(communicator=communicator, by=by)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed = CalendarFeed.objects.create(communicator=communicator, token_hash=hash_token(token))
    record("calendar_feed.open", feed, by=by)
    return token


@transaction.atomic
def revoke_feed(*, communicator, by) -> int:
    """Close the open address, if there is one; how many were closed."""
    count = CalendarFeed.objects.filter(communicator=communicator, revoked_at=None).update(revoked_at=timezone.now())
    if count:
        record("calendar_feed.revoke", communicator, by=by)
    return count


def note_read(feed: CalendarFeed) -> None:
    """Remember that a calendar fetched the feed: bookkeeping, and no domain row."""
    with bookkeeping():
        CalendarFeed.objects.filter(pk=feed.pk).update(last_read_at=timezone.now())
