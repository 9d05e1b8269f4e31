"""Fixing the half-year's batches, before any study asks."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from audit.events import record
from core import jobs
from disclosure import midpoint6
from exports.actions.previews import PREVIEW
from exports.models import Batch, BatchCircle, BatchPerson
from exports.rules.halfyears import last_whole
from exports.waiting import Waiting, waiting
from materials.models import Programme


def fix_batches(*, by, today: date) -> list[Batch]:
    """Fix a batch of every programme in which enough waits; carry the rest over. Twice changes nothing."""
    batches = [_fix(programme, by=by, today=today) for programme in Programme.objects.order_by("pk")]
    return [batch for batch in batches if batch is not None]


@transaction.atomic
def _fix(programme: Programme, *, by, today: date) -> Batch | None:
    Programme.objects.select_for_update().get(pk=programme.pk)  # two stewards at once fix one batch
    period, found = last_whole(today), waiting(programme, today)
    if found.shortfalls or Batch.objects.filter(programme=programme, period=period).exists():
        return None
    batch = Batch.objects.create(
        programme=programme,
        period=period,
        fixed_at=timezone.now(),
        people=midpoint6(found.people),
        circles=midpoint6(found.circles_with_people),
    )
    _enter(batch, found)
    record("batch.fixed", batch, by=by, programme=programme.pk, period=period)
    jobs.enqueue(PREVIEW, {"batch": batch.pk}, by=by)
    return batch


def _enter(batch: Batch, found: Waiting) -> None:
    BatchCircle.objects.bulk_create(BatchCircle(batch=batch, circle_id=circle) for circle in found.circles)
    BatchPerson.objects.bulk_create(
        (
            BatchPerson(batch=batch, participant_id=seat.participant, enrolment_id=seat.enrolment)
            for seat in found.seats
        ),
        batch_size=500,
    )
