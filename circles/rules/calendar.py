"""A calendar as RFC 5545 text with the properties of RFC 7986.

One VEVENT per session and no recurrence rule, because any session may be moved alone. The VTIMEZONE block is written
by hand: the one that icalendar makes for itself is read an hour wrong in summer by two common parsers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from icalendar import Calendar, Timezone, TimezoneDaylight, TimezoneStandard
from icalendar.prop import vDDDTypes, vDuration, vRecur, vText, vUri

ZONE = "Europe/Stockholm"
CANCELLED_KEPT = timedelta(days=30)
REFRESH = timedelta(hours=4)
CANCELLED_PREFIX = "INSTÄLLD: "
LONGEST_LINE = 75  # octets


@dataclass(frozen=True, slots=True)
class FeedEvent:
    """One session. Moments are aware and in Europe/Stockholm; `updated` is its last change of any kind."""

    uid: UUID
    starts_at: datetime
    ends_at: datetime
    sequence: int
    updated: datetime
    summary: str
    location: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class Feed:
    """What stands once in the calendar. `organizer` is a function mailbox, never a person's address."""

    host: str
    name: str
    url: str
    organizer: str


def kept(events: Iterable[FeedEvent], today: date) -> Iterator[FeedEvent]:
    """All sessions, except those cancelled more than 30 days after the day they should have been."""
    return (event for event in events if not event.cancelled or event.starts_at.date() + CANCELLED_KEPT >= today)


def render(feed: Feed, events: Iterable[FeedEvent]) -> bytes:
    """The calendar's bytes: CRLF, at most 75 octets a line, the same for the same input."""
    frame = _frame(feed).to_ical()
    head, end, tail = frame.rpartition(b"END:VCALENDAR\r\n")
    return head + b"".join(event_bytes(feed.host, feed.organizer, event) for event in events) + end + tail


def _frame(feed: Feed) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", "-//Ringar//Ringar//SV")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", plain(feed.name))
    calendar.add("x-wr-calname", plain(feed.name))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("color", "teal")
    calendar["url"] = vUri(feed.url)
    calendar["source"] = vUri(feed.url, params={"VALUE": "URI"})
    calendar["refresh-interval"] = vDuration(REFRESH, params={"VALUE": "DURATION"})
    calendar["x-published-ttl"] = vDuration(REFRESH)
    calendar.add_component(_timezone())
    return calendar


def _timezone() -> Timezone:
    zone = Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(_turn(TimezoneDaylight(), "CEST", datetime(1970, 3, 29, 2), 3, 1, 2))
    zone.add_component(_turn(TimezoneStandard(), "CET", datetime(1970, 10, 25, 3), 10, 2, 1))
    return zone


def _turn(part, name: str, since: datetime, month: int, hours_from: int, hours_to: int):
    part["dtstart"] = vDDDTypes(since)
    part["rrule"] = vRecur({"FREQ": "YEARLY", "BYMONTH": month, "BYDAY": "-1SU"})
    part.add("tzoffsetfrom", timedelta(hours=hours_from))
    part.add("tzoffsetto", timedelta(hours=hours_to))
    part["tzname"] = vText(name)
    return part


def event_bytes(host: str, organizer: str, event: FeedEvent) -> bytes:
    """One VEVENT. Written here and not by icalendar, which needs three seconds and 200 MB for ten thousand."""
    summary = f"{CANCELLED_PREFIX}{event.summary}" if event.cancelled else event.summary
    updated = _instant(event.updated)
    lines = [
        "BEGIN:VEVENT",
        f"UID:{event.uid}@{host}",
        f"SEQUENCE:{event.sequence}",
        f"DTSTAMP:{updated}",
        f"LAST-MODIFIED:{updated}",
        f"DTSTART;TZID={ZONE}:{_wall(event.starts_at)}",
        f"DTEND;TZID={ZONE}:{_wall(event.ends_at)}",
        f"SUMMARY:{escaped(summary)}",
        *([f"LOCATION:{escaped(event.location)}"] if event.location else []),
        f"ORGANIZER:mailto:{organizer}",
        f"STATUS:{'CANCELLED' if event.cancelled else 'CONFIRMED'}",
        f"TRANSP:{'TRANSPARENT' if event.cancelled else 'OPAQUE'}",
        "END:VEVENT",
        "",
    ]
    return b"\r\n".join(map(folded_line, lines))


def _instant(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def _wall(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def escaped(text: str) -> str:
    """RFC 5545, 3.3.11. Control characters are gone before, so that no line break is left to escape."""
    return plain(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def folded_line(line: str) -> bytes:
    """RFC 5545, 3.1: at most 75 octets a line, and no letter of several octets cut in two. Without its line end."""
    data = line.encode()
    if len(data) <= LONGEST_LINE:
        return data
    parts, start, room = [], 0, LONGEST_LINE
    while start < len(data):
        end = min(start + room, len(data))
        while end < len(data) and data[end] & 0xC0 == 0x80:
            end -= 1
        parts.append(data[start:end])
        start, room = end, LONGEST_LINE - 1
    return b"\r\n ".join(parts)


def plain(text: str) -> str:
    """Text without control characters, which would end a line or hide one."""
    return text if text.isprintable() else "".join(letter for letter in text if letter.isprintable())
