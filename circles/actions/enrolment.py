"""Who has a seat in a circle."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit.events import record
from circles.actions.planning import facts_for, waiting_in
from circles.models import Circle, Enrolment
from circles.querysets import SEATED
from circles.rules.lifecycle import ENROLMENT, may_become, may_enrol
from circles.rules.verdict import Reason, Refused, Verdict, reason, require
from participants.actions import issue_card
from participants.models import Participant


def room_for_one_more(circle: Circle) -> Verdict:
    """Whether the rules allow one more in the circle; a yes may carry the remark that it is nearly full.

    A seat that is held for somebody counts as taken until that day, one that is offered until the answer is due.
    """
    today = timezone.localdate()
    facts = facts_for(today)
    return may_enrol(
        seated=circle.enrolments.seated_at(timezone.now()).count() + circle.held_seats.holding(today).count(),
        seats=circle.capacity,
        leaders=circle.leader_links.as_a_rule().count(),
        max_people=facts.max_people,
        warn_people=facts.warn_people,
    )


def require_seat_for(enrolment: Enrolment, circle: Circle) -> None:
    """Refused where no seat is free, and for who waits while another has waited longer. `circle` is locked."""
    require(room_for_one_more(circle))
    waits = enrolment.status == Enrolment.Status.WAITING
    if waits and circle.enrolments.queue().first() != enrolment:
        raise Refused(reason("not_next"))


def remarks_before(circle: Circle) -> tuple[Reason, ...]:
    """What to know before somebody new gets a seat: how full it is, and who has waited for one."""
    people = waiting_in(circle)
    queue = (reason("others_wait", people=people),) if people else ()
    return (*room_for_one_more(circle).reasons, *queue)


@transaction.atomic
def enrol(
    *,
    circle: Circle,
    participant: Participant,
    by,
    status=Enrolment.Status.ACTIVE,
    at: datetime | None = None,
) -> Enrolment:
    """A seat for a card. Who has left, or never came, gets the old seat back with its marks.

    Refused: a card of another hub, a card that has a seat, a full circle (waiting is always allowed), a circle that
    is signed or cancelled.
    """
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    if circle.status in Circle.OVER:
        raise Refused(reason("circle_closed"))
    if participant.hub_id != circle.hub_id:
        raise Refused(reason("other_hub"))
    if status != Enrolment.Status.WAITING:
        require(room_for_one_more(circle))
    found = circle.enrolments.filter(participant=participant).first()
    if found:
        return _back(found, by=by)
    enrolment = Enrolment.objects.create(
        circle=circle,
        participant=participant,
        status=status,
        enrolled_at=at or timezone.now(),
        waiting_since=(at or timezone.now()) if status == Enrolment.Status.WAITING else None,
    )
    record("enrolment.enrol", enrolment, by=by, status=status)
    return enrolment


def _back(enrolment: Enrolment, *, by) -> Enrolment:
    if enrolment.status not in (Enrolment.Status.LEFT, Enrolment.Status.NEVER_CAME):
        raise Refused(reason("already_enrolled"))
    return set_enrolment_status(enrolment=enrolment, status=Enrolment.Status.ACTIVE, by=by)


@transaction.atomic
def set_enrolment_status(*, enrolment: Enrolment, status: str, by, leave_reason="", at: datetime | None = None):
    """The next state of a seat: pause, come back, accept, never came. Refused where there is no such step, and to who
    has no seat where none is free, or where it is another's turn.
    """
    circle = Circle.objects.select_for_update().get(pk=enrolment.circle_id)
    require(may_become(ENROLMENT, enrolment.status, status))
    if status in SEATED and not enrolment.has_seat_at(timezone.now()):
        require_seat_for(enrolment, circle)
    before, enrolment.status = enrolment.status, status
    enrolment.offer_until = None
    if status == Enrolment.Status.WAITING:
        enrolment.waiting_since = at or timezone.now()
    left = status == Enrolment.Status.LEFT
    enrolment.left_at = (at or timezone.now()) if left else None
    enrolment.leave_reason = leave_reason if left else ""
    enrolment.save()
    record("enrolment.status", enrolment, by=by, before=before, after=status)
    return enrolment


@transaction.atomic
def report_in_grant(*, enrolment: Enrolment, included: bool, by) -> Enrolment:
    """Whether the person is in the figures for the grant. Nobody says why: they come like anybody."""
    enrolment.in_grant_figures = included
    enrolment.save(update_fields=["in_grant_figures", "updated_at"])
    record("enrolment.grant_figures", enrolment, by=by, included=included)
    return enrolment


@transaction.atomic
def enrol_new_person(*, circle: Circle, by, facts: dict, waiting: bool = False) -> Enrolment:
    """A new card in the circle's hub, and a seat for it (or a place in the queue). Both or neither."""
    participant = issue_card(hub=circle.hub, by=by, **facts)
    status = Enrolment.Status.WAITING if waiting else Enrolment.Status.ACTIVE
    return enrol(circle=circle, participant=participant, by=by, status=status)


def leave(*, enrolment: Enrolment, leave_reason: str, by, at: datetime | None = None) -> Enrolment:
    """The person stops. The reason is a code; "not said" is one of them. The marks stay."""
    return set_enrolment_status(
        enrolment=enrolment, status=Enrolment.Status.LEFT, leave_reason=leave_reason, by=by, at=at
    )
