"""A workbook from pages: safe strings, one frozen header row, a filtered table, no formulas, no clock.

Two builds of the same pages are the same bytes: the library stamps times into its file, so the file is packed
again with fixed ones.
"""

import re
import zipfile
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.filters import AutoFilter
from openpyxl.worksheet.table import Table, TableColumn, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from exports.document import Page, Value
from exports.writers.rows import LARGE, spliced

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
    large = {f"xl/worksheets/sheet{n}.xml": page for n, page in enumerate(pages, start=1) if _is_large(page)}
    return _packed_again(raw.getvalue(), large)


def _is_large(page: Page) -> bool:
    return len(page.rows) >= LARGE


def _write(sheet: Worksheet, page: Page) -> None:
    sheet.freeze_panes = "A2"
    for index, width in enumerate(page.widths, start=1):
        sheet.column_dimensions[get_column_letter(index)].width = width
    for row, values in enumerate((page.header, *(() if _is_large(page) else page.rows)), start=1):
        for column, value in enumerate(values, start=1):
            _fill(sheet.cell(row, column), value)
    for cell in sheet[1]:
        cell.font, cell.fill = _HEADER_FONT, _HEADER_FILL
    sheet.add_table(_table(page))


def _fill(cell: Cell, value: Value) -> None:
    """A number stays a number. Everything else is text, and text stays text: "=1+1" is no formula."""
    if isinstance(value, str):
        cell.value = _safe(value)
        cell.data_type, cell.alignment = "s", _WRAP
    else:
        cell.value = value


def _safe(text: str) -> str:
    return _UNSAFE.sub("", text)


def _table(page: Page) -> Table:
    """With its columns: the library would look for them in every cell of the table."""
    ref = f"A1:{get_column_letter(len(page.header))}{len(page.rows) + 1}"
    columns = [TableColumn(id=place, name=name) for place, name in enumerate(page.header, start=1)]
    table = Table(displayName=f"table_{page.name}", ref=ref, tableColumns=columns, autoFilter=AutoFilter(ref=ref))
    table.tableStyleInfo = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)
    return table


_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def _packed_again(raw: bytes, large: Mapping[str, Page]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as source, zipfile.ZipFile(packed, "w", compresslevel=6) as target:
        for name in sorted(source.namelist()):  # "[Content_Types].xml" first, as readers expect
            content = source.read(name)
            if name == "docProps/core.xml":
                content = _MODIFIED.sub(rb"\g<1>" + STAMP.isoformat().encode() + b"Z", content)
            pieces = spliced(content, large[name].rows, _safe) if name in large else [content]
            with target.open(_part(name, is_large=name in large), "w") as part:
                part.writelines(pieces)
    return packed.getvalue()


def _part(name: str, *, is_large: bool) -> zipfile.ZipInfo:
    part = zipfile.ZipInfo(name, ZIP_TIME)
    part.compress_type, part.create_system, part.external_attr = zipfile.ZIP_DEFLATED, 3, 0o600 << 16
    part._compresslevel = 1 if is_large else 6  # `compress_level`, in the open, from Python 3.13 on
    return part
