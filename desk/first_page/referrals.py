"""Referrals that the hub has to do something about, and why each of them waits."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.times import short_day
from desk.first_page.registers import Bounded
from participants.rules.cards import Card
from referrals.models import Referral

SHOWN = 5
UNANSWERED = (Referral.Status.SENT, Referral.Status.RECEIVED)


@dataclass(frozen=True, slots=True)
class Waiting:
    """`tone` and `icon` of the badge that says `why`; `action` is the word on the button to `url`."""

    title: str
    text: str
    tone: str
    icon: str
    why: str
    action: str
    url: str
    card: Card | None = None
    urgent: bool = False
    first: bool = False


def referrals_waiting(user, now: datetime, shown: int = SHOWN) -> Bounded:
    """Those of the user's hubs, the longest wait first."""
    waiting = Referral.objects.coordinated_by(user).waiting(now)
    rows = waiting.for_list().order_by("created_at", "pk")[:shown]
    return Bounded([waiting_row(row, now) for row in rows], waiting.count())


def waiting_row(referral: Referral, now: datetime) -> Waiting:
    if referral.direction == Referral.Direction.IN:
        return _seat_asked_for(referral, now)
    if referral.status == Referral.Status.DRAFT:
        return _unmatched(referral, now)
    return _silent(referral, now) if referral.status in UNANSWERED else _said_no(referral, now)


def _unmatched(referral: Referral, now: datetime) -> Waiting:
    return _row(
        referral,
        " · ".join([_needs(referral), str(referral.language), str(referral.municipality)]),
        ("now", "clock", _waited(_days(referral.created_at, now))),
        (_("Matcha"), "referrals:referral_match"),
        urgent=referral.urgency != Referral.Urgency.NORMAL,
    )


def _silent(referral: Referral, now: datetime) -> Waiting:
    days = _days(referral.sent_at, now)
    why = ngettext("Inget svar på %(days)s dag", "Inget svar på %(days)s dagar", days) % {"days": days}
    return _row(
        referral,
        _("%(partner)s fick frågan %(day)s") % {"partner": referral.partner.label, "day": short_day(referral.sent_at)},
        ("error", "speaker-slash", why),
        (_("Fråga nästa"), "referrals:referral_detail"),
        urgent=True,
    )


def _said_no(referral: Referral, now: datetime) -> Waiting:
    why = _("Avböjd") if referral.status == Referral.Status.DECLINED else _("Gick inte")
    return _row(
        referral,
        f"{referral.partner.label} · {referral.get_reason_display()}",
        ("info", "arrows-split", why),
        (_("Fråga nästa"), "referrals:referral_detail"),
    )


def _seat_asked_for(referral: Referral, now: datetime) -> Waiting:
    return Waiting(
        _("%(partner)s ber om en plats") % {"partner": referral.partner.label},
        " · ".join([str(referral.language), str(referral.municipality)]),
        "now",
        "clock",
        _waited(_days(referral.sent_at or referral.created_at, now)),
        _("Svara"),
        _to("referrals:seat_detail", referral),
    )


def _row(referral, text, badge, action, *, urgent=False) -> Waiting:
    person = referral.participant
    card = Card(person.colour, person.picture, person.number)
    word, name = action
    return Waiting(card.name, text, *badge, word, _to(name, referral), card, urgent)


def _needs(referral: Referral) -> str:
    return ", ".join(need.name for need in referral.needs.all())


def _waited(days: int) -> str:
    return ngettext("Väntat %(days)s dag", "Väntat %(days)s dagar", days) % {"days": days} if days else _("Ny i dag")


def _days(moment: datetime, now: datetime) -> int:
    return (timezone.localdate(now) - timezone.localdate(moment)).days




def _to(name: str, referral: Referral) -> str:
    return reverse(name, args=[referral.public_id])
