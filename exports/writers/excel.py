"""A workbook from pages: safe strings, one frozen header row, a filtered table, no formulas, no clock.

Two builds of the same pages are the same bytes: the library stamps times into its file, so the file is packed
again with fixed ones.
"""

import re
import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from exports.document import Page, Value

CREATOR = "Ringar"
STAMP = datetime(2000, 1, 1)
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_HEADER_FONT = Font(bold=True, color="FFFFFF")
_HEADER_FILL = PatternFill("solid", fgColor="0B5A60")
_WRAP = Alignment(wrap_text=True, vertical="top")
# Characters that XML cannot hold, and those that turn text around.
_UNSAFE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def workbook(pages: Sequence[Page]) -> bytes:
    """The bytes of an .xlsx with these pages as sheets."""
    book = Workbook()
    book.remove(book.active)
    book.properties.creator = book.properties.lastModifiedBy = CREATOR
    book.properties.created = STAMP
    for page in pages:
        _write(book.create_sheet(page.name), page)
    raw = BytesIO()
    book.save(raw)
    return _packed_again(raw.getvalue())


def _write(sheet: Worksheet, page: Page) -> None:
    sheet.freeze_panes = "A2"
    for index, width in enumerate(page.widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for row, values in enumerate((page.header, *page.rows), start=1):
        for column, value in enumerate(values, start=1):
            _fill(sheet.cell(row, column), value)
    for cell in sheet[1]:
        cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL
    sheet.add_table(_table(page))


def _fill(cell: Cell, value: Value) -> None:
    """A number stays a number. Everything else is text, and text stays text: "=1+1" is no formula."""
    if isinstance(value, str):
        cell.value = _UNSAFE.sub("", value)
        cell.data_type, cell.alignment = "s", _WRAP
    else:
        cell.value = value


def _table(page: Page) -> Table:
    corner = f"{get_column_letter(len(page.header))}{len(page.rows) + 1}"
    table = Table(displayName=f"table_{page.name}", ref=f"A1:{corner}")
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    return table


_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def _packed_again(raw: bytes) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as source, zipfile.ZipFile(packed, "w") as target:
        for name in sorted(source.namelist()):  # "[Content_Types].xml" first, as readers expect
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + STAMP.isoformat().encode() + b"Z", content)
            part = zipfile.ZipInfo(name, ZIP_TIME)
            part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
            target.writestr(part, content, compresslevel=6)
    return packed.getvalue()
