"""What a workbook must be before openpyxl may see it.

openpyxl believes what a file says of itself: a 4.6 kB file that claims to be a million rows wide blocks it
for over a minute. So the container is measured first, then every XML part is walked once without building
anything.

Runs in the child process: standard library only, no Django. Refusals are codes; `sentences` speaks them.
"""

import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

MAX_FILE_BYTES = 5 * 1024 * 1024
MAX_PARTS = 600
MAX_DIRECTORY_BYTES = 200_000
MAX_UNPACKED_BYTES = 40 * 1024 * 1024
MAX_RATIO = 200  # ordinary sheets pack 5 to 40 times; a zip bomb about 1000
RATIO_COUNTS_FROM = 100_000  # bytes unpacked
MAX_SHEETS = 100
MAX_DECLARED_CELLS = 2_000_000
MAX_CELLS = 150_000  # with the empty but coloured ones above and beside the last filled one
MAX_FILLED_CELLS = 50_000
MAX_FILLED_ROW = 20_000
MAX_FILLED_COLUMN = 400
MAX_WIDTH_SUM = 2_000_000  # openpyxl pads every row to its last cell
MAX_ELEMENTS = 1_000_000
MAX_OTHER_ELEMENTS = 40_000  # outside cells and texts: each becomes an object in openpyxl
MAX_CELL_TEXT = 33_000  # Excel's own limit is 32 767
MAX_PAGE_TEXT = 300  # headers and footers; Excel's own limit is 255, and openpyxl's pattern is cubic
MAX_OTHER_TEXT = 9_000  # a formula may have 8 192
MAX_FORMAT = 300  # a number format; openpyxl's pattern is quadratic
MAX_STRINGS = 40_000
MAX_DEPTH = 40
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


class Refused(Exception):
    """The file is not read. `code` names the sentence that says why and what to do."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


@dataclass
class SheetFacts:
    """What openpyxl's read-only mode does not tell: merged ranges, and which cells hold a formula."""

    merges: list[str] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    last_row: int = 0  # the last filled one; some programs write a thousand empty ones after it


def check(data: bytes) -> dict[str, SheetFacts]:
    """The facts of each sheet part by its path. Raises Refused."""
    _check_kind(data)
    _check_directory(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_parts(archive.infolist())
            return _walk(archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        struct.error,
        EOFError,
        OSError,
        RuntimeError,
        ValueError,
    ) as error:
        raise Refused("broken_zip") from error


# --- The file as bytes ---------------------------------------------------------------------------------


def _check_kind(data: bytes) -> None:
    if not data:
        raise Refused("empty_file")
    if len(data) > MAX_FILE_BYTES:
        raise Refused("file_too_big")
    if data.startswith(OLE):
        raise Refused("has_password" if "EncryptedPackage".encode("utf-16-le") in data else "old_excel")
    if not data.startswith(b"PK\x03\x04"):
        raise Refused(_kind_of_text(data[:2048]))


def _kind_of_text(start: bytes) -> str:
    if start.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff")):
        return "picture_or_pdf"
    if b"<html" in start.lower() or b"<table" in start.lower():
        return "web_page"
    if b"\x00" not in start and any(mark in start for mark in (b";", b",", b"\t")):
        return "csv_file"
    return "not_a_workbook"


def _check_directory(data: bytes) -> None:
    """Read the end record by hand: the zip module would load a directory of a million names first."""
    at = data.rfind(b"PK\x05\x06", -66_000)
    if at < 0 or len(data) < at + 22:
        raise Refused("broken_zip")
    count, size = struct.unpack_from("<HI", data, at + 10)
    if count > MAX_PARTS or size > MAX_DIRECTORY_BYTES:
        raise Refused("too_many_parts")


# --- The container -------------------------------------------------------------------------------------


def _check_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    lowered = {name.lower() for name in names}
    if len(parts) > MAX_PARTS:
        raise Refused("too_many_parts")
    if len(lowered) != len(names) or any(_is_odd(name) for name in names):
        raise Refused("odd_names")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused("has_password")
    if any(part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for part in parts):
        raise Refused("broken_zip")
    _check_content(lowered)
    _check_sizes(parts)


def _is_odd(name: str) -> bool:
    return (
        name.startswith(("/", "\\"))
        or "\\" in name
        or ":" in name
        or ".." in name.split("/")
        or not name.isprintable()
        or len(name) > 200
    )


def _check_content(names: set[str]) -> None:
    if "mimetype" in names or "content.xml" in names:
        raise Refused("opendocument")
    if "xl/workbook.bin" in names:
        raise Refused("binary_excel")
    if "word/document.xml" in names or any(name.startswith("index/") for name in names):
        raise Refused("other_program")
    if any("vbaproject" in name or name.startswith("xl/macrosheets/") for name in names):
        raise Refused("has_macros")
    if any(name.startswith("xl/externallinks/") for name in names):
        raise Refused("links_to_files")
    if any(name.startswith(("xl/embeddings/", "xl/activex/")) for name in names):
        raise Refused("has_embedded")
    if "[content_types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise Refused("not_a_workbook")


def _check_sizes(parts: list[zipfile.ZipInfo]) -> None:
    if sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
        raise Refused("unpacks_too_big")
    for part in parts:
        ratio = part.file_size / max(1, part.compress_size)
        if part.file_size > RATIO_COUNTS_FROM and ratio > MAX_RATIO:
            raise Refused("unpacks_too_big")


# --- The XML -------------------------------------------------------------------------------------------


def _walk(archive: zipfile.ZipFile) -> dict[str, SheetFacts]:
    budget, facts = _Budget(), {}
    for part in archive.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            walker = _Walker(budget)
            with archive.open(part) as source:
                walker.run(source)
            if walker.is_sheet:
                facts[part.filename] = walker.facts
    return facts


@dataclass
class _Budget:
    """What the whole workbook may cost."""

    elements: int = 0
    others: int = 0
    cells: int = 0
    filled: int = 0
    width: int = 0
    strings: int = 0
    sheets: int = 0


class _Walker:
    """One pass over one part. Refuses document types: entities are the oldest way to blow up a reader."""

    def __init__(self, budget: _Budget):
        self.budget, self.facts, self.is_sheet = budget, SheetFacts(), False
        self.depth = self.row = self.column = self.text = 0
        self.cells_since = self.width_since = 0  # since the last filled cell
        self.ref, self.most_text = "", MAX_OTHER_TEXT
        self.in_sheet = {
            "c": self._cell,
            "row": self._row,
            "v": self._filled,
            "is": self._filled,
            "f": self._formula,
            "mergeCell": self._merge,
            "dimension": self._dimension,
        }
        self.elsewhere = {
            "si": self._string,
            "sheet": self._named_sheet,
            "Override": self._content_type,
            "Default": self._content_type,
            "Relationship": self._relationship,
            "numFmt": self._number_format,
        }

    def run(self, source) -> None:
        parser = expat.ParserCreate()
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        try:
            parser.ParseFile(source)
        except expat.ExpatError as error:
            raise Refused("broken_xml") from error

    def _refuse_doctype(self, *_):
        raise Refused("has_entities")

    def _start(self, name: str, attributes: dict) -> None:
        local = name if ":" not in name else name.rpartition(":")[2]
        if not self.depth:
            self._root(local, attributes)
        self._count(local)
        handler = (self.in_sheet if self.is_sheet else self.elsewhere).get(local)
        if handler:
            handler(attributes)

    def _root(self, local: str, attributes: dict) -> None:
        """A sheet is known by its root: a hostile file may call the part what it likes."""
        self.is_sheet = local == "worksheet"
        if local in {"worksheet", "workbook"} and any("purl.oclc.org" in value for value in attributes.values()):
            raise Refused("strict_excel")

    def _count(self, local: str) -> None:
        budget = self.budget
        budget.elements += 1
        self.depth += 1
        self.text = 0
        self.most_text = _most_text(local)
        if local not in _TEXT_ELEMENTS:
            budget.others += 1
        if self.depth > MAX_DEPTH:
            raise Refused("broken_xml")
        if budget.elements > MAX_ELEMENTS:
            raise Refused("too_many_cells")
        if budget.others > MAX_OTHER_ELEMENTS:
            raise Refused("too_many_styles")

    def _end(self, _name: str) -> None:
        self.depth -= 1

    def _characters(self, text: str) -> None:
        self.text += len(text)
        if self.text > self.most_text:
            raise Refused("long_texts")

    # Outside the sheets

    def _string(self, _attributes: dict) -> None:
        self.budget.strings += 1
        if self.budget.strings > MAX_STRINGS:
            raise Refused("too_many_cells")

    def _named_sheet(self, _attributes: dict) -> None:
        self.budget.sheets += 1
        if self.budget.sheets > MAX_SHEETS:
            raise Refused("too_many_sheets")

    def _content_type(self, attributes: dict) -> None:
        kind, part = attributes.get("ContentType", ""), attributes.get("PartName", ".xml")
        if "macroEnabled" in kind:
            raise Refused("has_macros")
        if "spreadsheetml" in kind and kind.endswith("+xml") and not part.lower().endswith(".xml"):
            raise Refused("odd_names")

    def _relationship(self, attributes: dict) -> None:
        """Whatever openpyxl will open must be a part that was walked."""
        kind, target = attributes.get("Type", ""), attributes.get("Target", "")
        if kind.endswith(("/worksheet", "/styles", "/sharedStrings", "/officeDocument")) and (
            not target.lower().endswith(".xml") or attributes.get("TargetMode") == "External"
        ):
            raise Refused("odd_names")

    def _number_format(self, attributes: dict) -> None:
        if len(attributes.get("formatCode", "")) > MAX_FORMAT:
            raise Refused("long_texts")

    # In a sheet

    def _row(self, attributes: dict) -> None:
        row = _number(attributes["r"]) if "r" in attributes else self.row + 1
        if not self.row < row <= LAST_ROW:  # openpyxl would drop a row that goes backwards without a word
            raise Refused("odd_cells")
        self.row, self.column = row, 0

    def _cell(self, attributes: dict) -> None:
        self.ref = attributes.get("r", "")
        column = _column(self.ref, self.row) if self.ref else self.column + 1
        if not self.column < column <= LAST_COLUMN:
            raise Refused("odd_cells")
        self.cells_since += 1
        self.width_since += column - self.column
        self.column = column

    def _filled(self, _attributes: dict) -> None:
        """Only up to the last filled cell does openpyxl read, so only that counts."""
        budget = self.budget
        budget.filled += 1
        budget.cells += self.cells_since
        budget.width += self.width_since
        self.cells_since = self.width_since = 0
        self.facts.last_row = self.row
        if self.row > MAX_FILLED_ROW or self.column > MAX_FILLED_COLUMN:
            raise Refused("scattered_cells")
        if budget.filled > MAX_FILLED_CELLS or budget.cells > MAX_CELLS or budget.width > MAX_WIDTH_SUM:
            raise Refused("too_many_cells")

    def _formula(self, attributes: dict) -> None:
        self.facts.formulas.append(self.ref)
        self._filled(attributes)

    def _merge(self, attributes: dict) -> None:
        self.facts.merges.append(attributes.get("ref", ""))

    def _dimension(self, attributes: dict) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        if _corner(last or first) > MAX_DECLARED_CELLS:
            raise Refused("claims_too_big")


_TEXT_ELEMENTS = frozenset({"c", "row", "v", "is", "f", "t", "si", "r", "rPr"})
_PAGE_TEXTS = frozenset({"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"})


def _most_text(local: str) -> int:
    if local in {"t", "v"}:
        return MAX_CELL_TEXT
    return MAX_PAGE_TEXT if local in _PAGE_TEXTS else MAX_OTHER_TEXT


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 8:
        raise Refused("odd_cells")
    return int(text)


def _split(ref: str) -> tuple[str, str]:
    letters = ref.rstrip("0123456789")
    return letters, ref[len(letters) :]


def _column(ref: str, row: int) -> int:
    letters, digits = _split(ref)
    if _number(digits) != row:
        raise Refused("odd_cells")
    return _letters(letters)


def _letters(letters: str) -> int:
    if not 1 <= len(letters) <= 3 or not letters.isascii() or not letters.isalpha() or not letters.isupper():
        raise Refused("odd_cells")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column


def _corner(ref: str) -> int:
    """Cells from A1 to this corner."""
    letters, digits = _split(ref.replace("$", ""))
    return _letters(letters) * _number(digits) if letters and digits else 0
