"""An import on the screen, from the uploaded file to the saved key. The file itself is read and let go."""

from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audit.events import record
from circles.models import ImportBatch, ImportDraft, ImportKey
from circles.register_import import importer
from circles.register_import.actions import Imported, fingerprint, is_known, save_register
from circles.register_import.key import Key
from circles.register_import.key_file import locked, unlocked
from circles.register_import.knowing import known_to
from circles.register_import.sealing import CannotOpen, bytes_of, seal, text_of, unseal
from circles.register_import.sweeping import sweep
from circles.register_import.workbook import read_workbook
from circles.rules.register_reading.reading import Reading
from circles.rules.register_reading.register import read_register
from circles.rules.verdict import Refused, reason
from core.readonly import bookkeeping

WAITS = timedelta(minutes=30)


class KnownFile(Exception):
    """The same file has been imported before: nothing to do."""


class NoPassphrase(Exception):
    """Somebody gets a card, so there is a key to lock: nothing was saved."""


@dataclass(frozen=True)
class Opened:
    """A draft with what is in it, for as long as a request lasts."""

    draft: ImportDraft
    reading: Reading
    key: Key


def begin(*, data: bytes, name: str = "", keys: list[bytes], passphrase: str, by) -> tuple[ImportDraft, str]:
    """The draft, and the secret for the browser's cookie. Raises KnownFile, guard.Refused, WrongPassphrase."""
    mark = fingerprint(data)
    if is_known(mark):
        raise KnownFile
    reading = read_register(read_workbook(data, name), known_to(importer.coordinator(by), timezone.localdate()))
    key = Key()
    for file in keys:
        key = key.with_entries(unlocked(file, passphrase).entries)
    return _keep(reading, key, mark, by)


@transaction.atomic
def _keep(reading: Reading, key: Key, mark: str, by) -> tuple[ImportDraft, str]:
    now = timezone.now()
    sweep(now)
    sealed, secret = seal(reading, key)
    draft = ImportDraft.objects.create(by=by, fingerprint=mark, sealed=sealed, expires_at=now + WAITS)
    record("register.draft", draft, by=by, circles=len(reading.circles), errors=len(reading.errors))
    return draft, secret


def opened(draft: ImportDraft, secret: str) -> Opened:
    """Raises sealing.CannotOpen: the half hour is over, or this isn't the browser that began."""
    if draft.expires_at <= timezone.now():
        raise CannotOpen
    return Opened(draft, *unseal(draft.sealed, secret))


@transaction.atomic
def discard(*, draft: ImportDraft, by) -> None:
    record("register.discard", draft, by=by)
    draft.delete()


@transaction.atomic
def confirm(*, opened: Opened, passphrase: str, by) -> Imported:
    """Save the draft, lock one key for each leader, and let go of the draft. Raises actions.HasErrors, NoPassphrase.

    Where nobody is new there is no key to lock: the ones that were brought along stand, and no passphrase is needed.
    """
    done = save_register(
        reading=opened.reading,
        mark=opened.draft.fingerprint,
        by=importer.coordinator(by),
        key=opened.key,
        public_id=opened.draft.public_id,
    )
    if done.batch and done.plan.adds_people:
        if not passphrase:
            raise NoPassphrase
        _lock_keys(done.batch, done.key, passphrase, by)
    opened.draft.delete()
    return done


def _lock_keys(batch: ImportBatch, key: Key, passphrase: str, by) -> None:
    leaders = {
        link.communicator.name: link.communicator
        for circle in batch.circles.prefetch_related("leader_links__communicator")
        for link in circle.leader_links.all()
    }
    for name, entries in key.by_leader().items():
        ImportKey.objects.create(
            batch=batch,
            by=by,
            leader=leaders.get(name),
            cards=len({entry.card for entry in entries}),
            sealed=text_of(locked(Key(entries), passphrase)),
        )


def fetch(*, kept: ImportKey, by) -> bytes:
    """The Excel file under the importer's passphrase. Kept in mind and in the log, as a token's last use is."""
    with bookkeeping():
        ImportKey.objects.filter(pk=kept.pk).update(fetched_at=timezone.now())
        record("register.key_fetched", kept, by=by)
    return bytes_of(kept.sealed)


@transaction.atomic
def key_is_saved(*, kept: ImportKey, by) -> None:
    """The importer has the file: it is deleted here, and nobody can fetch it again. Refused before it was fetched."""
    if kept.fetched_at is None:
        raise Refused(reason("key_not_fetched"))
    record("register.key_saved", kept, by=by)
    kept.delete()
