"""The rows of a workbook's sheet and of a CSV, one after another: an extract is too large to be held whole."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from functools import cache
from xml.parsers import expat  # nosec B407  document types are refused

from defusedxml.ElementTree import fromstring

from exports.gate.opened import MAIN, RELATION, Unreadable

CHUNK = 1 << 18  # bytes
_WHOLE = re.compile(r"-?\d+")
_LETTERS = re.compile(r"([A-Z]{1,3})[0-9]{1,7}")


def sheets_of(book: zipfile.ZipFile) -> list[tuple[str, str, str]]:
    """(name, state, part) of each sheet, in the workbook's order."""
    targets = {
        relation.get("Id"): relation.get("Target").removeprefix("/xl/")
        for relation in fromstring(book.read("xl/_rels/workbook.xml.rels"))
    }
    return [
        (sheet.get("name"), sheet.get("state", "visible"), "xl/" + targets[sheet.get(RELATION)])
        for sheet in fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}sheet")
    ]


def parts_of(book: zipfile.ZipFile) -> list[str]:
    """The strings that cells refer to by number."""
    if "xl/sharedStrings.xml" not in book.namelist():
        return []
    return [_text(item) for item in fromstring(book.read("xl/sharedStrings.xml"))]


def sheet_rows(book: zipfile.ZipFile, path: str, shared: list[str], elements: set[str]) -> Iterator[list]:
    """Each row's values; the names of all elements, and "hidden", gather in `elements`.

    A document type is refused: with it come entities, which can fill the memory.
    """
    reading = _Reading(shared, elements)
    parser = expat.ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = reading.start, reading.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = reading.text, reading.refuse
    parser.buffer_text = True
    try:
        with book.open(path) as part:
            while piece := part.read(CHUNK):
                parser.Parse(piece)
                yield from reading.take()
            parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise Unreadable("xml") from error
    yield from reading.take()


class _Reading:
    """The rows of a sheet as the parser comes by them."""

    def __init__(self, shared: list[str], elements: set[str]):
        self.shared, self.elements = shared, elements
        self.rows: list[list] = []
        self.cells: list = []
        self.kind, self.place, self.words = "n", 0, None

    def start(self, name: str, facts: dict) -> None:
        self.elements.add(name)
        if facts.get("hidden") in ("1", "true"):
            self.elements.add("hidden")
        if name == "c":
            self.kind, self.place, self.words = facts.get("t", "n"), _place(facts.get("r")), None
        elif name in ("v", "t"):
            self.words = []
        elif name == "row":
            self.cells = []

    def text(self, piece: str) -> None:
        if self.words is not None:
            self.words.append(piece)

    def end(self, name: str) -> None:
        if name == "c":
            self.cells += [None] * (self.place - len(self.cells))
            self.cells[self.place - 1] = _value(self.kind, self.words, self.shared)
            self.words = None
        elif name == "row":
            self.rows.append(self.cells)

    def refuse(self, *_) -> None:
        raise Unreadable("document type")

    def take(self) -> list[list]:
        rows, self.rows = self.rows, []
        return rows


def _place(reference: str | None) -> int:
    letters = _LETTERS.fullmatch(reference or "")
    if letters is None:
        raise Unreadable("cell reference")
    return _number(letters[1])


@cache
def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _text(node) -> str:
    return "".join(piece.text or "" for piece in node.iter(f"{MAIN}t"))


def _value(kind: str, words: list[str] | None, shared: list[str]):
    if words is None:
        return None
    raw = "".join(words)
    if kind == "inlineStr":
        return raw
    if kind == "s":
        return shared[int(raw)]
    if kind == "n" and _WHOLE.fullmatch(raw):
        return int(raw)
    return f"{kind}:{raw}"  # a fraction, a date, a formula's text: no list knows it


def csv_rows(lines: Iterable[bytes], separator: str = ",", mark: str = "") -> Iterator[list[str]]:
    """Our cells hold no quotation marks, separators or line ends. `mark`: what the file begins with."""
    for number, line in enumerate(lines):
        text = line.decode("utf-8")
        if "\r" in text or not text.endswith("\n") or (not number and not text.startswith(mark)):
            raise Unreadable("line ends")
        yield text[0 if number else len(mark) : -1].split(separator)
