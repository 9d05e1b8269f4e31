"""A leader's reflection after a meeting: written, shared with one supervisor, taken back, deleted."""

from django.db import transaction
from django.utils import timezone

from audit.events import record
from circles.models import Reflection, Session


@transaction.atomic
def save_reflection(*, session: Session, text: str, supervisor, by) -> Reflection:
    """One per meeting and leader. `supervisor` None: nobody else reads it, also one who could before."""
    row = Reflection.objects.select_for_update().filter(session=session, author=by).first()
    row = row or Reflection(session=session, author=by)
    before, row.text = row.shared_with_id, text
    if before != getattr(supervisor, "pk", None):
        row.shared_with, row.shared_at = supervisor, timezone.now() if supervisor else None
    row.save()
    record("reflection.saved", row, by=by)
    if row.shared_with_id != before:
        record("reflection.shared" if supervisor else "reflection.unshared", row, by=by)
    return row


@transaction.atomic
def delete_reflection(*, reflection: Reflection, by) -> None:
    record("reflection.deleted", reflection, by=by)
    reflection.delete()


def note_reading(*, reflection: Reflection, by) -> None:
    """In the log: a supervisor has read it. Bookkeeping of a GET."""
    record("reflection.read", reflection, by=by)
