"""What table A would cost at each k: counted once for a fixed batch, and kept rounded. Raising k."""

from collections import Counter

from django.db import transaction

from audit.events import record
from core import jobs
from disclosure import midpoint6
from exports.detail import Detail, of_classes
from exports.figures.characteristics import everyone_up_to, people_in
from exports.figures.drawing import MAX_SUPPRESSED, People, Shown, coarsened, shown
from exports.hierarchies import COLUMNS
from exports.models import Batch
from exports.rules.classes import K_LEAST, K_MOST, check_k

PREVIEW = "exports.preview_batch"
SLIDER = range(K_LEAST, K_MOST + 1)


@jobs.register(PREVIEW)
def preview_batch(progress: jobs.Progress) -> None:
    """Of a batch that is fixed, so that no two previews can be compared to find who came between."""
    batch = Batch.objects.get(pk=progress.payload["batch"])
    people, labels = people_in(batch), shown(everyone_up_to(batch))
    found = []
    for done, k in enumerate(SLIDER):
        progress("preview", done, len(SLIDER))
        found.append(preview(people, labels, k))
    with progress.finishing():
        Batch.objects.filter(pk=batch.pk, previews=[]).update(previews=found)


def preview(people: People, labels: Shown, k: int) -> dict:
    """One place of the slider: whole percentages, people in midpoints of six."""
    from disclosure import Refused  # here: it needs numpy, which the web processes don't

    try:
        table = coarsened(people, labels, k=k).table
    except Refused:
        return {"k": k, "refused": True}
    found = of_classes(Counter(zip(*(table[column] for column in COLUMNS), strict=True)))
    return {"k": k, "refused": True} if found.hidden > MAX_SUPPRESSED * found.people else _rounded(k, found)


def _rounded(k: int, found: Detail) -> dict:
    return {
        "k": k,
        "loss": round(100 * found.loss),
        "hidden": round(100 * midpoint6(found.hidden) / midpoint6(found.people)),
        "largest": midpoint6(found.largest),
        "compared": list(found.compared),
    }


@transaction.atomic
def raise_k(*, batch: Batch, k: int, by) -> Batch:
    """Let at least `k` people read alike. Never fewer than before, and not once the file is being made: KRefused."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    has_begun = Batch.objects.filter(Batch.objects.begun(), pk=batch.pk).exists()
    check_k(k, now=batch.k, has_begun=has_begun, previews=batch.previews)
    record("batch.k_raised", batch, by=by, before=batch.k, after=k)
    batch.k = k
    batch.save(update_fields=["k", "updated_at"])
    return batch
