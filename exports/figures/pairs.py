"""Who answered before and after, for B and S: read once, of standing consents only."""

from django.db.models import QuerySet

from circles.models import Enrolment
from evaluation.models import Response
from exports.figures.characteristics import seats_with_leaves
from exports.figures.published import HAD_A_SEAT, people_of
from exports.models import Batch
from exports.rules.pairs import Pair


def pairs_in(batch: Batch) -> list[Pair]:
    """One pair a person and instrument: of two studies that asked the same, the one opened first."""
    answered = Response.objects.filter(enrolment__in=_seats(batch))
    leaves = {seat: found for seat, _, found in seats_with_leaves(batch)}
    once: dict[tuple[int, str], Pair] = {}
    for found in answered.complete_pairs():  # in the order of the studies
        pair = Pair(found.enrolment, found.circle, found.instrument, found.before, found.after, leaves[found.enrolment])
        once.setdefault((found.enrolment, found.instrument), pair)
    return list(once.values())


def people_in_question(batch: Batch) -> int:
    """Those who could have answered: everyone who had a seat."""
    return _seats(batch).count()


def _seats(batch: Batch) -> QuerySet[Enrolment]:
    return people_of(batch).filter(status__in=HAD_A_SEAT)
