"""From pooled sums to published values, and who and what is counted at all."""

from collections.abc import Mapping, Sequence
from math import floor

from django.db.models import QuerySet

from circles.models import AttendanceStatus, Enrolment, Session
from disclosure import Policy, mask
from exports.columns import MISSING_CODES, WITHHELD
from exports.models import Batch

Row = list[int | float | str]

HELD = Session.Status.HELD
HAD_A_SEAT = [s for s in Enrolment.Status.values if s not in ("invited", "waiting")]
RECORDED = [s for s in AttendanceStatus.values if s != AttendanceStatus.NOT_RECORDED]


def published(sums: Mapping[str, int] | None, names: Sequence[str]) -> list[int]:
    """The named sums as they are published: midpoints of six, or withheld."""
    if sums is None:
        return [WITHHELD] * len(names)
    shown = mask({name: sums.get(name, 0) for name in names}, Policy.SF)
    return [shown[name].value for name in names]


def one_decimal(value: float) -> int | float:
    """A measured value as it is published. What would read as a missing code, should there be one, is withheld.

    >>> one_decimal(52.04), one_decimal(52.05), one_decimal(-0.04)
    (52, 52.1, 0)
    """
    tenths = floor(10 * value + 0.5)
    shown = tenths // 10 if tenths % 10 == 0 else tenths / 10
    return WITHHELD if min(MISSING_CODES) <= shown <= max(MISSING_CODES) else shown


def people_of(batch: Batch) -> QuerySet[Enrolment]:
    """The batch's people, by the one seat each entered with. Protected people are never in a file."""
    return Enrolment.objects.filter(batch_link__batch=batch, participant__is_protected=False).order_by()
