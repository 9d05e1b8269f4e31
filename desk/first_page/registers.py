"""Past sessions of which nobody has said whether they were held."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Prefetch, QuerySet, Window
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circles.models import CircleLeader, Session
from core.lists import in_a_row

SHOWN = 5


@dataclass(frozen=True, slots=True)
class Bounded:
    """The first rows of a list, and how long it is in all."""

    rows: list
    total: int

    @property
    def more(self) -> bool:
        return self.total > len(self.rows)


def bounded(rows: QuerySet, shown: int, told: Callable = list) -> Bounded:
    """The first rows, as `told` makes them of the list, and how many there are: one query."""
    found = list(rows.annotate(in_all=Window(Count("*")))[:shown])
    return Bounded(told(found), found[0].in_all if found else 0)


@dataclass(frozen=True, slots=True)
class Missing:
    session: Session
    leaders: str
    ago: str


def registers_missing(hubs, now: datetime, shown: int = SHOWN) -> Bounded:
    """The first sessions of the hubs' circles, the oldest first."""
    waiting = past_registers(Session.objects.filter(circle__hub__in=hubs), now)
    return bounded(waiting, shown, lambda found: shown_registers(found, now))


def past_registers_of(user, now: datetime):
    """Every past session without a register that the user may fill in, the oldest first."""
    return past_registers(Session.objects.visible_with_people(user), now)


def past_registers(sessions, now: datetime):
    return sessions.without_register(now).with_place().prefetch_related(leaders()).order_by("starts_at", "pk")


def shown_registers(sessions, now: datetime) -> list[Missing]:
    return [Missing(session, leaders_of(session), ago(session, now)) for session in sessions]


def leaders() -> Prefetch:
    """For `leaders_of`: the open links of a session's circle."""
    links = CircleLeader.objects.filter(ended_on=None).select_related("communicator").order_by("pk")
    return Prefetch("circle__leader_links", queryset=links, to_attr="open_links")


def leaders_of(session: Session) -> str:
    return in_a_row(link.communicator.name for link in session.circle.open_links)


def ago(session: Session, now: datetime) -> str:
    """ "i dag", "i går", "5 dagar sedan" """
    days = (timezone.localdate(now) - timezone.localdate(session.starts_at)).days
    if days < 1:
        return _("i dag")
    if days == 1:
        return _("i går")
    return ngettext("%(days)s dag sedan", "%(days)s dagar sedan", days) % {"days": days}
