"""Whether a release's files can be fetched now, as its pages say it."""

from dataclasses import dataclass
from datetime import datetime

from exports.access import is_closed
from exports.models import Release
from exports.rules.fetching import is_put_away


@dataclass(frozen=True)
class Offer:
    """`until` while the files can be fetched, `put_away` from when their day has passed. Neither where there are none,
    where they are taken back, or where the study is closed."""

    until: datetime | None = None
    put_away: datetime | None = None
    is_closed: bool = False


def offer_of(release: Release, now: datetime) -> Offer:
    if not Release.objects.standing().filter(pk=release.pk).exists():
        return Offer(is_closed=is_closed(release.study))
    day_ends = release.fetch_until
    return Offer(put_away=day_ends) if is_put_away(day_ends, now) else Offer(until=day_ends)
