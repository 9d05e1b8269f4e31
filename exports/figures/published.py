"""From pooled sums to published values, and who and what is counted at all."""

from collections.abc import Mapping, Sequence

from django.db.models import QuerySet

from circles.models import AttendanceStatus, Enrolment, Session
from disclosure import Policy, mask
from exports.columns import WITHHELD
from exports.models import Batch

Row = list[int | str]

HELD = Session.Status.HELD
HAD_A_SEAT = [s for s in Enrolment.Status.values if s not in ("invited", "waiting")]
RECORDED = [s for s in AttendanceStatus.values if s != AttendanceStatus.NOT_RECORDED]


def published(sums: Mapping[str, int] | None, names: Sequence[str]) -> list[int]:
    """The named sums as they are published: midpoints of six, or withheld."""
    if sums is None:
        return [WITHHELD] * len(names)
    shown = mask({name: sums.get(name, 0) for name in names}, Policy.SF)
    return [shown[name].value for name in names]


def people_of(batch: Batch) -> QuerySet[Enrolment]:
    """The batch's people, by the one seat each entered with. Protected people are never in a file."""
    return Enrolment.objects.filter(batch_link__batch=batch, participant__is_protected=False).order_by()
