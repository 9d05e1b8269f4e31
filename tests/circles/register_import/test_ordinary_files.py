"""Workbooks of every ordinary make are read, and all say the same. No database."""

import io
import zipfile
from datetime import datetime

import pytest
from openpyxl.comments import Comment
from openpyxl.formatting.rule import ColorScaleRule
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.datavalidation import DataValidation

from circles.register_import.workbook import read_workbook
from circles.rules.register_reading.register import read_register
from tests.circles.register_import.books import (
    MAIN,
    book_of,
    by_hand,
    matrix,
    matrix_rows,
    parts_of,
    saved,
    sheet_xml,
    zipped,
)
from tests.circles.register_import.knowledge import known

ROWS = matrix_rows()
DAY_ZERO = {"1900": datetime(1899, 12, 30), "1904": datetime(1904, 1, 1)}


def decorated() -> bytes:
    """What Excel files carry besides cells: merged title, comment, hyperlink, validation, colours, panes."""
    book = book_of([["NÄRVAROLISTA"], *ROWS], "Vägar vidare 14")
    sheet = book.active
    sheet.merge_cells("A1:F1")
    sheet["A1"].font = Font(bold=True)
    sheet["A9"].comment = Comment("Ringde och meddelade", "SK")
    sheet["B4"].hyperlink = "https://example.org/"
    sheet.add_data_validation(DataValidation("list", formula1='"x,del,anm,-"', sqref="D9:F11"))
    sheet.conditional_formatting.add(
        "D9:F11", ColorScaleRule("min", start_color="AAAAAA", end_type="max", end_color="FFFFFF")
    )
    sheet.freeze_panes, sheet.auto_filter.ref = "D9", "A8:F11"
    sheet.print_title_rows = "8:8"
    return saved(book)


def old_mac() -> bytes:
    book = book_of(ROWS, "Vägar vidare 14")
    book.epoch = CALENDAR_MAC_1904
    return saved(book)


def formulas_with_values() -> bytes:
    """Excel keeps the value beside the formula."""

    def cell(value, ref):
        if isinstance(value, datetime):
            days = (value - DAY_ZERO["1900"]).days
            return f'<c r="{ref}"><f>A1+{days}</f><v>{days}</v></c>'
        if isinstance(value, int):
            return f'<c r="{ref}"><f>{value}+0</f><v>{value}</v></c>'
        return f'<c r="{ref}" t="str"><f>"{value}"</f><v>{value}</v></c>'

    return zipped(parts_of(sheet_xml(ROWS, cell), name="Vägar vidare 14"))


def shared_texts(texts_in: str = "<t>{}</t>") -> bytes:
    """As Excel writes: every text once in a part of its own."""
    texts: list[str] = []

    def cell(value, ref):
        if isinstance(value, str):
            texts.append(value)
            return f'<c r="{ref}" t="s"><v>{len(texts) - 1}</v></c>'
        number = (value - DAY_ZERO["1900"]).days if isinstance(value, datetime) else value
        return f'<c r="{ref}"><v>{number}</v></c>'

    sheet = sheet_xml(ROWS, cell, before='<dimension ref="A1:F11"/>')
    items = "".join(f"<si>{texts_in.format(text)}</si>" for text in texts)
    more = {"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{items}</sst>'}
    more["xl/_rels/workbook.xml.rels"] = parts_of(sheet)["xl/_rels/workbook.xml.rels"]
    return zipped(parts_of(sheet, name="Vägar vidare 14", more=more))


def iso_dates() -> bytes:
    def cell(value, ref):
        if isinstance(value, datetime):
            return f'<c r="{ref}" t="d"><v>{value.isoformat()}</v></c>'
        return _inline(value, ref)

    return zipped(parts_of(sheet_xml(ROWS, cell), name="Vägar vidare 14"))


def _inline(value, ref, epoch="1900"):
    if isinstance(value, datetime):
        value = (value - DAY_ZERO[epoch]).days
    if isinstance(value, int):
        return f'<c r="{ref}"><v>{value}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'


def serials_1904() -> bytes:
    sheet = sheet_xml(ROWS, lambda value, ref: _inline(value, ref, "1904"))
    return zipped(parts_of(sheet, name="Vägar vidare 14", properties='<workbookPr date1904="1"/>'))


def a_thousand_empty_rows() -> bytes:
    """As Google writes them: formatted cells to row 1000, without a dimension."""
    tail = "".join(
        f'<row r="{row}">' + "".join(f'<c r="{letter}{row}" s="0"/>' for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        + "</row>"
        for row in range(20, 1_001)
    )  # fmt: skip
    return zipped(parts_of(sheet_xml(ROWS).replace("</sheetData>", tail + "</sheetData>"), name="Vägar vidare 14"))


def prefixed() -> bytes:
    """As some .NET programs write: every element with a prefix."""
    plain = sheet_xml(ROWS).replace(f'xmlns="{MAIN}"', f'xmlns:x="{MAIN}"')
    for tag in ("worksheet", "sheetData", "row", "c", "v", "is", "t"):
        plain = (
            plain.replace(f"<{tag}>", f"<x:{tag}>")
            .replace(f"<{tag} ", f"<x:{tag} ")
            .replace(f"</{tag}>", f"</x:{tag}>")
        )
    return zipped(parts_of(plain, name="Vägar vidare 14"))


def without_references() -> bytes:
    """Cells that say only by their order where they are; an empty one holds the place."""
    lines = "".join(
        "<row>" + "".join(_inline(value, "").replace(' r=""', "") if value is not None else "<c/>" for value in row)
        + "</row>"
        for row in ROWS
    )  # fmt: skip
    return zipped(
        parts_of(f'<worksheet xmlns="{MAIN}"><sheetData>{lines}</sheetData></worksheet>', name="Vägar vidare 14")
    )


def streamed() -> bytes:
    """Sizes after the data, as programs write that can't seek."""

    class Pipe(io.BytesIO):
        def seekable(self):
            return False

        def seek(self, *_):
            raise OSError

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts_of(sheet_xml(ROWS), name="Vägar vidare 14").items():
            archive.writestr(name, content)
    return pipe.getvalue()


def broken_names() -> bytes:
    names = '<definedNames><definedName name="_xlnm.Print_Titles" localSheetId="0">#REF!</definedName></definedNames>'
    parts = parts_of(sheet_xml(ROWS), name="Vägar vidare 14")
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace("</workbook>", names + "</workbook>")
    return zipped(parts)


def other_sheets() -> bytes:
    """An instruction in front, an empty sheet behind."""
    book = book_of(ROWS, "Vägar vidare 14")
    book.create_sheet("Läs mig", 0)["A1"] = "Fyll i ett kryss för den som är här."
    book.create_sheet("Blad3")
    return saved(book)


ORDINARY = {
    "openpyxl": matrix,
    "Excel with all its trimmings": decorated,
    "Excel for Mac, 1904": old_mac,
    "day numbers without a format, 1904": serials_1904,
    "day numbers without a format, 1900": lambda: by_hand(ROWS, name="Vägar vidare 14"),
    "shared texts": shared_texts,
    "shared rich texts": lambda: shared_texts("<r><rPr><b/><sz val='11'/></rPr><t>{}</t></r>"),
    "ISO dates": iso_dates,
    "formulas with values": formulas_with_values,
    "Google, a thousand empty rows": a_thousand_empty_rows,
    "prefixed elements": prefixed,
    "cells without references": without_references,
    "not packed": lambda: zipped(parts_of(sheet_xml(ROWS), name="Vägar vidare 14"), method=zipfile.ZIP_STORED),
    "streamed": streamed,
    "broken names": broken_names,
    "other sheets beside": other_sheets,
}


@pytest.mark.parametrize("make", ORDINARY.values(), ids=ORDINARY)
def test_ordinary_file_says_the_same(make):
    reading = read_register(read_workbook(make()), known())
    assert reading.errors == ()
    [circle] = reading.circles
    assert (circle.title, circle.municipality, circle.language, circle.leaders) == (
        "Vägar vidare 14",
        "1280",
        "fa-AF",
        ("Sahar Karimi",),
    )
    assert [session.day.isoformat() for session in circle.sessions] == [
        "2025-09-03",
        "2025-09-10",
        "2025-09-17",
    ]
    assert [(person.gender, person.birth_band) for person in circle.people] == [
        ("woman", 1990),
        ("woman", 1955),
        ("man", 1990),
    ]
    assert circle.tally() == {"present": 5, "part": 1, "notified": 1, "absent": 1, "not_recorded": 1}
