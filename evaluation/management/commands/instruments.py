"""`manage.py instruments`: what is on the shelf; with a file, whether it may stand there."""

import json
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from evaluation.catalogue import instruments, read_file
from evaluation.instrument_faults import sentence
from evaluation.rules.instruments import BadInstrument, Instrument


class Command(BaseCommand):
    help = "List the instruments, or check a file before it is put into evaluation/instruments/."
    requires_system_checks = []

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, nargs="?", help="a file to check: <id>-<version>.toml")
        parser.add_argument("--json", action="store_true", help="print JSON and nothing else")

    def handle(self, *, file: Path | None, **options):
        shelf = [self._checked(file)] if file else list(instruments().values())
        if options["json"]:
            self.stdout.write(json.dumps([as_dict(one) for one in shelf], ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n".join(map(_line, shelf)))

    def _checked(self, file: Path) -> Instrument:
        try:
            return read_file(file)
        except BadInstrument as bad:
            found = "\n".join(f"{sentence(fault)} [{fault.rule}]" for fault in bad.faults)
            raise CommandError(f"The file is refused.\n{found}") from None
        except OSError as error:
            raise CommandError(f"The file can't be read: {error.strerror}: {error.filename}") from None


def as_dict(one: Instrument) -> dict:
    return {
        "key": one.key,
        "name": one.name["en"],
        "entry": one.entry,
        "items": one.items,
        "lowest": one.lowest,
        "highest": one.highest,
        "better": one.better,
        "licence": dict(one.licence),
        "languages": {code: texts.reviewed_by for code, texts in one.languages.items()},
    }


def _line(one: Instrument) -> str:
    languages = ", ".join(code if texts.reviewed_by else f"{code}?" for code, texts in one.languages.items())
    return f"{one.key:<12} {one.lowest:g}-{one.highest:g}  {one.licence['state']:<12} {one.name['en']}  {languages}"
