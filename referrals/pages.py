"""What the pages of this room show: rows with their badge and next step, the five steps, the timeline."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from circles.holidays import swedish_holidays
from core.times import clock, short_day
from referrals.models import Referral, ReferralEvent
from referrals.rules.deadlines import is_working_day
from referrals.rules.lifecycle import TERMINAL, UNANSWERED

ENDED_SHOWN = 30
STATUS = Referral.Status


@dataclass(frozen=True, slots=True)
class Badge:
    tone: str
    icon: str
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    referral: Referral
    badge: Badge
    url: str
    action: str
    is_main: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    code: str
    title: str
    icon: str
    rows: tuple[Row, ...]


def hub_sections(
    rows: Iterable[Referral], silent: set[int], *, now: datetime, coordinates: bool, watches: bool = False
) -> list[Section]:
    """The hub's referrals: what waits first, then silence, what is under way, what rests, what has ended.

    Who only watches has nothing waiting for them, and opens each to read it.
    """
    placed: dict[str, list[Row]] = {}
    for referral in rows:
        row = hub_row(referral, now=now, is_silent=referral.pk in silent, coordinates=coordinates)
        row = replace(row, action=_("Visa")) if watches else row
        placed.setdefault(_place(referral, silent, timezone.localdate(now)), []).append(row)
    kinds = [
        ("waiting", _("Väntar på samordnaren") if watches else _("Väntar på dig"), "hand-heart"),
        ("silent", _("Inget svar"), "speaker-slash"),
        ("outcome", _("Väntar på att deltagaren får veta") if watches else _("Läs och berätta"), "chat-circle-text"),
        ("asked", _("Väntar på partnern"), "paper-plane-tilt"),
        ("under_way", _("På gång"), "person-simple-walk"),
        ("on_hold", _("Vilande"), "pause"),
        ("ended", _("Avslutade"), "archive"),
    ]
    return [Section(code, title, icon, tuple(placed[code])) for code, title, icon in kinds if code in placed]


def _place(referral: Referral, silent: set[int], today: date) -> str:
    if referral.direction == Referral.Direction.IN and referral.status in UNANSWERED:
        return "waiting"
    if referral.pk in silent:
        return "silent"
    if outcome_unread(referral):
        return "outcome"
    if referral.status in TERMINAL or has_lapsed(referral, today):
        return "ended"
    return {"draft": "waiting", "sent": "asked", "received": "asked", "on_hold": "on_hold"}.get(
        referral.status, "under_way"
    )


def outcome_unread(referral: Referral) -> bool:
    return (
        referral.direction == Referral.Direction.OUT
        and referral.status in ("completed", "failed", "declined")
        and referral.sent_at is not None
        and referral.loop_closed_at is None
    )


def hub_row(referral: Referral, *, now: datetime, is_silent: bool, coordinates: bool) -> Row:
    url = reverse("referrals:referral_detail", args=[referral.public_id])
    if referral.direction == Referral.Direction.IN:
        seat = reverse("referrals:seat_detail", args=[referral.public_id])
        if referral.status in UNANSWERED:
            return Row(referral, state_badge(referral, now), seat, _("Svara"))
        return Row(referral, seat_badge_for_hub(referral, timezone.localdate(now)), seat, _("Visa"))
    if is_silent:
        return Row(referral, silent_badge(referral, now), url, _("Fråga nästa") if coordinates else _("Visa"))
    if referral.status == STATUS.DRAFT and coordinates:
        match = reverse("referrals:referral_match", args=[referral.public_id])
        return Row(referral, state_badge(referral, now), match, _("Matcha"), is_main=True)
    if outcome_unread(referral):
        return Row(referral, state_badge(referral, now), url, _("Läs"))
    return Row(referral, state_badge(referral, now), url, _("Visa"))


def silent_badge(referral: Referral, now: datetime) -> Badge:
    days = working_days_since(referral.sent_at, now)
    text = ngettext("Inget svar på %(days)d arbetsdag", "Inget svar på %(days)d arbetsdagar", days) % {"days": days}
    return Badge("error", "speaker-slash", text)


def working_days_since(moment: datetime, now: datetime) -> int:
    """Working days after the day of `moment`, up to and including today."""
    first, last = timezone.localtime(moment).date(), timezone.localtime(now).date()
    holidays = swedish_holidays(first.year, last.year)
    days = (first.fromordinal(number) for number in range(first.toordinal() + 1, last.toordinal() + 1))
    return sum(is_working_day(day, holidays) for day in days)


def waited(since: datetime, now: datetime) -> str:
    days = (timezone.localtime(now).date() - timezone.localtime(since).date()).days
    if days == 0:
        return _("Sedan i dag")
    return ngettext("Väntat %(days)d dag", "Väntat %(days)d dagar", days) % {"days": days}


def state_badge(referral: Referral, now: datetime) -> Badge:
    """The state in a word and a colour, with the date that matters now."""
    status = referral.status
    if status == STATUS.DRAFT:
        return Badge("now", "clock", waited(referral.offered_at, now))
    if status in UNANSWERED:
        if referral.answer_due_at and referral.answer_due_at < now:
            return Badge("error", "clock-countdown", _("Svar skulle ha kommit %(when)s") % {"when": _due(referral)})
        tone = "info" if referral.urgency == Referral.Urgency.NORMAL else "now"
        return Badge(tone, "paper-plane-tilt", _("Svar senast %(when)s") % {"when": _due(referral)})
    if status == STATUS.ON_HOLD:
        tone = "now" if referral.review_on <= timezone.localtime(now).date() else "info"
        return Badge(tone, "pause", _("Vilar till %(day)s") % {"day": short_day(referral.review_on)})
    tone, icon = {
        STATUS.ACCEPTED: ("done", "check"),
        STATUS.IN_PROGRESS: ("chosen", "play"),
        STATUS.COMPLETED: ("done", "check-circle"),
        STATUS.DECLINED: ("error", "x"),
        STATUS.FAILED: ("error", "x-circle"),
    }.get(status, ("quiet", "prohibit"))
    return Badge(tone, icon, str(STATUS(status).label))


def _due(referral: Referral) -> str:
    """The day; where hours count, the clock too."""
    day = short_day(referral.answer_due_at)
    return day if referral.urgency == Referral.Urgency.NORMAL else f"{day} {clock(referral.answer_due_at)}"


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five steps on the match page. `state`: done, now or ""."""

    title: str
    state: str
    when: object = None


def steps(referral: Referral) -> list[Step]:
    """Offered, said yes, partner asked, partner answers, contact said by both."""
    consented = referral.consent is not None and referral.consent.withdrawn_at is None
    times = [
        (_("Erbjuden"), referral.offered_at),
        (_("Har sagt ja"), referral.consent.given_at if consented else None),
        (_("Fråga partner"), referral.sent_at),
        (_("Partnern svarar"), referral.responded_at),
        (_("Kontakt, sagt av båda"), referral.first_contact_at if referral.loop_closed_at else None),
    ]
    found, now_given = [], False
    for title, when in times:
        state = "done" if when and not now_given else "" if now_given else "now"
        now_given = now_given or state == "now"
        found.append(Step(title, state, when))
    return found


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the timeline. `node`: held (done), next, cancelled or ""."""

    event: ReferralEvent
    title: str
    icon: str
    node: str
    reason: str


def timeline(events: Iterable[ReferralEvent]) -> list[Entry]:
    return [_entry(event, *_told(event)) for event in events]


def seat_timeline(events: Iterable[ReferralEvent]) -> list[Entry]:
    """A held seat's, for the hub. That it is used is one thing that happened, not the two steps behind it."""
    told = {
        "send": (_("Partnern ber om en plats"), "paper-plane-tilt"),
        "accept": (_("Platsen hålls"), "check"),
        "decline": (_("Nej"), "x"),
        "complete": (_("Personen kom och är inskriven"), "user-plus"),
        "fail": (_("Platsen är släppt"), "x-circle"),
        "cancel": (_("Partnern behöver inte platsen"), "prohibit"),
    }
    return [_entry(event, *told[event.action]) for event in events if event.action in told]


def _entry(event: ReferralEvent, title: str, icon: str) -> Entry:
    bad = event.action in ("decline", "fail", "cancel", "void")
    why = str(Referral.Reason(event.reason).label) if event.reason else ""
    return Entry(event, title, icon, "cancelled" if bad else "held", why)


def _told(event: ReferralEvent) -> tuple[str, str]:
    return {
        "create": (_("Erbjuden"), "hand-heart"),
        "redirect": (_("Ny fråga efter ett nej"), "arrow-bend-down-right"),
        "consent": (_("Deltagaren sa ja"), "shield-check"),
        "send": (_("Skickad"), "paper-plane-tilt"),
        "acknowledge": (_("Mottagen"), "tray"),
        "accept": (_("Partnern sa ja"), "check"),
        "decline": (_("Partnern sa nej"), "x"),
        "message": (_("Meddelande"), "chat-circle-text"),
        "start": (_("Första kontakten"), "play"),
        "hold": (_("Vilar"), "pause"),
        "resume": (_("På gång igen"), "arrow-clockwise"),
        "complete": (_("Avslutad"), "check-circle"),
        "fail": (_("Kunde inte genomföras"), "x-circle"),
        "cancel": (_("Återkallad"), "prohibit"),
        "ack_cancel": (_("Partnern har sett återkallandet"), "eye"),
        "feedback": (_("Läst, och deltagaren vet"), "chat-circle-text"),
        "void": (_("Felregistrerad"), "trash"),
    }[event.action]


def inbox_sections(rows: Iterable[Referral], *, now: datetime) -> list[Section]:
    """A partner's referrals: what asks for an answer first, then what is under way, then what has ended."""
    placed: dict[str, list[Row]] = {}
    for referral in rows:
        url = reverse("referrals:answer", args=[referral.public_id])
        code = _inbox_place(referral)
        action = {"new": _("Svara"), "taken_back": _("Läs"), "ended": _("Visa")}.get(code, _("Öppna"))
        row = Row(referral, state_badge(referral, now), url, action, is_main=code == "new")
        placed.setdefault(code, []).append(row)
    kinds = [
        ("new", _("Väntar på ert svar"), "tray"),
        ("taken_back", _("Återkallade, läs"), "prohibit"),
        ("under_way", _("På gång"), "person-simple-walk"),
        ("on_hold", _("Vilande"), "pause"),
        ("ended", _("Avslutade"), "archive"),
    ]
    return [Section(code, title, icon, tuple(placed[code])) for code, title, icon in kinds if code in placed]


def _inbox_place(referral: Referral) -> str:
    if referral.status in UNANSWERED:
        return "new"
    if referral.status == STATUS.CANCELLED and referral.cancel_acknowledged_at is None:
        return "taken_back"
    if referral.status in TERMINAL:
        return "ended"
    return "on_hold" if referral.status == STATUS.ON_HOLD else "under_way"


def seat_state(seat: Referral, today: date) -> str:
    """asked, held or none: all there is to know for the partner."""
    if seat.status in UNANSWERED:
        return "asked"
    over = seat.cancelled_at or seat.status in (STATUS.DECLINED, STATUS.FAILED, STATUS.ENTERED_IN_ERROR)
    held = not over and seat.seat_held_until and seat.seat_held_until >= today
    return "held" if held else "none"


def has_lapsed(seat: Referral, today: date) -> bool:
    """Whether a held seat is free again because its day has passed, and nobody was noted as come."""
    is_seat = seat.direction == Referral.Direction.IN and seat.status == STATUS.ACCEPTED
    return is_seat and seat.seat_held_until is not None and seat.seat_held_until < today


def seat_badge(seat: Referral, today: date) -> Badge:
    """All that the partner learns of a seat: asked for, held until when, or not. Never who came."""
    if seat_state(seat, today) == "asked":
        return Badge("info", "paper-plane-tilt", _("Samordnaren svarar"))
    if seat.status == STATUS.DECLINED:
        return Badge("quiet", "x", _("Ingen plats just nu"))
    if seat.cancelled_at:
        return Badge("quiet", "prohibit", _("Återkallad"))
    if seat_state(seat, today) == "held":
        return Badge("done", "check", _("Plats hålls till %(day)s") % {"day": short_day(seat.seat_held_until)})
    return Badge("quiet", "minus", _("Platsen hålls inte längre"))


def seat_badge_for_hub(seat: Referral, today: date) -> Badge:
    """The hub knows whether somebody has come."""
    if seat.status == STATUS.COMPLETED:
        return Badge("done", "check-circle", _("Platsen är använd"))
    if has_lapsed(seat, today):
        return Badge("quiet", "minus", _("Gick ut %(day)s") % {"day": short_day(seat.seat_held_until)})
    return seat_badge(seat, today)
