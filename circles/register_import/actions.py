"""Saves an import: all of it or nothing. Names go into the key that comes back, and nowhere else."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from audit.events import record
from circles.models import ATTENDED, Circle, Enrolment, ImportBatch, Session
from circles.register_import.importer import Importer
from circles.register_import.key import Key
from circles.register_import.people import Cards
from circles.register_import.plan import Plan, plan_import
from circles.register_import.saving import save_circle
from circles.rules.register_reading.reading import Reading
from circles.rules.register_reading.remarks import Remark
from circles.rules.verdict import Refused, reason
from core.search import folded


class HasErrors(Exception):
    """The import has errors, so nothing was saved."""

    def __init__(self, remarks: tuple[Remark, ...]):
        super().__init__(f"{len(remarks)} errors")
        self.remarks = remarks


@dataclass(frozen=True)
class Imported:
    """`batch` None: there was nothing new. `key` holds every person of the list's circles, known and new."""

    plan: Plan
    batch: ImportBatch | None
    key: Key


def fingerprint(data: bytes) -> str:
    """A keyed hash: nobody can try files against it without the installation's secret."""
    return salted_hmac("circles.import", data, algorithm="sha256").hexdigest()


def is_known(mark: str) -> bool:
    """Whether the file with this fingerprint has been imported."""
    return ImportBatch.objects.filter(fingerprint=mark).exists()


@transaction.atomic
def save_register(*, reading: Reading, mark: str, by: Importer, key: Key, public_id: UUID | None = None) -> Imported:
    """Save what a list adds. `mark` is the file's fingerprint, `key` what the importer brought along.
    `public_id` is that of the draft it was, by which its dry run's address is known once it is saved.

    Planned anew in the same transaction, so that what came in between counts. Raises HasErrors.
    """
    _hold(reading, by)
    plan = plan_import(reading, by, key)
    if plan.errors:
        raise HasErrors(plan.errors)
    if not plan.adds or is_known(mark):
        return Imported(plan, None, key)
    batch = ImportBatch.objects.create(public_id=public_id or uuid4(), fingerprint=mark, by=by.user)
    cards = Cards(by.by)
    entries = [entry for planned in plan.circles for entry in save_circle(planned, by, cards, batch)]
    batch.counts = {
        "circles": len(plan.circles),
        "people": sum(len(planned.new_people) for planned in plan.circles),
        "marks": sum(len(planned.marks) for planned in plan.circles),
    }
    batch.save()
    record("register.import", batch, by=by.by, **batch.counts)
    return Imported(plan, batch, key.with_entries(entries))


def _hold(reading: Reading, by: Importer) -> None:
    """The sessions that the list may touch wait for us, and we for whoever is marking in them now."""
    titles = {folded(circle.title) for circle in reading.circles}
    hubs = {hub.pk for hub in by.hubs.values()}
    held = Session.objects.filter(circle__search_text__in=titles, circle__hub__in=hubs)
    list(held.select_for_update(of=("self",)).order_by("pk"))


@transaction.atomic
def confirm_imported(*, circle: Circle, by) -> Circle:
    """An imported circle that has ended becomes checked: the coordinator stands for its list.

    Who never came is told apart from who was there. Refused for any other circle.
    """
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    if not circle.is_imported or circle.status != Circle.Status.ENDED:
        raise Refused(reason("not_to_confirm"))
    active = circle.enrolments.filter(status=Enrolment.Status.ACTIVE)
    came = active.filter(attendances__status__in=ATTENDED).values("pk")
    active.exclude(pk__in=list(came.values_list("pk", flat=True))).update(status=Enrolment.Status.NEVER_CAME)
    active.update(status=Enrolment.Status.COMPLETED)
    circle.status, circle.closed_at = Circle.Status.CHECKED, timezone.now()
    circle.save()
    record("circle.confirm_imported", circle, by=by)
    return circle
