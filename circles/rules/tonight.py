"""When a substitute's card may be had, and when it dies."""

from datetime import datetime, time, timedelta

from circles.rules.planning import STOCKHOLM
from circles.rules.verdict import YES, Verdict, no, reason


def midnight_after(starts_at: datetime) -> datetime:
    """The midnight that ends the Swedish day on which the meeting begins."""
    day = starts_at.astimezone(STOCKHOLM).date() + timedelta(days=1)
    return datetime.combine(day, time.min, tzinfo=STOCKHOLM)


def may_have_card(*, starts_at: datetime, status: str, now: datetime) -> Verdict:
    """From the day before until midnight, for a meeting that is to be."""
    if status not in ("planned", "moved"):
        return no(reason("session_over"))
    days = (starts_at.astimezone(STOCKHOLM).date() - now.astimezone(STOCKHOLM).date()).days
    if days < 0:
        return no(reason("session_over"))
    if days > 1:
        return no(reason("card_too_early"))
    return YES
