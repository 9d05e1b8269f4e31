"""Files made to hurt, or that no one should feed to a reader. Each with the code of its refusal."""

import io
import zipfile

from msoffcrypto.format.ooxml import OOXMLFile

from tests.circles.register_import.books import (
    MAIN,
    by_hand,
    matrix,
    matrix_rows,
    parts_of,
    sheet_xml,
    zipped,
)  # fmt: skip

ROWS = matrix_rows()
SHEET = sheet_xml(ROWS)
DOCTYPE = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


def _with(**parts) -> bytes:
    """Stored, so that it is the content that is refused and not how well it packs."""
    more = {name.replace("__", "/"): value for name, value in parts.items()}
    return zipped(parts_of(SHEET, more=more), method=zipfile.ZIP_STORED)


def _added(name: str, content: str | bytes = b"x") -> bytes:
    return zipped(parts_of(SHEET) | {name: content})


def _sheet(xml: str) -> bytes:
    return zipped(parts_of(xml))


def _raw(cells: str, before: str = "", after: str = "") -> bytes:
    sheet = f'<worksheet xmlns="{MAIN}">{before}<sheetData>{cells}</sheetData>{after}</worksheet>'
    return zipped(parts_of(sheet), method=zipfile.ZIP_STORED)


def _encrypted() -> bytes:
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(matrix())).encrypt("lösen", out)
    return out.getvalue()


def _flagged() -> bytes:
    """A zip whose entries say that they are encrypted."""
    data = bytearray(matrix())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def _duplicate_names() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in parts_of(SHEET).items():
            archive.writestr(name, content)
        archive.writestr("XL/WORKBOOK.XML", "<x/>")
    return buffer.getvalue()


def _lying_directory() -> bytes:
    """An end record that claims few parts and a directory of megabytes."""
    data = bytearray(matrix())
    at = data.rfind(b"PK\x05\x06")
    data[at + 12 : at + 16] = (4_000_000).to_bytes(4, "little")
    return bytes(data)


def _million_parts() -> bytes:
    return zipped(parts_of(SHEET) | {f"xl/media/{number}.png": b"" for number in range(5_000)})


def _deep() -> bytes:
    return _with(**{"xl__theme.xml": "<a>" * 50_000 + "</a>" * 50_000})


def _rows_backwards() -> str:
    return '<row r="5"><c r="A5"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>'


def _sheet_in_disguise() -> bytes:
    """A sheet under a name that no scanner would open."""
    parts = parts_of(SHEET)
    wide = f'<worksheet xmlns="{MAIN}"><sheetData>{_wide_rows()}</sheetData></worksheet>'
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        "worksheets/sheet1.xml", "media/image1.png"
    )
    return zipped(parts | {"xl/media/image1.png": wide})


def _wide_rows() -> str:
    """Fifteen hundred rows that openpyxl would pad to 16 384 cells each."""
    rows = "".join(f'<row r="{row}"><c r="XFD{row}" s="1"/></row>' for row in range(1, 1_500))
    return rows + '<row r="1600"><c r="A1600"><v>1</v></c></row>'


def _styles(count: int) -> str:
    return f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * count}</cellXfs></styleSheet>'


def _strings(count: int) -> str:
    return f'<sst xmlns="{MAIN}">{"<si><t>a</t></si>" * count}</sst>'


def _long_header() -> str:
    return "<headerFooter><oddHeader>" + "&amp;L&amp;C" * 5_000 + "</oddHeader></headerFooter>"


HOSTILE = {
    "empty": (lambda: b"", "empty_file"),
    "too big": (lambda: b"PK\x03\x04" + b"0" * (6 * 1024 * 1024), "file_too_big"),
    "a picture": (lambda: b"\x89PNG\r\n\x1a\n" + b"0" * 500, "picture_or_pdf"),
    "a text": (lambda: b"hej" * 50, "not_a_workbook"),
    "csv": (lambda: "Datum;Deltagare;Närvaro\n2025-09-03;Zahra Kovalenko;x\n".encode(), "csv_file"),
    "web page named xlsx": (lambda: b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
    "old xls": (lambda: bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 2_000, "old_excel"),
    "password": (_encrypted, "has_password"),
    "zip with password": (_flagged, "has_password"),
    "cut off": (lambda: matrix()[:-200], "broken_zip"),
    "garbled": (lambda: matrix()[:300] + b"\xff" * 400 + matrix()[700:], "broken_zip"),
    "opendocument": (lambda: zipped({"mimetype": "application/vnd.oasis", "content.xml": "<x/>"}), "opendocument"),
    "xlsb": (lambda: _added("xl/workbook.bin"), "binary_excel"),
    "word document": (lambda: zipped({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}), "other_program"),
    "ordinary zip": (lambda: zipped({"bilder/1.jpg": b"x"}), "not_a_workbook"),
    "macros": (lambda: _added("xl/vbaProject.bin"), "has_macros"),
    "links to other files": (lambda: _added("xl/externalLinks/externalLink1.xml", "<x/>"), "links_to_files"),
    "embedded objects": (lambda: _added("xl/embeddings/oleObject1.bin"), "has_embedded"),
    "path out of the folder": (lambda: _added("../../etc/cron.d/x"), "odd_names"),
    "duplicate names": (_duplicate_names, "odd_names"),
    "five thousand parts": (_million_parts, "too_many_parts"),
    "directory that lies": (_lying_directory, "too_many_parts"),
    "zip bomb in a sheet": (lambda: _sheet(" " * 30_000_000 + SHEET), "unpacks_too_big"),
    "zip bomb beside": (lambda: _added("xl/media/image1.png", b"\0" * 60_000_000), "unpacks_too_big"),
    "entities": (lambda: _sheet(SHEET.replace("<worksheet", DOCTYPE + "<worksheet", 1)), "has_entities"),
    "entities in the texts": (lambda: _with(**{"xl__sharedStrings.xml": DOCTYPE + _strings(1)}), "has_entities"),
    "xml that breaks off": (lambda: _sheet(SHEET[:-40]), "broken_xml"),
    "nested too deep": (_deep, "broken_xml"),
    "claims a million rows": (
        lambda: _raw('<row r="1"><c r="A1"><v>1</v></c></row>', '<dimension ref="A1:XFD1048576"/>'),
        "claims_too_big",
    ),
    "rows padded to the last column": (lambda: _raw(_wide_rows()), "too_many_cells"),
    "a value in the last cell": (
        lambda: _raw('<row r="1048576"><c r="A1048576"><v>1</v></c></row>'),
        "scattered_cells",
    ),
    "rows backwards": (lambda: _raw(_rows_backwards()), "odd_cells"),
    "a cell in another row": (lambda: _raw('<row r="1"><c r="A900"><v>1</v></c></row>'), "odd_cells"),
    "a cell called nonsense": (lambda: _raw('<row r="1"><c r="ÄÖ1"><v>1</v></c></row>'), "odd_cells"),
    "seventy thousand values": (
        lambda: _raw("".join(f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>' for row in range(1, 70_000))),
        "scattered_cells",
    ),
    "too many values": (
        lambda: _raw(
            "".join(
                f'<row r="{row}">' + "".join(f'<c><v>{row % 7}</v></c>' for _ in range(40)) + "</row>"
                for row in range(1, 2_000)
            )
        ),
        "too_many_cells",
    ),
    "sixty thousand styles": (lambda: _with(**{"xl__styles.xml": _styles(60_000)}), "too_many_styles"),
    "fifty thousand texts": (lambda: _with(**{"xl__sharedStrings.xml": _strings(50_000)}), "too_many_cells"),
    "a text of a megabyte": (
        lambda: _raw(f'<row r="1"><c r="A1" t="str"><v>{"ab" * 500_000}</v></c></row>'),
        "long_texts",
    ),
    "a page header that never parses": (lambda: _raw("", after=_long_header()), "long_texts"),
    "a number format that never parses": (
        lambda: _with(
            **{
                "xl__styles.xml": f'<styleSheet xmlns="{MAIN}"><numFmts>'
                f'<numFmt numFmtId="165" formatCode="{"[" * 9_000}"/>'
                "</numFmts></styleSheet>"
            }
        ),
        "long_texts",
    ),
    "two hundred sheets": (
        lambda: zipped(
            parts_of(SHEET)
            | {"xl/workbook.xml": f'<workbook xmlns="{MAIN}"><sheets>{"<sheet/>" * 200}</sheets></workbook>'}
        ),
        "too_many_sheets",
    ),
    "a sheet in disguise": (_sheet_in_disguise, "odd_names"),
    "strict workbook": (
        lambda: zipped(
            {
                name: content.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
                for name, content in parts_of(SHEET).items()
            }
        ),
        "strict_excel",
    ),
    "broken insides": (lambda: by_hand(ROWS, more={"xl/styles.xml": f'<styleSheet xmlns="{MAIN}"><cellXfs count="x">'
                                                   '<xf numFmtId="å"/></cellXfs></styleSheet>'}), "unreadable"),
    "a text that is not there": (
        lambda: _raw('<row r="1"><c r="A1" t="s"><v>99</v></c></row>'),
        "unreadable",
    ),
}  # fmt: skip


def templates_with_macros() -> bytes:
    """An .xlsm renamed to .xlsx: macros gone, its content type kept."""
    parts = parts_of(SHEET)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
        "application/vnd.ms-excel.sheet.macroEnabled.main+xml",
    )
    return zipped(parts)


HOSTILE["macro workbook renamed"] = (templates_with_macros, "has_macros")
