"""Import an attendance list that is kept in Excel: `python manage.py import_register FILE --by EMAIL`.

Exit status: 0 done, 1 an error in the list or on the way to it and nothing saved, 2 the command was written wrong.
"""

import json
import os
import sys
from pathlib import Path

from django.core.management.base import BaseCommand
from django.db import OperationalError, ProgrammingError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from circles.register_import import console, report
from circles.register_import.actions import HasErrors, fingerprint, is_known, save_register
from circles.register_import.console import Stop
from circles.register_import.guard import Refused
from circles.register_import.importer import Importer
from circles.register_import.key import Key
from circles.register_import.key_file import locked
from circles.register_import.knowing import NothingKnown, known_to
from circles.register_import.plan import plan_import
from circles.register_import.sentences import REFUSALS
from circles.register_import.words import in_words
from circles.register_import.workbook import read_workbook
from circles.rules.register_reading.reading import Reading
from circles.rules.register_reading.register import read_register


class Command(BaseCommand):
    help = "Import attendance lists (.xlsx). Names become code cards; --key writes who got which card."
    requires_system_checks = ()  # reading a list needs neither addresses nor pages

    def create_parser(self, prog_name, subcommand, **options):
        return console.lenient(super().create_parser(prog_name, subcommand, **options))

    def add_arguments(self, parser):
        console.add_arguments(parser)

    def run_from_argv(self, argv):
        try:
            super().run_from_argv(argv)
        except Stop as stop:  # what the parser doesn't understand
            self._stop(stop, as_json="--json" in argv)

    def handle(self, *, file, by, dry_run, key, key_in, **options):
        try:
            told = self._told(file, by, None if dry_run else key, key_in, dry_run)
        except Stop as stop:
            self._stop(stop, as_json=options["json"])
        self._tell(told, in_words(told), as_json=options["json"])
        if told["errors"]:
            sys.exit(1)

    def _stop(self, stop: Stop, *, as_json: bool) -> None:
        """One sentence; no traceback."""
        self._tell(report.refused(str(stop)), str(stop), as_json=as_json)
        sys.exit(stop.status)

    def _tell(self, told: dict, words: str, *, as_json: bool) -> None:
        """JSON alone on standard output, whatever happened; or words, on standard error where nothing was saved."""
        if as_json:
            self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1))
        else:
            (self.stderr if told["errors"] else self.stdout).write(words)

    def _told(self, file, by, key_out: Path | None, key_in: list[Path], dry_run: bool) -> dict:
        """The report, after saving unless it is a dry run. Raises Stop."""
        try:
            data, who = console.list_bytes(file), console.importer_for(by)
            console.check_place(key_out)
            known = known_to(who, timezone.localdate())
        except NothingKnown as nothing:
            raise Stop(_("Ringar har inga kommuner än. Kör python manage.py seed_reference först.")) from nothing
        except (OperationalError, ProgrammingError) as error:
            raise Stop(_("Databasen svarar inte eller saknar tabeller. Kör python manage.py migrate.")) from error
        try:
            reading = read_register(read_workbook(data, file.name), known)
        except Refused as refused:
            return report.refused(str(REFUSALS[refused.code]))
        mark = fingerprint(data)
        if is_known(mark):
            return report.of_known(reading)
        passphrase = console.passphrase(is_new=bool(key_out)) if key_in or key_out else ""
        brought = console.brought(key_in, passphrase)
        kept = console.brought([key_out], passphrase) if key_out and key_out.exists() else Key()
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

    def forget(self) -> None:
        if self.beside:
            self.beside.unlink(missing_ok=True)


def _save(reading: Reading, mark: str, who: Importer, brought: Key, out: _KeyOut) -> dict:
    """Nothing is saved when the key can't be written: without it nobody knows who has which card."""
    try:
        with transaction.atomic():
            imported = save_register(reading=reading, mark=mark, by=who, key=brought)
            if imported.batch:
                out.write(imported.key)
    except HasErrors:  # somebody was faster
        return report.of_plan(plan_import(reading, who, brought))
    except OSError as error:
        out.forget()
        raise Stop(console.no_place()) from error
    told = report.of_import(imported)
    if imported.batch:
        out.move()
        if not out.path:
            told["doubts"].append(report.no_key_written())
    return told
