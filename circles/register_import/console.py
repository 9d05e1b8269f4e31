"""What can be wrong at the operator's prompt, in one sentence each, and the arguments that are read there."""

import argparse
import os
import sys
from getpass import getpass
from pathlib import Path

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from accounts.models import User
from circles.register_import import importer
from circles.register_import.guard import MAX_FILE_BYTES, Refused
from circles.register_import.importer import Importer
from circles.register_import.key import Key
from circles.register_import.key_file import WrongPassphrase, unlocked
from circles.register_import.sentences import REFUSALS

PASSPHRASE = "RINGAR_KEY_PASSPHRASE"
CONSOLE = "console"


class Stop(Exception):
    """Nothing was saved. The text is the sentence to print; `status` 2 is a fault of how the command was written."""

    def __init__(self, sentence: str, status: int = 1):
        super().__init__(sentence)
        self.status = status


def lenient(parser: CommandParser) -> CommandParser:
    """The parser, which tells what it doesn't understand as a Stop and not as English on standard error."""

    def error(_message: str):
        raise Stop(
            _(
                "Kommandot har en del som inte känns igen eller ett värde som saknas. Skriv: python manage.py "
                "import_register FIL --by E-POST [--dry-run] [--json] [--key NYCKEL.xlsx] [--key-in NYCKEL.xlsx]"
            ),
            status=2,
        )

    parser.error = error  # type: ignore[method-assign]
    return parser


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", type=Path, nargs="?", help="the attendance list, an .xlsx file")
    parser.add_argument("--by", help="a coordinator's e-mail address, or: console")
    parser.add_argument("--dry-run", action="store_true", help="say what would be saved, save nothing")
    parser.add_argument("--json", action="store_true", help="standard output holds JSON alone")
    parser.add_argument("--key", type=Path, help="write the key, name to card, to this Excel file")
    parser.add_argument("--key-in", type=Path, action="append", default=[], help="know people again by an earlier key")


def importer_for(by: str | None) -> Importer:
    if not by:
        raise Stop(_("Skriv vem som importerar: --by och en samordnares e-postadress, eller --by console."), status=2)
    if by == CONSOLE:
        return importer.console()
    user = User.objects.filter(email=by.strip().lower(), is_active=True).first()
    who = importer.coordinator(user) if user else None
    if who is None or not who.hubs:
        raise Stop(_("--by är inte en samordnare. Skriv en samordnares e-postadress, eller --by console."))
    return who


def list_bytes(file: Path | None) -> bytes:
    if file is None:
        raise Stop(_("Skriv vilken fil som ska importeras, till exempel: import_register lista.xlsx --by console"), 2)
    return _bytes_of(
        file,
        missing=_("Listan finns inte på den platsen. Kontrollera sökvägen."),
        unreadable=_("Listan går inte att läsa: den är en mapp, eller du saknar rätt att läsa den."),
    )


def brought(paths: list[Path], passphrase: str) -> Key:
    """The keys that lie there, as one."""
    key = Key()
    for path in paths:
        data = _bytes_of(
            path,
            missing=_("Nyckeln i --key-in finns inte på den platsen. Kontrollera sökvägen."),
            unreadable=_("Nyckeln går inte att läsa: den är en mapp, eller du saknar rätt att läsa den."),
        )
        key = key.with_entries(_unlocked(data, passphrase).entries)
    return key


def _unlocked(data: bytes, passphrase: str) -> Key:
    try:
        return unlocked(data, passphrase)
    except WrongPassphrase as wrong:
        raise Stop(_("Lösenfrasen öppnar inte nyckeln. Kontrollera den och försök igen.")) from wrong
    except Refused as refused:
        raise Stop(str(REFUSALS[refused.code])) from refused


def _bytes_of(file: Path, *, missing: str, unreadable: str) -> bytes:
    """One byte more than is allowed is enough to know that it is too much."""
    try:
        with file.open("rb") as source:
            return source.read(MAX_FILE_BYTES + 1)
    except FileNotFoundError as error:
        raise Stop(missing) from error
    except OSError as error:
        raise Stop(unreadable) from error


def check_place(key: Path | None) -> None:
    """A key that can't be written is told before the list is read."""
    if key and (key.is_dir() or not key.absolute().parent.is_dir()):
        raise Stop(no_place())


def no_place() -> str:
    return _("Nyckeln i --key går inte att skriva där, så inget sparades. Välj en mapp som finns.")


def passphrase(*, is_new: bool) -> str:
    """From the environment, else typed; a new one twice."""
    if given := os.environ.get(PASSPHRASE, ""):
        return given
    if not sys.stdin.isatty():
        raise Stop(_("Nyckeln behöver en lösenfras. Sätt den i %(name)s.") % {"name": PASSPHRASE})
    typed = getpass(_("Nyckelns lösenfras: "))
    if not typed or (is_new and getpass(_("En gång till: ")) != typed):
        raise Stop(_("Lösenfrasen är tom, eller så är de två olika. Inget sparades."))
    return typed
