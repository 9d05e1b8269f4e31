"""Referrals that the hub has to do something about, and why each of them waits."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from desk.first_page.registers import Bounded
from referrals.models import Referral, ReferralEvent
from referrals.pages import Badge, Row, hub_row

SHOWN = 5


def waiting_for(user, now: datetime) -> QuerySet[Referral]:
    """What waits in the user's hubs: the room's own reasons, and two who say different things."""
    mine = Referral.objects.coordinated_by(user)
    return mine.filter(Q(pk__in=mine.waiting(now).values("pk")) | _differing())


def referrals_waiting(user, now: datetime, shown: int = SHOWN) -> Bounded:
    """Silence first, then what nobody was asked about, then the rest; the longest wait first."""
    mine, waiting = Referral.objects.coordinated_by(user), waiting_for(user, now)
    silent = mine.silent(now).values("pk")
    rows = list(
        waiting.for_list()
        .annotate(
            is_silent=Case(When(pk__in=silent, then=Value(True)), default=Value(False)),
            differs=Case(When(_differing(), then=Value(True)), default=Value(False)),
            rank=Case(When(pk__in=silent, then=Value(0)), When(status="draft", then=Value(1)), default=Value(2)),
            since=Coalesce("sent_at", "created_at"),
        )
        .order_by("rank", "since", "pk")[:shown]
    )
    return Bounded([_row(row, now) for row in rows], waiting.count())


def _differing() -> Q:
    """The partner said yes and has not said that it has been in touch; the hub has written since, to ask."""
    asked = ReferralEvent.objects.filter(
        referral=OuterRef("pk"), action="message", at__gt=OuterRef("responded_at")
    ).exclude(organisation=OuterRef("partner"))
    return Q(Exists(asked), direction="out", status=Referral.Status.ACCEPTED, first_contact_at=None)


def _row(referral: Referral, now: datetime) -> Row:
    row = hub_row(referral, now=now, is_silent=referral.is_silent, coordinates=True)
    if referral.differs:
        row = replace(row, badge=Badge("info", "arrows-split", _("Olika besked")), action=_("Ring partnern"))
    return row


def is_urgent(row: Row) -> bool:
    """In a hurry from the start, or without an answer for too long."""
    return row.referral.urgency != Referral.Urgency.NORMAL or row.referral.is_silent
