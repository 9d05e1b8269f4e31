"""The calendar as its pages show it: the coming weeks, and a panel for each feed."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from circles.feed import Calendar, changed_since_read, circle_calendar, hub_calendar, open_feed_of, own_calendar
from circles.models import CalendarFeed, Circle, Session
from organisations.models import Hub

SHOWN = 60  # sessions of a hub; a leader's own are all shown


@dataclass(frozen=True)
class FeedPanel:
    """`kind` is own, circle or hub; `public_id` names the circle or hub in the form, "" for one's own."""

    kind: str
    title: str
    public_id: str
    feed: CalendarFeed | None
    unread: bool


def own_panel(communicator) -> FeedPanel:
    return _panel("own", own_calendar(communicator), "", open_feed_of(communicator.user))


def circle_panel(user, circle: Circle) -> FeedPanel:
    return _panel("circle", circle_calendar(circle), str(circle.public_id), open_feed_of(user, circle=circle))


def hub_panels(user, hubs: list[Hub]) -> list[FeedPanel]:
    return [_panel("hub", hub_calendar(hub), str(hub.public_id), open_feed_of(user, hub=hub)) for hub in hubs]


def _panel(kind: str, calendar: Calendar, public_id: str, feed: CalendarFeed | None) -> FeedPanel:
    return FeedPanel(kind, calendar.title, public_id, feed, changed_since_read(calendar, feed))


def weeks_of(communicator, hubs: list[Hub], now: datetime | None = None) -> list[tuple[date, list[Session]]]:
    """Sessions from today on, cancelled ones too, by the Monday of their week: the leader's own, else the hubs'."""
    today = timezone.localtime(now or timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    calendars = [own_calendar(communicator)] if communicator else [hub_calendar(hub) for hub in hubs]
    weeks = defaultdict(list)
    for calendar in calendars:
        coming = calendar.sessions.filter(starts_at__gte=today).exclude(circle__status="cancelled")
        for session in coming if communicator else coming[:SHOWN]:
            day = timezone.localdate(session.starts_at)
            weeks[day - timedelta(days=day.weekday())].append(session)
    return sorted(weeks.items())
