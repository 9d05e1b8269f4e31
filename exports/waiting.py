"""Who waits to enter a batch: people of closed circles that are in none, from whole half-years only.

So the numbers, rounded besides, stand still for half a year: watching them tells of no circle and no person.
"""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils import timezone

from circles.models import Circle, Enrolment
from disclosure import Shortfall, batch_shortfalls
from exports.figures.published import HAD_A_SEAT
from exports.rules.halfyears import start_of
from materials.models import Programme


@dataclass(frozen=True, slots=True)
class Seat:
    enrolment: int
    participant: int
    circle: int
    has_been_taken: bool  # more than invited


@dataclass(frozen=True, slots=True)
class Waiting:
    """The seats by which people would enter the programme's next batch, and the circles it would take."""

    circles: tuple[int, ...]
    seats: tuple[Seat, ...]

    @property
    def people(self) -> int:
        return sum(seat.has_been_taken for seat in self.seats)

    @property
    def circles_with_people(self) -> int:
        return len({seat.circle for seat in self.seats if seat.has_been_taken})

    @property
    def shortfalls(self) -> tuple[Shortfall, ...]:
        return batch_shortfalls(people=self.people, circles=self.circles_with_people)


def waiting(programme: Programme, today: date) -> Waiting:
    """What waits in this programme from circles closed before the half-year of `today`."""
    circles = _closed(programme, today)
    return Waiting(tuple(circles.values_list("pk", flat=True)), tuple(_seats(circles)))


def _closed(programme: Programme, today: date) -> QuerySet[Circle]:
    before = timezone.make_aware(datetime.combine(start_of(today), time()))
    return Circle.objects.filter(
        programme=programme, status__in=Circle.CLOSED, closed_at__lt=before, batch_link=None
    ).order_by("closed_at", "pk")


def _seats(circles: QuerySet[Circle]) -> list[Seat]:
    """One seat a person: the first taken one, else the first. Nobody protected, nobody who entered before."""
    rows = (
        Enrolment.objects.filter(
            circle__in=circles.order_by(), participant__is_protected=False, participant__batch_link=None
        )
        .order_by("circle__closed_at", "pk")
        .values_list("pk", "participant_id", "circle_id", "status")
    )
    seats = [Seat(pk, person, circle, status in HAD_A_SEAT) for pk, person, circle, status in rows]
    one_each: dict[int, Seat] = {}
    for seat in sorted(seats, key=lambda seat: not seat.has_been_taken):
        one_each.setdefault(seat.participant, seat)
    return list(one_each.values())
