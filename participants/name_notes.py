"""A communicator's own name notes, read back by her alone: ciphertext, as it came."""

from collections.abc import Iterable

from participants.models import NameNote, NameNoteLock, Participant


def lock_of(owner) -> NameNoteLock | None:
    return NameNoteLock.objects.filter(owner=owner).first()


def notes_of(owner, participants: Iterable[Participant]) -> dict[str, str]:
    """Participant's public id → the locked text that `owner` wrote. Nobody else's is ever read."""
    rows = NameNote.objects.filter(owner=owner, participant__in=participants).select_related("participant")
    return {str(row.participant.public_id): row.locked_text for row in rows}
