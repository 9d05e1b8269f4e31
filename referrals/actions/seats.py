"""The other direction: a partner asks for a seat in a circle. It names nobody, and tells nothing of attendance."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from circles.rules.verdict import Refused, reason
from referrals.actions.steps import take, write_down
from referrals.models import Referral
from referrals.rules.deadlines import answer_due
from referrals.rules.lifecycle import RECEIVER, SENDER


@transaction.atomic
def ask_for_seat(*, by, partner, hub, language, municipality, urgency: str = Referral.Urgency.NORMAL) -> Referral:
    """A partner asks the hub to hold a seat in a circle in this language, in or near this municipality."""
    now = timezone.now()
    row = Referral.objects.create(
        direction=Referral.Direction.IN,
        hub=hub,
        partner=partner,
        language=language,
        municipality=municipality,
        urgency=urgency,
        status=Referral.Status.SENT,
        sent_at=now,
        answer_due_at=answer_due(now, urgency),
    )
    write_down(row, "send", by=by, part=SENDER, before="draft", at=now)
    return row


@transaction.atomic
def hold_seat(*, by, referral: Referral, circle, until: date, contact_person: str, expected: str = "") -> Referral:
    """The coordinator's yes: a seat in `circle` is held until and including that day."""
    if circle.hub_id != referral.hub_id:
        raise Refused(reason("other_hub_circle"))
    return take(
        referral,
        "accept",
        by=by,
        part=RECEIVER,
        expected=expected,
        contact_person=contact_person,
        circle=circle,
        seat_held_until=until,
    )
