"""The secret addresses of calendars. A token is shown once; only its hash is kept."""

import secrets
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from audit.events import record
from circles.models import CalendarFeed, Circle
from core.readonly import bookkeeping
from organisations.models import Hub

TOKEN_BYTES = 32


def hash_token(token: str) -> str:
    return sha256(token.encode()).hexdigest()


@transaction.atomic
def open_feed(*, by, communicator=None, circle: Circle | None = None, hub: Hub | None = None) -> str:
    """A new address of the leader's own meetings, of a circle or of a hub; the one before stops working.

    A leader's own belongs to her, the others to whoever makes them. Returns the token, which can't be had again.
    """
    owner = communicator.user if communicator else by
    revoke_feed(by=by, communicator=communicator, circle=circle, hub=hub)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    feed = CalendarFeed.objects.create(owner=owner, circle=circle, hub=hub, token_hash=hash_token(token))
    record("calendar_feed.open", feed, by=by)
    return token


@transaction.atomic
def revoke_feed(*, by, communicator=None, circle: Circle | None = None, hub: Hub | None = None) -> int:
    """Close the open address, if there is one; how many were closed."""
    owner = communicator.user if communicator else by
    open_ones = CalendarFeed.objects.filter(owner=owner, circle=circle, hub=hub, revoked_at=None)
    count = open_ones.update(revoked_at=timezone.now())
    if count:
        record("calendar_feed.revoke", communicator or circle or hub, by=by)
    return count


def note_read(token: str, scope: str) -> bool:
    """Remember that a calendar fetched the feed: bookkeeping, and no domain row. False where no open feed has it."""
    with bookkeeping():
        feeds = CalendarFeed.objects.readable(scope).filter(token_hash=hash_token(token))
        return bool(feeds.update(last_read_at=timezone.now()))


def touch_feeds(communicators) -> None:
    """Sessions have left these leaders' calendars, or come into them, without a change of their own."""
    feeds = CalendarFeed.objects.filter(owner__communicator__in=communicators, revoked_at=None)
    feeds.update(updated_at=timezone.now())
