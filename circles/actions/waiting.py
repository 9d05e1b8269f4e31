"""The queue to a circle: a seat is offered with a deadline, and held; unanswered, it goes on to the next."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from audit.events import PROGRAM, record
from circles.actions.enrolment import require_seat_for
from circles.models import Circle, Enrolment
from circles.rules.verdict import Refused, reason

LONGEST_OFFER = timedelta(days=30)


@transaction.atomic
def offer_seat(*, enrolment: Enrolment, until: datetime, by) -> Enrolment:
    """Hold a seat for who waits, until the answer is due. Refused where no seat is free, to who waits no more, and
    to who isn't the next.
    """
    seat = _locked(enrolment)
    lapse_offers(timezone.now(), circle=seat.circle)
    if seat.status != Enrolment.Status.WAITING:
        raise Refused(reason("not_waiting"))
    if seat.circle.status in Circle.OVER:
        raise Refused(reason("circle_closed"))
    if not timezone.now() < until <= timezone.now() + LONGEST_OFFER:
        raise Refused(reason("bad_deadline", most=LONGEST_OFFER.days))
    require_seat_for(seat, seat.circle)
    seat.status, seat.offer_until = Enrolment.Status.INVITED, until
    seat.save()
    record("enrolment.offer", seat, by=by)
    return seat


@transaction.atomic
def answer_offer(*, enrolment: Enrolment, accepted: bool, by) -> Enrolment:
    """What the person said to the leader. A no leaves the queue with the reason not said; the seat is free again.

    Refused where no offer is open: answered before, or lapsed.
    """
    seat = _locked(enrolment)
    if seat.status != Enrolment.Status.INVITED or seat.offer_until is None or seat.offer_until < timezone.now():
        raise Refused(reason("no_offer"))
    seat.offer_until = None
    if accepted:
        seat.status = Enrolment.Status.ACCEPTED
    else:
        _go(seat)
    seat.save()
    record("enrolment.answer_offer", seat, by=by, after=seat.status)
    return seat


@transaction.atomic
def leave_queue(*, enrolment: Enrolment, by) -> Enrolment:
    """The person waits no more. Refused to who doesn't wait, or has been offered a seat: that is answered."""
    seat = _locked(enrolment)
    if seat.status != Enrolment.Status.WAITING:
        raise Refused(reason("not_waiting"))
    _go(seat)
    seat.waiting_since = seat.waiting_since or seat.enrolled_at
    seat.save()
    record("enrolment.leave_queue", seat, by=by)
    return seat


@transaction.atomic
def back_to_queue(*, enrolment: Enrolment, by) -> Enrolment:
    """Undo of that: where the person stood before. Refused to who never waited, or hasn't left."""
    seat = _locked(enrolment)
    if seat.status != Enrolment.Status.LEFT or seat.waiting_since is None:
        raise Refused(reason("not_waiting"))
    seat.status, seat.left_at, seat.leave_reason = Enrolment.Status.WAITING, None, ""
    seat.save()
    record("enrolment.back_to_queue", seat, by=by)
    return seat


@transaction.atomic
def lapse_offers(now: datetime, *, circle: Circle | None = None) -> int:
    """Offers whose time is out: the person waits again, last in the queue, and the seat is the next one's. How many."""
    due = Enrolment.objects.select_for_update().filter(offer_until__lt=now, status=Enrolment.Status.INVITED)
    lapsed = list(due if circle is None else due.filter(circle=circle))
    for seat in lapsed:
        seat.status, seat.offer_until, seat.waiting_since = Enrolment.Status.WAITING, None, now
        seat.save()
        record("enrolment.offer_lapsed", seat, by=PROGRAM)
    return len(lapsed)


def _go(seat: Enrolment) -> None:
    """Out of the queue: why is not asked."""
    seat.status, seat.left_at = Enrolment.Status.LEFT, timezone.now()
    seat.leave_reason = Enrolment.LeaveReason.NOT_SAID


def _locked(enrolment: Enrolment) -> Enrolment:
    """The seat with its circle's row held: two leaders offer one seat to one person."""
    circle = Circle.objects.select_for_update().get(pk=enrolment.circle_id)
    seat = Enrolment.objects.select_for_update().get(pk=enrolment.pk)
    seat.circle = circle
    return seat
