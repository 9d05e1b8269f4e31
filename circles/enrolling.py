"""Enrolment as its pages show it: who has a seat, and whose card a typed code is."""

from dataclasses import dataclass

from django.utils import timezone

from circles.models import Circle, Enrolment
from circles.querysets import ON_REGISTER
from participants.models import Participant
from participants.rules.cards import Card


@dataclass(frozen=True)
class People:
    """`here` can be expected at a meeting, `offered` have a seat held for their answer, `queue` waits, the next one
    first; `others` pause or have stopped; `free` are the seats that nobody has, is offered or sent to. The protected
    are never printed."""

    circle: Circle
    here: tuple[Enrolment, ...]
    offered: tuple[Enrolment, ...]
    queue: tuple[Enrolment, ...]
    others: tuple[Enrolment, ...]
    free: int

    @property
    def waiting(self) -> int:
        return len(self.offered) + len(self.queue)

    @property
    def printable(self) -> tuple[Enrolment, ...]:
        return tuple(one for one in self.here if not one.participant.is_protected)

    @property
    def protected_count(self) -> int:
        return len(self.here) - len(self.printable)


def people_of(circle: Circle) -> People:
    """The same queries, however many people."""
    now = timezone.now()
    seats = list(circle.enrolments.select_related("participant", "participant__language").order_by("enrolled_at", "pk"))
    for seat in seats:
        seat.circle = circle
    here = tuple(one for one in seats if one.status in ON_REGISTER)
    offered = tuple(one for one in seats if one.offer_until)
    queue = sorted(
        (one for one in seats if one.status == Enrolment.Status.WAITING),
        key=lambda one: (one.waiting_since or one.enrolled_at, one.pk),
    )
    others = tuple(one for one in seats if one not in (*here, *offered, *queue))
    taken = sum(one.has_seat_at(now) for one in seats) + circle.held_seats.holding(timezone.localdate(now)).count()
    return People(circle, here, offered, tuple(queue), others, free=max(0, circle.capacity - taken))


def owner_of(card: Card, circle: Circle) -> Participant | None:
    """Who in the circle's hub has the card; None where nobody has, or the card is protected."""
    return Participant.objects.filter(
        hub=circle.hub_id, colour=card.colour, picture=card.picture, number=card.number, is_protected=False
    ).first()
