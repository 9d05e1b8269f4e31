"""Enrolment as its pages show it: who has a seat, and whose card a typed code is."""

from dataclasses import dataclass

from circles.models import Circle, Enrolment
from circles.querysets import ON_REGISTER
from participants.models import Participant
from participants.rules.cards import Card


@dataclass(frozen=True)
class People:
    """`here` can be expected at a meeting, `others` wait, pause or have stopped; `protected` are never printed."""

    circle: Circle
    here: tuple[Enrolment, ...]
    others: tuple[Enrolment, ...]

    @property
    def printable(self) -> tuple[Enrolment, ...]:
        return tuple(one for one in self.here if not one.participant.is_protected)

    @property
    def protected_count(self) -> int:
        return len(self.here) - len(self.printable)


def people_of(circle: Circle) -> People:
    """One query, however many people."""
    seats = list(circle.enrolments.select_related("participant", "participant__language").order_by("enrolled_at", "pk"))
    for seat in seats:
        seat.circle = circle
    return People(
        circle,
        here=tuple(one for one in seats if one.status in ON_REGISTER),
        others=tuple(one for one in seats if one.status not in ON_REGISTER),
    )


def owner_of(card: Card, circle: Circle) -> Participant | None:
    """Who in the circle's hub has the card; None where nobody has, or the card is protected."""
    return Participant.objects.filter(
        hub=circle.hub_id, colour=card.colour, picture=card.picture, number=card.number, is_protected=False
    ).first()
