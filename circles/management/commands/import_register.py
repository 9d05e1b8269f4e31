"""Import an attendance list that is kept in Excel: `python manage.py import_register FILE --by EMAIL`."""

import json
import os
import sys
from getpass import getpass
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from circles.register_import import importer, report
from circles.register_import.actions import fingerprint, is_known, save_register
from circles.register_import.guard import MAX_FILE_BYTES, Refused
from circles.register_import.importer import Importer
from circles.register_import.key import Key
from circles.register_import.key_file import WrongPassphrase, locked, unlocked
from circles.register_import.knowing import NothingKnown, known_to
from circles.register_import.plan import plan_import
from circles.register_import.sentences import REFUSALS
from circles.register_import.words import in_words
from circles.register_import.workbook import read_workbook
from circles.rules.register_reading.reading import Reading
from circles.rules.register_reading.register import read_register

PASSPHRASE = "RINGAR_KEY_PASSPHRASE"
CONSOLE = "console"


class Command(BaseCommand):
    help = "Import attendance lists (.xlsx). Names become code cards; --key writes who got which card."
    requires_system_checks = ()  # reading a list needs neither addresses nor pages

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument("--by", required=True, help="a coordinator's e-mail address, or: console")
        parser.add_argument("--dry-run", action="store_true", help="say what would be saved, save nothing")
        parser.add_argument("--json", action="store_true", help="standard output holds JSON alone")
        parser.add_argument("--key", type=Path, help="write the key, name to card, to this Excel file")
        parser.add_argument(
            "--key-in", type=Path, action="append", default=[], help="know people again by an earlier key"
        )

    def handle(self, *, file, by, dry_run, key, key_in, **options):
        told = self._told(_bytes_of(file), _importer(by), None if dry_run else key, key_in, dry_run)
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) if options["json"] else in_words(told))
        if told["errors"]:
            sys.exit(1)

    def _told(self, data: bytes, who: Importer, key_out: Path | None, key_in: list[Path], dry_run: bool) -> dict:
        """The report, after saving unless it is a dry run."""
        try:
            reading = read_register(read_workbook(data), known_to(who, timezone.localdate()))
            mark = fingerprint(data)
            if is_known(mark):
                return report.of_known(reading)
            passphrase = _passphrase(is_new=bool(key_out)) if key_in or key_out else ""
            brought = _brought(key_in, passphrase)
            kept = _brought([key_out], passphrase) if key_out and key_out.exists() else Key()
        except Refused as refused:
            return report.refused(str(REFUSALS[refused.code]))
        except WrongPassphrase:
            return report.refused(_("Lösenfrasen öppnar inte nyckeln. Kontrollera den och försök igen."))
        except NothingKnown as nothing:
            raise CommandError("There are no municipalities yet. Run seed_reference first.") from nothing
        plan = plan_import(reading, who, brought)
        if plan.errors or dry_run:
            return report.of_plan(plan, unchanged=not plan.errors and not plan.adds)
        return _save(reading, mark, who, brought, _KeyOut(key_out, kept, passphrase))


class _KeyOut:
    """The key file to be. It lies beside its place before the import is committed, and is moved there after."""

    def __init__(self, path: Path | None, kept: Key, passphrase: str):
        self.path, self.kept, self.passphrase = path, kept, passphrase
        self.beside = path.with_name(f".{path.name}.new") if path else None

    def write(self, key: Key) -> None:
        if self.beside:
            descriptor = os.open(self.beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(locked(self.kept.with_entries(key.entries), self.passphrase))
                file.flush()
                os.fsync(file.fileno())

    def move(self) -> None:
        if self.beside:
            self.beside.replace(self.path)


def _save(reading: Reading, mark: str, who: Importer, brought: Key, out: _KeyOut) -> dict:
    """Nothing is saved when the key can't be written: without it nobody knows who has which card."""
    try:
        with transaction.atomic():
            imported = save_register(reading=reading, mark=mark, by=who, key=brought)
            if imported.batch:
                out.write(imported.key)
    except OSError as error:
        raise CommandError(f"The key can't be written, so nothing was saved: {error.strerror}.") from error
    told = report.of_import(imported)
    if imported.batch:
        out.move()
        if not out.path:
            told["doubts"].append(report.no_key_written())
    return told


def _importer(by: str) -> Importer:
    if by == CONSOLE:
        return importer.console()
    user = User.objects.filter(email=by.strip().lower(), is_active=True).first()
    who = importer.coordinator(user) if user else None
    if who is None or not who.hubs:
        raise CommandError(f"{by} is no coordinator of a hub. Use a coordinator's address, or: --by console.")
    return who


def _bytes_of(file: Path) -> bytes:
    """One byte more than is allowed is enough to know that it is too much."""
    try:
        with file.open("rb") as source:
            return source.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        raise CommandError(f"{file}: {error.strerror}.") from error


def _brought(paths: list[Path], passphrase: str) -> Key:
    key = Key()
    for path in paths:
        key = key.with_entries(unlocked(_bytes_of(path), passphrase).entries)
    return key


def _passphrase(*, is_new: bool) -> str:
    if given := os.environ.get(PASSPHRASE, ""):
        return given
    if not sys.stdin.isatty():
        raise CommandError(f"A key needs a passphrase: set {PASSPHRASE}.")
    typed = getpass("Passphrase of the key: ")
    if not typed or (is_new and getpass("Once more: ") != typed):
        raise CommandError("The passphrase is empty, or the two are not the same. Nothing was saved.")
    return typed
