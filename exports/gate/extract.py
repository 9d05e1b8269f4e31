"""Passing or refusing a finished research extract before it is locked: opened anew, row by row, with own lists.

Shares nothing with the builder: the pseudonyms that may be in it are worked out here a second time.
"""

import hashlib
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import product

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from exports.gate import allowed, extract_papers, numbers
from exports.gate.check import Finding
from exports.gate.extract_evidence import Evidence
from exports.gate.extract_lists import COLUMNS, FOLDERS, KEYS, SHEETS, WHO
from exports.gate.extract_rows import CHUNK, csv_rows, parts_of, sheet_rows, sheets_of
from exports.gate.formats import READERS, STAMPS, data_package_names, ddi_names, words_in
from exports.gate.opened import MAIN, Unreadable
from exports.gate.tables import Unreadable as NoTable

TEXT_SHEETS = ("README", "codebook")
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    Unreadable,
    NoTable,
    ParseError,
    DefusedXmlException,
    KeyError,
    ValueError,
    TypeError,  # a paper of another shape than ours
    AttributeError,
)
PAPERS = (
    "README.sv.md",
    "README.en.md",
    "datapackage.json",
    "ddi-codebook.xml",
    extract_papers.PROVENANCE,
    extract_papers.REPORT,
)
# How a CSV ends → its separator, and what it begins with.
CSV = {".csv": (",", ""), "-excel.csv": (";", "\ufeff")}


@dataclass
class Seen:
    """What the rows of one sheet told, gathered while they passed by."""

    findings: dict[Finding, None] = field(default_factory=dict)
    digest: object = field(default_factory=hashlib.sha256)
    people: set[str] = field(default_factory=set)
    last: tuple = ()
    rows: int = -1  # without the header

    def add(self, rule: str, where: str) -> None:
        self.findings[Finding(rule, where)] = None


def check_extract(data: bytes, evidence: Evidence, beat: Callable[[], object] = lambda: None) -> list[Finding]:
    """Everything that stands against the package; an empty list is a pass. `where` never holds a value.

    A large extract takes a minute: `beat` is called before each table, so that its worker isn't taken for dead.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as packed:
            return list(dict.fromkeys(_all(packed, evidence, beat)))
    except UNREADABLE as error:
        return [Finding("unreadable", type(error).__name__)]


def _all(packed: zipfile.ZipFile, evidence: Evidence, beat: Callable[[], object]) -> Iterator[Finding]:
    infos = packed.infolist()
    names = [info.filename for info in infos]
    workbooks = [name for name in names if re.fullmatch(r"[a-z0-9-]{1,60}\.xlsx", name)]
    expected = {*PAPERS, "CHECKSUMS.sha256", *workbooks}
    expected |= {f"{folder}/{sheet}{end}" for sheet in SHEETS for folder, ends in FOLDERS.items() for end in ends}
    if len(workbooks) != 1 or set(names) != expected or len(names) != len(expected):
        yield Finding("members", "zip")
        return
    if any(info.date_time != allowed.ZIP_TIME or info.comment or info.extra for info in infos) or packed.comment:
        yield Finding("timestamp", "zip")
    for name in PAPERS:
        yield from _words("\n".join(words_in(name, packed.read(name))), name, evidence)
    yield from _described(packed)
    seen: dict[str, Seen] = {}
    words: list[list] = []
    beat()
    yield from _workbook(packed.read(workbooks[0]), evidence, seen, words)
    yield from _people(seen)
    counts = {sheet: found.rows for sheet, found in seen.items()}
    papers = (packed.read(name) for name in (extract_papers.PROVENANCE, extract_papers.REPORT))
    yield from extract_papers.check_papers(*papers, counts, evidence.told)
    for folder, endings in FOLDERS.items():  # Parquet last: its library alone takes 45 MB
        for ending, (sheet, found) in product(endings, seen.items()):
            beat()
            path = f"{folder}/{sheet}{ending}"
            if ending in CSV:
                yield from _csv(packed, path, found, *CSV[ending])
            else:
                yield from _table(packed, path, found, evidence, numbers.described(words))


def _described(packed: zipfile.ZipFile) -> Iterator[Finding]:
    """Checksums fit; the descriptions name the columns that may be here, each data file's size and hash, no more."""
    told = dict(reversed(line.split("  ", 1)) for line in packed.read("CHECKSUMS.sha256").decode().splitlines())
    found = {name: _measured(packed, name) for name in packed.namelist() if name != "CHECKSUMS.sha256"}
    if told != {name: digest for name, (_, digest) in found.items()}:
        yield Finding("checksum", "CHECKSUMS.sha256")
    names = [(sheet, column) for sheet in SHEETS for column, _ in COLUMNS[sheet]]
    data = {name: measure for name, measure in found.items() if name not in PAPERS}
    yield from ddi_names(packed.read("ddi-codebook.xml"), names)
    yield from data_package_names(packed.read("datapackage.json"), names, data)


def _measured(packed: zipfile.ZipFile, name: str) -> tuple[int, str]:
    size, digest = 0, hashlib.sha256()
    for piece in _pieces(packed, name):
        size += len(piece)
        digest.update(piece)
    return size, digest.hexdigest()


def _pieces(packed: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    with packed.open(name) as member:
        while piece := member.read(CHUNK):
            yield piece


def _whole(packed: zipfile.ZipFile, name: str) -> bytearray:
    """Grown where it lies: `ZipFile.read` holds a large member twice."""
    data = bytearray()
    for piece in _pieces(packed, name):
        data += piece
    return data


def _workbook(data: bytes, evidence: Evidence, seen: dict[str, Seen], words: list[list]) -> Iterator[Finding]:
    """What its sheets of data tell is gathered in `seen`, the rows of its codebook in `words`."""
    with zipfile.ZipFile(BytesIO(data)) as book:
        yield from _wrapping(book)
        told = sheets_of(book)
        if [name for name, *_ in told] != [*TEXT_SHEETS, *SHEETS]:
            yield Finding("sheets", "workbook")
            return
        shared = parts_of(book)
        for name, state, path in told:
            if state != "visible":
                yield Finding("hidden", name)
            elements: set[str] = set()
            rows = sheet_rows(book, path, shared, elements)
            if name in TEXT_SHEETS:
                for number, row in enumerate(rows, start=1):
                    yield from _words("\n".join(map(str, row)), f"{name} {number}", evidence)
                    if name == "codebook":
                        words.append(row)
            else:
                seen[name] = _rows(name, rows, evidence)
                yield from seen[name].findings
            yield from (Finding(f"element_{one}", name) for one in sorted(elements & REFUSED))


# A place may be called as its county is, which is told: as a whole label, never within other words.
COUNTY_LABEL = re.compile(rf'(?m)(^(\d\d{numbers.BETWEEN})?|")({"|".join(numbers.COUNTIES.values())})("|$)')
REFUSED = allowed.ELEMENTS_REFUSED | {"hidden"}


def _wrapping(book: zipfile.ZipFile) -> Iterator[Finding]:
    """The parts, times and properties; and no word in what lies beside the cells."""
    for info in book.infolist():
        if not allowed.PARTS.fullmatch(info.filename):
            yield Finding("part", info.filename)
        if info.date_time != allowed.ZIP_TIME:
            yield Finding("timestamp", "workbook")
    for node in fromstring(book.read("docProps/core.xml")):
        name = node.tag.rpartition("}")[2]
        if name in ("created", "modified"):
            if node.text != allowed.CORE_TIME:
                yield Finding("timestamp", name)
        elif node.text != allowed.CORE.get(name):
            yield Finding("property", name)
    if list(fromstring(book.read("xl/workbook.xml")).iter(f"{MAIN}definedName")):
        yield Finding("defined_name", "workbook")


def _rows(name: str, rows: Iterator[list], evidence: Evidence) -> Seen:
    """Each cell on its column's list, each pseudonym one that may be here, each row after the one before."""
    seen, columns = Seen(), COLUMNS[name]
    header = next(rows, [])
    _count(seen, header)
    if header != [column for column, _ in columns]:
        seen.add("columns", name)
        return seen
    for row in rows:
        _count(seen, row)
        if len(row) != len(columns):
            seen.add("columns", name)
            continue
        for (column, is_allowed), value in zip(columns, row, strict=True):
            if not is_allowed(value):
                seen.add("label", f"{name} {column}")
            elif column in WHO and value not in evidence.who[column]:
                seen.add("who", f"{name} {column}")
        _order(seen, name, row)
    return seen


def _order(seen: Seen, name: str, row: list) -> None:
    """Sorted by pseudonym and number: any other order could be the database's."""
    key = tuple((isinstance(row[place], str), row[place]) for place in KEYS[name])
    if key < seen.last:
        seen.add("order", name)
    elif key == seen.last:
        seen.add("repeated_row", name)
    seen.last = key
    seen.people.add(row[0])


def _count(seen: Seen, row: list) -> None:
    seen.rows += 1
    seen.digest.update(("\x1f".join(map(str, row)) + "\n").encode())


def _people(seen: dict[str, Seen]) -> Iterator[Finding]:
    """Nobody has rows who isn't described."""
    if "people" in seen:
        for name, found in seen.items():
            if found.people - seen["people"].people:
                yield Finding("people", name)


def _csv(packed: zipfile.ZipFile, path: str, seen: Seen, separator: str, mark: str) -> Iterator[Finding]:
    """The CSV has the workbook's cells in the workbook's order."""
    other = Seen()
    with packed.open(path) as lines:
        for row in csv_rows(lines, separator, mark):
            _count(other, row)
    if other.digest.hexdigest() != seen.digest.hexdigest():
        yield Finding("cells", path)


def _table(
    packed: zipfile.ZipFile, path: str, seen: Seen, evidence: Evidence, words: numbers.Words
) -> Iterator[Finding]:
    """So has every other format; and no time, and nothing beside the table."""
    folder, sheet, ending = re.fullmatch(r"(\w+)/(\w+)(\.\w+)", path).groups()
    found, other = READERS[folder][ending](_whole(packed, path)), Seen()
    if ending == ".dta":
        found.rows = numbers.told_back(found.header, found.rows, sheet)
        yield from (Finding("label", f"{path} {name}") for name in numbers.mislabelled(found, sheet, words))
    _count(other, found.header)
    for row in found.rows:
        _count(other, row)
    if other.digest.hexdigest() != seen.digest.hexdigest():
        yield Finding("cells", path)
    if found.stamps != STAMPS.get(ending, set()):
        yield Finding("timestamp", path)
    if found.beside:
        yield Finding("beside", path)
    yield from _words("\n".join(found.texts), path, evidence)


def _words(text: str, where: str, evidence: Evidence) -> Iterator[Finding]:
    for told in evidence.told:
        text = text.replace(told, "")
    text = COUNTY_LABEL.sub("", text)
    if evidence.forbidden and evidence.forbidden.search(text):
        yield Finding("canary", where)
    yield from (Finding(rule, where) for rule, pattern in allowed.TEXT_REFUSED.items() if pattern.search(text))
