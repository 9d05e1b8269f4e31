"""The other direction: a partner asks for a seat in a circle. It names nobody, and tells nothing of attendance."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from circles.actions.enrolment import enrol, enrol_new_person, room_for_one_more
from circles.models import Circle, Enrolment
from circles.rules.verdict import Refused, reason, require
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
    """The coordinator's yes: a seat in `circle` is held until and including that day. Refused where it is full."""
    if circle.hub_id != referral.hub_id:
        raise Refused(reason("other_hub_circle"))
    require(room_for_one_more(Circle.objects.select_for_update().get(pk=circle.pk)))
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


@transaction.atomic
def use_seat(*, by, referral: Referral, facts: dict | None = None, participant=None, expected="") -> Enrolment:
    """Who was sent has come: the held seat becomes a seat in the circle, of `participant` or of a new card with these
    `facts`. The referral goes on naming nobody, and the partner goes on seeing until when the seat is held."""
    row = take(referral, "start", by=by, part=RECEIVER, expected=expected)
    row = take(row, "complete", by=by, part=RECEIVER, success=Referral.Success.SUCCESSFUL)
    if participant is None:
        return enrol_new_person(circle=row.circle, by=by, facts=facts or {})
    return enrol(circle=row.circle, participant=participant, by=by)


@transaction.atomic
def give_back_seat(*, by, referral: Referral) -> Referral:
    """The partner doesn't need the seat. Where somebody sits on it already it is noted and nothing else: the partner
    must not learn that, so the answer is the same."""
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    if row.status != Referral.Status.COMPLETED:
        return take(row, "cancel", by=by, part=SENDER, reason=Referral.Reason.NO_LONGER_NEEDED)
    if row.cancelled_at is None:
        row.cancelled_at = timezone.now()
        row.save(update_fields=["cancelled_at", "updated_at"])
        write_down(row, "cancel", by=by, part=SENDER, before=row.status, at=row.cancelled_at)
    return row
