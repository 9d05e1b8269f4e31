"""How long a release's files can be fetched: a day from when they are ready, or taken out again. Pure."""

from datetime import datetime, timedelta

FETCH_FOR = timedelta(hours=24)


def until(now: datetime) -> datetime:
    """When files that are taken out now are put away."""
    return now + FETCH_FOR


def is_put_away(fetch_until: datetime, now: datetime) -> bool:
    return fetch_until <= now
