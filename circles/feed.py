"""A leader's calendar feed: its sessions, its bytes, and what a cache may compare."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from hashlib import sha256

from django.conf import settings
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.access.roles import Role
from circles.actions.feeds import hash_token
from circles.models import CalendarFeed, Session
from circles.rules.calendar import Feed, FeedEvent, kept, render
from communicators.models import Communicator
from core.lists import in_a_row
from organisations.models import Membership

LANGUAGE = "sv"  # a calendar has one language for all who read it; the leader's titles are Swedish


@dataclass(frozen=True)
class Edition:
    """The feed as it stands: `data` are its bytes, `etag` and `modified` what a calendar compares."""

    data: bytes
    etag: str
    modified: datetime | None


def feed_by_token(token: str) -> CalendarFeed | None:
    """The open feed of this token; None for one that is closed, unknown, or of one who leads no longer."""
    leading = Membership.objects.active().filter(role=Role.COMMUNICATOR).values("user")
    return (
        CalendarFeed.objects.select_related("communicator")
        .filter(token_hash=hash_token(token), revoked_at=None, communicator__user__in=leading)
        .first()
    )


def communicator_by_email(email: str) -> Communicator | None:
    return Communicator.objects.filter(user__email=email.strip().lower()).first()


def sessions_of(communicator):
    """Sessions of the circles the communicator leads today, in order of time."""
    sessions = Session.objects.filter(
        circle__leader_links__communicator=communicator, circle__leader_links__ended_on=None
    )
    return (
        sessions.exclude(circle__status="draft").select_related("circle").with_number_of().order_by("starts_at", "pk")
    )


def edition_of(communicator, *, base_url: str = "") -> Edition:
    """The calendar of a communicator, the same bytes for the same sessions on the same day."""
    sessions = list(sessions_of(communicator))
    with override(LANGUAGE):
        events = kept(map(event_of, sessions), timezone.localdate())
        data = render(_head(base_url), events)
    return Edition(data, f'"{sha256(data).hexdigest()[:32]}"', _modified(communicator, sessions))


def _modified(communicator, sessions) -> datetime | None:
    """The last change of what the feed holds. A circle handed over leaves no session here to tell of it, so the day
    it left counts: all of that day as now."""
    changes = [session.changed_at for session in sessions]
    left = communicator.circle_links.aggregate(day=Max("ended_on"))["day"]
    if left is not None:
        midnight = datetime.combine(left + timedelta(days=1), time.min, timezone.get_current_timezone())
        changes.append(min(midnight, timezone.now()))
    return max(changes, default=None)


def _head(base_url: str) -> Feed:
    host = settings.RINGAR_HOST
    page = f"{base_url or f'https://{host}'}{reverse('circles:calendar')}"
    return Feed(host=host, name=_("Ringar: mina träffar"), url=page, organizer=f"kalender@{host}")


def event_of(session: Session) -> FeedEvent:
    """A session as calendars may show it: a neutral title, the place, never the theme or a door code."""
    is_cancelled = session.status == Session.Status.CANCELLED or session.circle.status == "cancelled"
    return FeedEvent(
        uid=session.public_id,
        starts_at=timezone.localtime(session.starts_at),
        ends_at=timezone.localtime(session.ends_at),
        sequence=session.sequence,
        updated=session.changed_at,
        summary=_("%(circle)s, träff %(number)d av %(of)d")
        % {
            "circle": session.circle.title,
            "number": session.ordinal,
            "of": max(session.session_count, session.ordinal),
        },
        location=in_a_row([session.place_name, session.room_name]),
        cancelled=is_cancelled,
    )


def open_feed_of(communicator) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(communicator=communicator, revoked_at=None).first()


def unread_change(communicator, feed: CalendarFeed | None) -> bool:
    """Whether a coming session has changed since a calendar last read the feed."""
    latest = sessions_of(communicator).filter(ends_at__gte=timezone.now()).aggregate(at=Max("changed_at"))["at"]
    return bool(feed and latest and (feed.last_read_at is None or feed.last_read_at < latest))
