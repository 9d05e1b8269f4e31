"""Working days, across weekends, holidays and both clock changes. No database."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from referrals.rules.deadlines import (
    answer_due,
    contact_expired,
    silent_from,
    silent_if_sent_before,
)

STOCKHOLM = ZoneInfo("Europe/Stockholm")
CHRISTMAS = {date(2026, 12, 24), date(2026, 12, 25), date(2026, 12, 31), date(2027, 1, 1), date(2027, 1, 6)}


def at(*when):
    return datetime(*when, tzinfo=STOCKHOLM)


@pytest.mark.parametrize(
    ("sent", "silent"),
    [
        (at(2026, 11, 16, 9), at(2026, 11, 24)),  # Monday: the fifth working day is next Monday
        (at(2026, 11, 16, 23, 59), at(2026, 11, 24)),
        (at(2026, 11, 20, 16), at(2026, 11, 28)),  # Friday to Friday
        (at(2026, 11, 21, 16), at(2026, 11, 28)),  # Saturday counts as Friday
        (at(2026, 12, 22, 9), at(2027, 1, 5)),  # 23, 28, 29, 30 December and 4 January
        (at(2026, 10, 21, 9), at(2026, 10, 29)),  # across the end of summer time
    ],
)
def test_silence_begins_after_five_working_days(sent, silent):
    assert silent_from(sent, CHRISTMAS) == silent


@given(sent=st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)), hours=st.integers(0, 24 * 30))
def test_the_turned_rule_says_the_same(sent, hours):
    sent = sent.replace(tzinfo=STOCKHOLM)
    now = sent + timedelta(hours=hours)
    assert (sent < silent_if_sent_before(now, CHRISTMAS)) is (silent_from(sent, CHRISTMAS) <= now)


def test_an_answer_is_due_by_urgency():
    sent = at(2026, 11, 16, 9)
    assert answer_due(sent, "emergency") - sent == timedelta(hours=24)
    assert answer_due(sent, "urgent") - sent == timedelta(hours=72)
    assert answer_due(sent, "normal") - sent == timedelta(days=14)


def test_contact_details_outlive_an_end_by_90_days_and_a_last_event_by_180():
    start = at(2026, 1, 1)
    day = timedelta(days=1)
    assert not contact_expired(ended_at=start, last_event_at=start, now=start + 89 * day)
    assert contact_expired(ended_at=start, last_event_at=start + 80 * day, now=start + 90 * day)
    assert not contact_expired(ended_at=None, last_event_at=start, now=start + 179 * day)
    assert contact_expired(ended_at=None, last_event_at=start, now=start + 180 * day)
