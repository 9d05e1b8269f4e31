"""Calendars of a leader, a circle and a hub: their sessions, their bytes, and what a reader may compare."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from hashlib import sha256

from django.conf import settings
from django.db.models import Count, Max, Q, QuerySet, Subquery, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from circles.actions.feeds import hash_token
from circles.models import CalendarFeed, Circle, Session
from circles.rules.calendar import CANCELLED_KEPT, Feed, FeedEvent, kept, render
from circles.rules.planning import STOCKHOLM
from core.lists import in_a_row
from organisations.models import Hub

SECOND = timedelta(seconds=1)
LANGUAGE = "sv"  # a calendar has one language for all who read it; the titles are Swedish
COLUMNS = (
    "public_id", "starts_at", "ends_at", "sequence", "changed_at", "status", "ordinal", "session_count", "place",
    "room", "circle__title", "circle__status", "circle__place", "circle__room",
)  # fmt: skip


@dataclass(frozen=True)
class Calendar:
    """Whose calendar it is, in `title` ("" for a leader's own), and the sessions that are in it."""

    sessions: QuerySet
    title: str = ""


@dataclass(frozen=True)
class Edition:
    """The calendar as it stands, without its bytes. `modified` is None where nothing is in it."""

    etag: str
    modified: datetime | None

    @property
    def last_modified(self) -> datetime | None:
        """For the header, which counts whole seconds: a change of this very second is dated one earlier, so that a
        second change within it is not taken for the same."""
        fresh = self.modified is not None and timezone.now() - self.modified < SECOND
        return self.modified - SECOND if fresh else self.modified


def own_calendar(communicator) -> Calendar:
    return Calendar(sessions_of(communicator))


def circle_calendar(circle: Circle) -> Calendar:
    return Calendar(_of_circles([circle]), circle.title)


def hub_calendar(hub: Hub) -> Calendar:
    return Calendar(_of_circles(Circle.objects.filter(hub=hub)), hub.name)


def address_of(token: str, *, circle: Circle | None = None, hub: Hub | None = None) -> str:
    """The path of a feed. It says of what kind it is, which spares a query at each reading."""
    return reverse("circles:feed_circle" if circle else "circles:feed_hub" if hub else "circles:feed", args=[token])


def calendar_by_token(token: str) -> Calendar:
    """What an open feed holds. CalendarFeed.DoesNotExist for a token that opens nothing."""
    feed = CalendarFeed.objects.select_related("owner__communicator", "circle", "hub").get(
        token_hash=hash_token(token), revoked_at=None
    )
    if feed.circle:
        return circle_calendar(feed.circle)
    return hub_calendar(feed.hub) if feed.hub else own_calendar(feed.owner.communicator)


def sessions_of(communicator) -> QuerySet:
    """Sessions at which the communicator is to be, as things stand today, in order of time."""
    return _ordered(Session.objects.in_calendar_of(communicator))


def _of_circles(circles) -> QuerySet:
    return _ordered(Session.objects.filter(circle__in=circles).exclude(circle__status="draft"))


def _ordered(sessions: QuerySet) -> QuerySet:
    return sessions.select_related("circle").with_number_of().order_by("starts_at", "pk")


def edition_by_token(token: str, scope: str, base_url: str = "") -> Edition:
    """What a reader compares, in one query, whatever the feed holds and however many sessions there are."""
    feeds = CalendarFeed.objects.filter(token_hash=hash_token(token))
    gone = Q(status="cancelled") | Q(circle__status="cancelled")
    shown_from = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0) - CANCELLED_KEPT
    facts = Session.objects.in_calendar_by(feeds, scope).aggregate(
        # Which sessions, how often changed, and how many of the cancelled ones are still shown.
        count=Count("pk"),
        keys=Sum("pk"),
        sequences=Sum("sequence"),
        changed=Max("changed_at"),
        circles=Max("circle__updated_at"),
        feed=Max(Subquery(feeds.values("updated_at")[:1])),
        fading=Count("pk", filter=gone & Q(starts_at__gte=shown_from)),
    )
    told = "|".join(str(value) for value in (base_url, settings.RINGAR_HOST, *facts.values()))
    # Weak: the same meetings, though another version of Ringar may write them in other bytes.
    return Edition(f'W/"{sha256(told.encode()).hexdigest()[:32]}"', _latest(facts["changed"], facts["feed"]))


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def bytes_of(calendar: Calendar, *, base_url: str = "") -> bytes:
    """The calendar, the same bytes for the same sessions on the same day. Rows are read one by one: ten thousand
    sessions are never objects at once."""
    with override(LANGUAGE):
        rows = calendar.sessions.values_list(*COLUMNS, named=True).iterator(chunk_size=1_000)
        event = partial(_event, _("%(circle)s, träff %(number)d av %(of)d"))
        return render(_head(calendar, base_url), kept(map(event, rows), timezone.localdate()))


def _head(calendar: Calendar, base_url: str) -> Feed:
    host = settings.RINGAR_HOST
    page = f"{base_url or f'https://{host}'}{reverse('circles:calendar')}"
    name = f"Ringar: {calendar.title}" if calendar.title else _("Ringar: mina träffar")
    return Feed(host=host, name=name, url=page, organizer=f"kalender@{host}")


def _event(title: str, row) -> FeedEvent:
    """A session as calendars may show it: a neutral title, the place, never the theme or a door code."""
    place, room = (row.place or row.circle__place), row.room or ("" if row.place else row.circle__room)
    return FeedEvent(
        uid=row.public_id,
        starts_at=row.starts_at.astimezone(STOCKHOLM),
        ends_at=row.ends_at.astimezone(STOCKHOLM),
        sequence=row.sequence,
        updated=row.changed_at,
        summary=title % {"circle": row.circle__title, "number": row.ordinal, "of": max(row.session_count, row.ordinal)},
        location=in_a_row([place, room]),
        cancelled="cancelled" in (row.status, row.circle__status),
    )


def open_feed_of(user, *, circle: Circle | None = None, hub: Hub | None = None) -> CalendarFeed | None:
    return CalendarFeed.objects.filter(owner=user, circle=circle, hub=hub, revoked_at=None).first()


def changed_since_read(calendar: Calendar, feed: CalendarFeed | None) -> bool:
    """Whether a coming session has changed since a calendar last read the feed."""
    coming = calendar.sessions.filter(ends_at__gte=timezone.now())
    latest = coming.order_by().aggregate(at=Max("changed_at"))["at"]
    return bool(feed and latest and (feed.last_read_at is None or feed.last_read_at < latest))
