"""A: one row a person, coarse enough to be published. Who they are is read here, how they are drawn is in `drawing`."""

from collections.abc import Iterator, Mapping

from django.utils import timezone

from exports.figures.drawing import Drawn, People, draw
from exports.figures.flow import doses
from exports.figures.published import HAD_A_SEAT, people_of
from exports.models import Batch
from exports.rules import leaves
from exports.rules.dose import Dose


def characteristics(batch: Batch) -> Drawn:
    """The batch's rows, or why it has none."""
    return draw(people_in(batch), everyone_up_to(batch), k=batch.k)


def everyone_up_to(batch: Batch) -> People:
    """The people of all batches fixed until this one was, and its own."""
    return people_in(*Batch.objects.filter(fixed_at__lte=batch.fixed_at).order_by("fixed_at"))


def people_in(*batches: Batch) -> People:
    found = People()
    for batch in batches:
        for seat, circle, labels in seats_with_leaves(batch):
            found.add(seat, circle, labels)
    return found


def seats_with_leaves(batch: Batch) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Seat, circle and the person's finest labels."""
    took_part = doses(batch)
    for seat in _seats(batch):
        yield seat["pk"], seat["circle_id"], _leaves(seat, took_part.get(seat["pk"], Dose()))


def _seats(batch: Batch) -> Iterator[Mapping]:
    """Who had a seat: the invited who never took one were never there to describe."""
    return (
        people_of(batch)
        .filter(status__in=HAD_A_SEAT)
        .values(
            "pk",
            "circle_id",
            "circle__closed_at",
            "participant__gender",
            "participant__birth_band",
            "participant__language_id",
            "participant__arrival",
        )
        .iterator()
    )


def _leaves(seat: Mapping, dose: Dose) -> dict[str, str]:
    closed = timezone.localdate(seat["circle__closed_at"])
    return {
        "sex": leaves.sex(seat["participant__gender"]),
        "age_band": leaves.age_band(seat["participant__birth_band"], closed.year),
        "language_group": leaves.language_group(seat["participant__language_id"]),
        "arrival_band": leaves.arrival_band(seat["participant__arrival"]),
        "dose_band": leaves.dose_band(dose),
        "period": leaves.period(closed),
    }
