"""When an answer is due, when no answer is one, and when contact details must be gone.

Working days are Swedish: Monday to Friday without the `holidays` handed in (dates). Moments are aware, and days are
counted in the moment's own time zone: hand in local time.
"""

from collections.abc import Container
from datetime import date, datetime, time, timedelta

ANSWER = {"emergency": timedelta(hours=24), "urgent": timedelta(hours=72), "normal": timedelta(days=14)}
SILENT_AFTER = 5  # working days
SEAT_HELD_AT_MOST = timedelta(days=60)
KEPT_AFTER_END = timedelta(days=90)
KEPT_AFTER_LAST_EVENT = timedelta(days=180)
FAR_BACK = 40  # days: no five working days are further apart than this


def seat_held_at_latest(today: date) -> date:
    """The last day until which a seat may be held: meanwhile nobody else gets it."""
    return today + SEAT_HELD_AT_MOST


def answer_due(sent_at: datetime, urgency: str) -> datetime:
    return sent_at + ANSWER[urgency]


def is_working_day(day: date, holidays: Container[date]) -> bool:
    return day.weekday() < 5 and day not in holidays


def silent_from(sent_at: datetime, holidays: Container[date]) -> datetime:
    """The midnight after the fifth working day that follows the day of sending."""
    day, left = sent_at.date(), SILENT_AFTER
    while left:
        day += timedelta(days=1)
        left -= is_working_day(day, holidays)
    return datetime.combine(day + timedelta(days=1), time(), sent_at.tzinfo)


def silent_if_sent_before(now: datetime, holidays: Container[date]) -> datetime:
    """The turn of `silent_from`: whatever was sent before this midnight is silent at `now`."""
    for back in range(FAR_BACK):
        day = now.date() - timedelta(days=back)
        if silent_from(datetime.combine(day, time(12), now.tzinfo), holidays) <= now:
            return datetime.combine(day + timedelta(days=1), time(), now.tzinfo)
    raise ValueError("Five working days don't fit in forty days: the holidays are wrong.")


def contact_expired(*, ended_at: datetime | None, last_event_at: datetime, now: datetime) -> bool:
    """Whether contact details have outlived their use: 90 days after the end, 180 after the last event."""
    if ended_at is not None and ended_at + KEPT_AFTER_END <= now:
        return True
    return last_event_at + KEPT_AFTER_LAST_EVENT <= now
