"""What the receiver does: says yes or no, or another time; begins, pauses, ends."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from circles.rules.verdict import Refused, reason
from referrals.actions.steps import refuse_numbers, take, write_down
from referrals.models import Referral
from referrals.rules.lifecycle import OPEN, RECEIVER, SENDER


def acknowledge(*, by, referral: Referral, expected: str = "") -> Referral:
    """It has come, and somebody looks at it."""
    return take(referral, "acknowledge", by=by, part=RECEIVER, expected=expected)


def accept(*, by, referral: Referral, contact_person: str, expected: str = "") -> Referral:
    refuse_numbers(contact_person)
    return take(referral, "accept", by=by, part=RECEIVER, expected=expected, contact_person=contact_person)


def decline(*, by, referral: Referral, reason: str, expected: str = "") -> Referral:
    return take(referral, "decline", by=by, part=RECEIVER, expected=expected, reason=reason)


def start(*, by, referral: Referral, expected: str = "") -> Referral:
    """First contact is made."""
    return take(referral, "start", by=by, part=RECEIVER, expected=expected)


@transaction.atomic
def hold(*, by, referral: Referral, reason: str, review_on: date, expected: str = "") -> Referral:
    """Pause, or a waiting list: with a day on which to look again."""
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    return take(
        row,
        "hold",
        by=by,
        part=RECEIVER,
        expected=expected,
        reason=reason,
        review_on=review_on,
        held_from=row.status if row.status != Referral.Status.ON_HOLD else row.held_from,
    )


def resume(*, by, referral: Referral, expected: str = "") -> Referral:
    """Back to where it was paused."""
    return take(referral, "resume", by=by, part=RECEIVER, expected=expected, review_on=None)


def complete(*, by, referral: Referral, success: str, reason: str = "", expected: str = "") -> Referral:
    return take(referral, "complete", by=by, part=RECEIVER, expected=expected, success=success, reason=reason)


def fail(*, by, referral: Referral, reason: str, expected: str = "") -> Referral:
    return take(referral, "fail", by=by, part=RECEIVER, expected=expected, reason=reason)


def acknowledge_cancel(*, by, referral: Referral, expected: str = "") -> Referral:
    return take(referral, "ack_cancel", by=by, part=RECEIVER, expected=expected)


@transaction.atomic
def message(*, by, referral: Referral, text: str, from_receiver: bool = True) -> Referral:
    """ "Another time": a word between the two that changes no state. At most 280 characters, no identity number."""
    row = Referral.objects.select_for_update().get(pk=referral.pk)
    if row.status not in OPEN or row.sent_at is None:
        raise Refused(reason("illegal_step", action="message", status=row.status))
    part = RECEIVER if from_receiver else SENDER
    write_down(row, "message", by=by, part=part, before=row.status, at=timezone.now(), message=text[:280])
    return row
