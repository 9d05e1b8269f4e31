"""The day's sessions in a coordinator's hubs, in order of time."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.utils import timezone

from circles.models import CircleLeader, Session
from desk.first_page.registers import Bounded, bounded, leaders

SHOWN = 8


@dataclass(frozen=True, slots=True)
class Today:
    session: Session
    going_on: bool
    substitute: bool

    @property
    def cancelled(self) -> bool:
        return self.session.status == Session.Status.CANCELLED


def day_of(now: datetime) -> tuple[datetime, datetime]:
    """Midnight to midnight around `now`, in Swedish time: 23 or 25 hours when the clocks change."""
    day = timezone.localdate(now)
    zone = timezone.get_default_timezone()
    return (
        datetime.combine(day, time.min, tzinfo=zone),
        datetime.combine(day + timedelta(days=1), time.min, tzinfo=zone),
    )


def today(hubs, now: datetime) -> Bounded:
    start, end = day_of(now)
    rows = Session.objects.filter(circle__hub__in=hubs, starts_at__gte=start, starts_at__lt=end)
    told = rows.with_place().with_number_of().prefetch_related(leaders()).order_by("starts_at", "pk")
    return bounded(told, SHOWN, lambda found: [_row(session, now) for session in found])


def _row(session: Session, now: datetime) -> Today:
    parts = {link.part for link in session.circle.open_links}
    coming = session.status in (Session.Status.PLANNED, Session.Status.MOVED)
    return Today(
        session=session,
        going_on=coming and session.starts_at <= now < session.ends_at,
        substitute=CircleLeader.Part.SUBSTITUTE in parts,
    )
