"""A substitute's card for one evening: a link without a sign-in that dies at midnight."""

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from audit.events import record
from circles.actions.feeds import TOKEN_BYTES, hash_token
from circles.models import Session, TonightLink
from circles.rules.tonight import may_have_card, midnight_after
from circles.rules.verdict import require
from core.readonly import bookkeeping


@transaction.atomic
def make_link(*, session: Session, by) -> str:
    """A new link; the one before stops working. Returns the token, which can't be had again.

    Refused for a meeting that is cancelled or over, and sooner than the day before.
    """
    require(may_have_card(starts_at=session.starts_at, status=session.status, now=timezone.now()))
    close_links(session=session, by=by)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    expires_at = midnight_after(session.starts_at)
    TonightLink.objects.create(session=session, token_hash=hash_token(token), expires_at=expires_at)
    record("tonight_link.make", session, by=by)
    return token


@transaction.atomic
def close_links(*, session: Session, by) -> int:
    closed = TonightLink.objects.filter(session=session, revoked_at=None).update(revoked_at=timezone.now())
    if closed:
        record("tonight_link.close", session, by=by)
    return closed


def open_link(token: str) -> Session | None:
    """The session of a link that lives, and that it was opened: bookkeeping. None for any other token."""
    now = timezone.now()
    alive = TonightLink.objects.filter(token_hash=hash_token(token), revoked_at=None, expires_at__gt=now)
    link = alive.select_related("session").exclude(session__status=Session.Status.CANCELLED).first()
    if link is None:
        return None
    with bookkeeping():
        TonightLink.objects.filter(pk=link.pk).update(last_opened_at=now)
    return link.session


def sweep_links(now: datetime) -> int:
    """Links that died more than a day ago leave no row."""
    return TonightLink.objects.filter(expires_at__lt=now - timedelta(days=1)).delete()[0]
