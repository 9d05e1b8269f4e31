"""Referrals that the hub has to do something about, and why each of them waits."""

from dataclasses import replace
from datetime import datetime

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from desk.first_page.registers import Bounded
from referrals.models import Referral, ReferralEvent
from referrals.pages import Badge, Row, hub_row

SHOWN = 5


def referrals_waiting(hubs, now: datetime, shown: int = SHOWN) -> Bounded:
    """Silence first, then what nobody was asked about, then the rest; the longest wait first. Five queries.

    Keys first, rows after: what waits in a hub are tens, and only a handful of them is shown.
    """
    mine = Referral.objects.filter(hub__in=hubs)
    silent = set(mine.silent(now).values_list("pk", flat=True))
    differing = {row[0]: row for row in _facts(_differing(mine))}
    waits = {row[0]: row for row in _facts(mine.waiting(now))} | differing
    ranked = sorted(waits.values(), key=lambda row: _rank(row, silent))
    keys = [row[0] for row in ranked[:shown]]
    rows = {row.pk: row for row in mine.filter(pk__in=keys).for_list()}
    shown_rows = [_row(rows[key], now, key in silent, key in differing) for key in keys]
    return Bounded(shown_rows, len(waits))


def waiting_count(hubs, now: datetime) -> int:
    mine = Referral.objects.filter(hub__in=hubs)
    return (mine.waiting(now) | _differing(mine)).count()


def _facts(referrals):
    return referrals.order_by().values_list("pk", "status", "sent_at", "created_at")


def _rank(row: tuple, silent: set) -> tuple:
    pk, status, sent_at, created_at = row
    return (0 if pk in silent else 1 if status == Referral.Status.DRAFT else 2, sent_at or created_at, pk)


def _differing(mine):
    """The partner said yes and has not said that it has been in touch; the hub has written since, to ask."""
    asked = ReferralEvent.objects.filter(
        referral=OuterRef("pk"), action="message", at__gt=OuterRef("responded_at")
    ).exclude(organisation=OuterRef("partner"))
    return mine.filter(Exists(asked), direction="out", status=Referral.Status.ACCEPTED, first_contact_at=None)


def _row(referral: Referral, now: datetime, is_silent: bool, differs: bool) -> Row:
    row = hub_row(referral, now=now, is_silent=is_silent, coordinates=True)
    if differs:
        row = replace(row, badge=Badge("info", "arrows-split", _("Olika besked")), action=_("Ring partnern"))
    return row


def is_urgent(row: Row) -> bool:
    """In a hurry from the start, or without an answer for too long."""
    return row.referral.urgency != Referral.Urgency.NORMAL or row.badge.icon == "speaker-slash"
