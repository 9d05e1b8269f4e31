"""A workbook as the gate sees it: its parts, and the cells of each sheet, read from the XML itself."""

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO

from defusedxml.ElementTree import fromstring

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_REFERENCE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})$")


class Unreadable(Exception):
    """The bytes are no workbook that this reader understands."""


@dataclass
class SheetXml:
    name: str
    state: str
    root: object
    rows: list[list[str | int | float | None]] = field(default_factory=list)


@dataclass
class Opened:
    parts: dict[str, bytes]
    times: set[tuple]
    sheets: list[SheetXml]


def opened(data: bytes) -> Opened:
    """The workbook in these bytes. Raises Unreadable."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            parts = {name: packed.read(name) for name in packed.namelist()}
            times = {info.date_time for info in packed.infolist()}
        return Opened(parts, times, _sheets(parts))
    except (zipfile.BadZipFile, zlib.error, KeyError, ValueError, SyntaxError) as error:
        raise Unreadable(type(error).__name__) from error


def _sheets(parts: dict[str, bytes]) -> list[SheetXml]:
    targets = {
        relation.get("Id"): relation.get("Target").removeprefix("/xl/")
        for relation in fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    shared = _shared_strings(parts)
    return [
        _sheet(sheet, fromstring(parts["xl/" + targets[sheet.get(RELATION)]]), shared)
        for sheet in fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}sheet")
    ]


def _shared_strings(parts: dict[str, bytes]) -> list[str]:
    if "xl/sharedStrings.xml" not in parts:
        return []
    return [_text(item) for item in fromstring(parts["xl/sharedStrings.xml"])]


def _text(node) -> str:
    return "".join(piece.text or "" for piece in node.iter(f"{MAIN}t"))


def _sheet(told, root, shared: list[str]) -> SheetXml:
    sheet = SheetXml(told.get("name"), told.get("state", "visible"), root)
    for row in root.iter(f"{MAIN}row"):
        cells: list[str | int | float | None] = []
        for cell in row.iter(f"{MAIN}c"):
            column = _column(cell.get("r"))
            cells += [None] * (column - len(cells))
            cells[column - 1] = _value(cell, shared)
        sheet.rows.append(cells)
    return sheet


def _column(reference: str) -> int:
    letters = _REFERENCE.match(reference or "")
    if letters is None:
        raise Unreadable("cell reference")
    number = 0
    for letter in letters[1]:
        number = number * 26 + ord(letter) - 64
    return number


def _value(cell, shared: list[str]) -> str | int | float | None:
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        return _text(cell)
    raw = cell.findtext(f"{MAIN}v")
    if raw is None:
        return None
    if kind == "s":
        return shared[int(raw)]
    if kind == "n":
        return int(raw) if re.fullmatch(r"-?\d+", raw) else float(raw)
    return f"{kind}:{raw}"  # a date, a formula's text, an error: no allow-list knows it
