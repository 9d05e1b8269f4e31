"""The key as an Excel file under a passphrase (ECMA-376 agile encryption: AES-256, SHA-512, 100 000 rounds).

Excel and LibreOffice ask for the passphrase and open it: a leader needs no other program to read her own key.
"""

import io
import json
import subprocess
import sys

from circles.register_import.guard import MAX_FILE_BYTES, OLE, Refused
from circles.register_import.key import HEADINGS, Key, key_in
from circles.register_import.key_workbook import Page, workbook_bytes
from circles.register_import.workbook import CHILD_ENVIRONMENT, ROOT, WALL_SECONDS, read_workbook

LEAST_PASSPHRASE = 12  # characters, on the screen; the operator at the machine answers for their own
WIDTHS = (24, 34, 26, 26)
READ_ME = (
    "Nyckeln visar vem som har vilket kodkort. Den finns ingen annanstans: Ringar har aldrig sparat namnen.",
    "Förvara filen där bara du kommer åt den. Skicka den inte i vanlig e-post.",
    "Ge korten till deltagarna vid nästa träff. Ta med filen när du importerar nästa version av samma lista.",
    "Förstör filen när cirkeln är slut och korten är utdelade.",
)


class WrongPassphrase(Exception):
    """The passphrase doesn't open the file."""


def locked(key: Key, passphrase: str) -> bytes:
    """The file's bytes: a sheet for each leader behind one passphrase."""
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(workbook_bytes(_pages(key)))).encrypt(passphrase, out)
    return out.getvalue()


def unlocked(data: bytes, passphrase: str) -> Key:
    """Raises WrongPassphrase, or Refused for a file that is no key."""
    if len(data) > MAX_FILE_BYTES:
        raise Refused("file_too_big")
    if not data.startswith(OLE):
        raise Refused("not_a_key")
    found = key_in(read_workbook(_opened(data, passphrase)))
    if not found.entries:
        raise Refused("not_a_key")
    return found


def _opened(data: bytes, passphrase: str) -> bytes:
    """Opened in a process of its own: a file may ask for as many rounds as it likes."""
    header = json.dumps(passphrase).encode() + b"\n"
    try:
        done = subprocess.run(
            [sys.executable, "-m", "circles.register_import.key_child"],
            input=header + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env=CHILD_ENVIRONMENT,
            timeout=WALL_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused("not_a_key") from error
    if done.returncode == 3:
        raise WrongPassphrase
    if done.returncode:
        raise Refused("not_a_key")
    return done.stdout


def _pages(key: Key) -> list[Page]:
    """What to do with the file, then a sheet for each leader."""
    pages = [Page("Läs mig", tuple((line,) for line in READ_ME), (100,), has_headings=False)]
    for number, (leader, entries) in enumerate(key.by_leader().items(), 1):
        ordered = sorted(entries, key=lambda entry: (entry.circle, entry.name))
        rows = tuple((entry.card, entry.name, entry.circle, entry.leader) for entry in ordered)
        pages.append(Page(_sheet_title(number, leader), (HEADINGS, *rows), WIDTHS))
    return pages


def _sheet_title(number: int, leader: str) -> str:
    kept = "".join(mark for mark in leader if mark.isalnum() or mark in " -")[:24].strip()
    return f"{number} {kept}".strip()
