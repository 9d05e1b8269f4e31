"""The feed as two independent parsers read it, in summer and in winter."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import icalendar
import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from circles.rules.calendar import Feed, FeedEvent, kept, render
from circles.rules.planning import STOCKHOLM

FEED = Feed("ringar.test", "Ringar – Sahar", "https://ringar.test/calendar/", "kalender@ringar.test")
UID = UUID("11111111-2222-4333-8444-555555555555")


def event(start=datetime(2026, 7, 1, 17, 30), **facts):
    local = start.replace(tzinfo=STOCKHOLM)
    standard = {
        "uid": UID,
        "starts_at": local,
        "ends_at": (local.astimezone(UTC) + timedelta(hours=3)).astimezone(STOCKHOLM),
        "sequence": 0,
        "updated": datetime(2026, 1, 1, 12, tzinfo=UTC),
        "summary": "Vägar vidare 14, träff 3 av 10",
        "location": "Mötesplats Linden, rum 2",
        "cancelled": False,
    }
    return FeedEvent(**standard | facts)


def one_event(data):
    (found,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    return found


@pytest.mark.parametrize("start", [datetime(2026, 7, 1, 17, 30), datetime(2026, 12, 1, 17, 30)])
def test_two_parsers_read_the_wall_clock(start):
    data = render(FEED, [event(start)])
    moment = start.replace(tzinfo=STOCKHOLM)
    assert one_event(data)["dtstart"].dt == moment
    read = vobject.readOne(data.decode()).vevent.dtstart.value
    assert (read.hour, read.minute, read.utcoffset()) == (17, 30, moment.utcoffset())


@given(st.integers(0, 16_000))
def test_every_day_of_the_year_keeps_its_instant(days):
    wanted = event(datetime(2000, 1, 1, 18) + timedelta(days=days))
    found = one_event(render(FEED, [wanted]))
    assert found["dtstart"].dt == wanted.starts_at
    assert found["dtend"].dt == wanted.ends_at


def test_the_time_zone_block_is_the_one_that_parsers_read_right():
    text = render(FEED, []).decode()
    assert "BEGIN:DAYLIGHT\r\nDTSTART:19700329T020000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3" in text
    assert "BEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nRRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10" in text
    assert text.count("BEGIN:VTIMEZONE") == 1


def test_the_head_says_publish_and_how_often_to_read():
    lines = render(FEED, [event()]).decode().split("\r\n")
    assert {
        "METHOD:PUBLISH",
        "CALSCALE:GREGORIAN",
        "NAME:Ringar – Sahar",
        "X-WR-CALNAME:Ringar – Sahar",
        "REFRESH-INTERVAL;VALUE=DURATION:PT4H",
        "X-PUBLISHED-TTL:PT4H",
        "ORGANIZER:mailto:kalender@ringar.test",
        f"UID:{UID}@ringar.test",
        "DTSTART;TZID=Europe/Stockholm:20260701T173000",
    } <= set(lines)
    assert not [line for line in lines if line.startswith(("ATTENDEE", "RRULE:FREQ=WEEKLY"))]


@given(st.text(max_size=300))
def test_lines_end_in_crlf_and_hold_75_octets(summary):
    data = render(FEED, [event(summary=summary)])
    assert data.endswith(b"\r\n")
    assert b"\n" not in data.replace(b"\r\n", b"")
    assert max(len(line) for line in data.split(b"\r\n")) <= 75
    assert len(icalendar.Calendar.from_ical(data).walk("VEVENT")) == 1


def test_a_line_break_or_a_bidi_mark_in_a_place_starts_no_property():
    data = render(FEED, [event(location="Linden\r\nATTENDEE:mailto:x@x\u202e")])
    assert b"\r\nATTENDEE" not in data
    assert "\u202e" not in data.decode()


def test_a_cancelled_meeting_is_shown_as_such():
    found = one_event(render(FEED, [event(cancelled=True, sequence=2)]))
    assert str(found["summary"]) == "INSTÄLLD: Vägar vidare 14, träff 3 av 10"
    assert (found["status"], found["sequence"]) == ("CANCELLED", 2)


def test_a_cancelled_meeting_is_kept_until_thirty_days_after_its_day():
    cancelled = event(cancelled=True)
    assert list(kept([cancelled], date(2026, 7, 31))) == [cancelled]
    assert list(kept([cancelled], date(2026, 8, 1))) == []
    assert list(kept([event()], date(2030, 1, 1))) == [event()]


def test_the_same_input_gives_the_same_bytes():
    assert render(FEED, [event()]) == render(FEED, [event()])
