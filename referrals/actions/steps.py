"""One step of a referral: locked, checked against the table, changed, and written down."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit.events import record
from circles.rules.verdict import Refused, reason, require
from core.identity_numbers import find
from referrals.models import Referral, ReferralEvent
from referrals.rules.lifecycle import ANY, RECEIVER, SENDER, STEPS, may_take, target

COLUMNS = {field.name for field in Referral._meta.concrete_fields} - {"created_at"}


class LostRace(Exception):
    """Somebody else was first. `referral` is as it is now; `wanted` is the action that came too late."""

    def __init__(self, referral: Referral, wanted: str):
        super().__init__(f"{wanted} on {referral.status}")
        self.referral = referral
        self.wanted = wanted

    @property
    def theirs(self) -> ReferralEvent:
        """The event that changed the state."""
        return self.referral.events.exclude(action="message").order_by("-at", "-pk").first()

    def is_own(self, user) -> bool:
        """Whether it was the same person who was first, in another tab or on another device."""
        return self.theirs.actor_id == user.pk


@transaction.atomic
def take(
    referral: Referral, action: str, *, by, part: str, expected: str = "", at: datetime | None = None, **facts
) -> Referral:
    """Take `action` on the referral as it is in the database now, with `facts` as its new columns.

    `expected` is the state the person saw. Where it has changed so that the action is closed, LostRace; where
    the action never was open, or a fact is missing, Refused. Nothing has changed after either.
    """
    now = at or timezone.now()
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    closed = STEPS[action].sources != (ANY,) and row.status not in STEPS[action].sources
    if closed and expected and expected != row.status:
        raise LostRace(row, action)
    brings = {"sent_at": row.sent_at, "consent": row.consent_id, **facts}
    require(may_take(action, status=row.status, brings=brings))
    before = row.status
    row.status = target(action, status=before, held_from=row.held_from)
    for name, value in (facts | dict.fromkeys(_stamps(action), now)).items():
        setattr(row, name, value)
    row.save()
    write_down(row, action, by=by, part=part, before=before, at=now, reason=facts.get("reason", ""))
    return row


def _stamps(action: str) -> list[str]:
    return [name for name in STEPS[action].stamps if name in COLUMNS]


def write_down(
    row: Referral,
    action: str,
    *,
    by,
    part: str,
    at: datetime,
    before: str = "",
    message: str = "",
    reason: str = "",
) -> ReferralEvent:
    """The event that the timeline shows, and the audit row beside it."""
    refuse_numbers(message)
    event = ReferralEvent.objects.create(
        referral=row,
        at=at,
        actor=by,
        organisation=organisation_of(row, part),
        action=action,
        from_status=before,
        to_status=row.status,
        reason=reason,
        message=message,
    )
    record(f"referral.{action}", row, by=by, from_status=before, to_status=row.status)
    return event


def organisation_of(row: Referral, part: str):
    """Whom the sender or the receiver speaks for: the hub's office or the partner, by direction."""
    hub_speaks = (part == SENDER) is (row.direction == Referral.Direction.OUT)
    return row.hub.organisation if hub_speaks else row.partner


def part_of_hub(row: Referral) -> str:
    return SENDER if row.direction == Referral.Direction.OUT else RECEIVER


def part_of_partner(row: Referral) -> str:
    return RECEIVER if row.direction == Referral.Direction.OUT else SENDER


def refuse_numbers(*texts: str) -> None:
    """Raises Refused where a text holds a personal, coordination or LMA number."""
    for text in texts:
        if kind := find(text or ""):
            raise Refused(reason("identity_number", kind=str(kind)))
