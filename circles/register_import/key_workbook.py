"""The key as an unencrypted workbook, in memory only.

Written by hand: openpyxl would write each sheet to a temporary file first, with every name in the clear.
"""

import io
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_FROZEN = (
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" '
    'state="frozen"/></sheetView></sheetViews>'
)


# Below 4 096 bytes an OLE file keeps its contents in a mini stream, which msoffcrypto writes wrong: nobody could
# open the key again.
LEAST_BYTES = 4_096


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet. Every cell is a text: a name that begins with "=" is no formula. Widths in characters."""

    title: str
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    has_headings: bool = True


def workbook_bytes(pages: Iterable[Page]) -> bytes:
    pages = tuple(pages)
    parts = {
        "[Content_Types].xml": _content_types(len(pages)),
        "_rels/.rels": _relations([("officeDocument", "xl/workbook.xml")]),
        "xl/workbook.xml": _workbook(pages),
        "xl/_rels/workbook.xml.rels": _relations(
            [("worksheet", f"worksheets/sheet{number}.xml") for number in range(1, len(pages) + 1)]
            + [("styles", "styles.xml")]
        ),
        **{f"xl/worksheets/sheet{number}.xml": _sheet(page) for number, page in enumerate(pages, 1)},
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, _HEAD + content)
        padding = " " * LEAST_BYTES  # space after the root element means nothing
        archive.writestr("xl/styles.xml", f'{_HEAD}<styleSheet xmlns="{_MAIN}"/>{padding}', zipfile.ZIP_STORED)
    return out.getvalue()


def _content_types(count: int) -> str:
    sheets = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number}.xml" ContentType="{_TYPE}.worksheet+xml"/>'
        for number in range(1, count + 1)
    )
    return (
        f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/>{sheets}</Types>'
    )


def _relations(targets: list[tuple[str, str]]) -> str:
    lines = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{lines}</Relationships>'


def _workbook(pages: tuple[Page, ...]) -> str:
    sheets = "".join(
        f'<sheet name="{escape(page.title)}" sheetId="{number}" r:id="rId{number}"/>'
        for number, page in enumerate(pages, 1)
    )
    return f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{sheets}</sheets></workbook>'


def _sheet(page: Page) -> str:
    widths = "".join(
        f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
        for number, width in enumerate(page.widths, 1)
    )
    rows = "".join(
        f'<row r="{number}">{"".join(_cell(column, number, text) for column, text in enumerate(row))}</row>'
        for number, row in enumerate(page.rows, 1)
    )
    frozen = _FROZEN if page.has_headings else ""
    return f'<worksheet xmlns="{_MAIN}">{frozen}<cols>{widths}</cols><sheetData>{rows}</sheetData></worksheet>'


def _cell(column: int, row: int, text: str) -> str:
    place = f"{chr(65 + column)}{row}"
    return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
