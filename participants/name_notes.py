"""A communicator's own name notes: kept, read back by her alone, thrown away. The names are ciphertext throughout."""

from collections.abc import Iterable, Mapping

from django.db import transaction

from audit.events import record
from participants.models import NameNote, NameNoteLock, Participant


def lock_of(owner) -> NameNoteLock | None:
    return NameNoteLock.objects.filter(owner=owner).first()


def notes_of(owner, participants: Iterable[Participant]) -> dict[str, str]:
    """Participant's public id → the locked text that `owner` wrote. Nobody else's is ever read."""
    rows = NameNote.objects.filter(owner=owner, participant__in=participants).select_related("participant")
    return {str(row.participant.public_id): row.locked_text for row in rows}


@transaction.atomic
def open_lock(*, owner, salt: str, rounds: int, check_text: str) -> bool:
    """A lock for all of the owner's notes; False where she has one, which only erasing takes away."""
    _, made = NameNoteLock.objects.get_or_create(
        owner=owner, defaults={"salt": salt, "rounds": rounds, "check_text": check_text}
    )
    if made:
        record("name_note.locked", by=owner)
    return made


@transaction.atomic
def keep_notes(*, owner, texts: Mapping[Participant, str]) -> int:
    """Write the locked texts; an empty one takes the note away. How many were written or taken away."""
    gone = [person for person, text in texts.items() if not text]
    NameNote.objects.filter(owner=owner, participant__in=gone).delete()
    for person, text in texts.items():
        if text:
            NameNote.objects.update_or_create(owner=owner, participant=person, defaults={"locked_text": text})
    if texts:
        record("name_note.saved", by=owner, notes=len(texts))
    return len(texts)


@transaction.atomic
def erase_notes(*, owner) -> int:
    """All notes and their lock: a lost passphrase can't be had back, only begun anew. How many notes there were."""
    gone, _ = NameNote.objects.filter(owner=owner).delete()
    NameNoteLock.objects.filter(owner=owner).delete()
    record("name_note.erased", by=owner, notes=gone)
    return gone
