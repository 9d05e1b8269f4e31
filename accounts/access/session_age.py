"""Pure: how long a sign-in lasts."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Locked(StrEnum):
    IDLE = "idle"
    TOO_OLD = "too_old"


@dataclass(frozen=True, slots=True)
class SessionAge:
    signed_in_at: datetime
    seen_at: datetime  # the person's last own request; polling by a page doesn't count


def lock(age: SessionAge, now: datetime, *, idle: timedelta, longest: timedelta) -> Locked | None:
    """Why the session ends now, or None while it lasts. Both limits end it exactly when they are reached."""
    if now - age.signed_in_at >= longest:
        return Locked.TOO_OLD
    if now - age.seen_at >= idle:
        return Locked.IDLE
    return None
