"""Which readers a data steward should look at this week."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

WEEK = timedelta(days=7)
WEEKS_BEFORE = 8
AT_LEAST = 10  # fewer readings in a week are never many
TIMES_THE_USUAL = 3
NIGHT_FROM, NIGHT_TO, NIGHTLY = 22, 6, 3


class Unusual(StrEnum):
    MANY = "many"  # three times the person's own usual week, and at least ten
    AT_NIGHT = "at_night"  # at least three between 22 and 6


@dataclass(frozen=True, slots=True)
class Finding:
    """`count` is this week's readings; `usual` those of a mean week of the eight before."""

    actor: str
    why: Unusual
    count: int
    usual: float


def unusual_readers(readings: Iterable[tuple[str, datetime]], now: datetime) -> list[Finding]:
    """From (actor, local time) of each reading of the last nine weeks; most readings first.

    A person may be found for both reasons. Somebody new has no usual week, so ten readings are many.
    """
    week_ago = now - WEEK
    recent = [(actor, at) for actor, at in readings if at > now - WEEK * (WEEKS_BEFORE + 1)]
    earlier = Counter(actor for actor, at in recent if at <= week_ago)
    counts = Counter(actor for actor, at in recent if at > week_ago)
    nights = Counter(actor for actor, at in recent if at > week_ago and _is_night(at))
    found = []
    for actor, count in counts.most_common():
        usual = earlier[actor] / WEEKS_BEFORE
        if count >= AT_LEAST and count > TIMES_THE_USUAL * usual:
            found.append(Finding(actor, Unusual.MANY, count, usual))
        if nights[actor] >= NIGHTLY:
            found.append(Finding(actor, Unusual.AT_NIGHT, nights[actor], usual))
    return found


def _is_night(at: datetime) -> bool:
    return at.hour >= NIGHT_FROM or at.hour < NIGHT_TO
