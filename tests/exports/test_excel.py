"""The workbook, read back by two libraries that did not write it."""

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from time import process_time

import openpyxl
import pytest
import time_machine
from python_calamine import CalamineWorkbook

from exports.columns import MISSING_CODES, SHEETS, sheets_in
from exports.document import Page
from exports.writers.excel import workbook
from exports.writers.rows import LARGE
from tests.exports.test_gate import FIGURES, sheets


@pytest.fixture(scope="module")
def content():
    return workbook(sheets())


def test_calamine_reads_the_same_values(content):
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names == ["README", "codebook", *FIGURES]
    for name, rows in FIGURES.items():
        header, *read = book.get_sheet_by_name(name).to_python()
        assert header == list(next(sheet.header for sheet in SHEETS if sheet.name == name))
        assert read == rows


def test_one_frozen_header_a_filtered_table_nothing_merged(content):
    book = openpyxl.load_workbook(BytesIO(content))
    for sheet in book:
        assert sheet.freeze_panes == "A2"
        (table,) = sheet.tables.values()
        assert table.ref == table.autoFilter.ref == sheet.dimensions
        assert not sheet.merged_cells.ranges
        assert sheet.sheet_state == "visible"


def test_two_builds_are_the_same_bytes_even_days_apart(content):
    with time_machine.travel("2031-05-06 07:08"):
        assert workbook(sheets()) == content


def test_nobody_and_no_time_is_named(content):
    with zipfile.ZipFile(BytesIO(content)) as packed:
        assert {part.date_time for part in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert packed.namelist()[0] == "[Content_Types].xml"
    properties = openpyxl.load_workbook(BytesIO(content)).properties
    assert (properties.creator, properties.lastModifiedBy) == ("Ringar", "Ringar")
    assert properties.created == properties.modified


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "=cmd|' /C calc'!A0", '=HYPERLINK("http://x")'])
def test_text_stays_text(text):
    book = openpyxl.load_workbook(BytesIO(workbook([Page("people", ("a",), ((text,),), (9,))])))
    cell = book["people"]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_control_and_direction_characters_are_left_out():
    book = openpyxl.load_workbook(BytesIO(workbook([Page("people", ("a",), (("ab\x00c\u202ed\u2066",),), (9,))])))
    assert book["people"]["A2"].value == "abcd"


def test_the_codebook_has_every_variable_value_and_missing_code_in_two_languages(content):
    _, *rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("codebook").to_python()
    told = {(row[0], row[1], row[3]) for row in rows}
    for sheet in sheets_in(FIGURES):
        for column in sheet.columns:
            assert (sheet.name, column.name, "") in told
            assert {(sheet.name, column.name, value) for value in column.values} <= told
    assert {code for _, _, code in told if isinstance(code, float | int)} >= set(MISSING_CODES)
    assert all(row[5] and row[6] for row in rows)


def test_the_readme_carries_the_receipt_in_two_languages(content):
    _, *rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("README").to_python()
    swedish, english = (json.dumps(column, ensure_ascii=False) for column in zip(*rows, strict=True))
    assert "Visas inte: 4 av 16 celler" in swedish
    assert "Withheld: 4 of 16 cells" in english
    assert "You cannot compare circles, municipalities or people." in english


def large(rows: int) -> Page:
    """Every kind of cell, in more rows than the library is asked to write."""
    told = [
        (f"p{n:06x}", -97 if n % 3 else 'a<b & "c" ', n, n / 4, "=1+1", "ab\x00c\u202ed", "åäö\nدري")
        for n in range(rows)
    ]
    return Page("people", ("id", "mixed", "whole", "share", "formula", "control", "words"), tuple(told), (14,) * 7)


def test_a_large_sheet_says_the_same_as_one_that_the_library_wrote():
    page = large(LARGE + 1)
    streamed = workbook([Page("README", ("a",), (("b",),), (9,)), page])
    small = workbook([replace(page, rows=page.rows[: LARGE - 1])])
    for read in (_by_openpyxl, _by_calamine):
        rows = read(streamed)
        assert len(rows) == LARGE + 2
        assert rows[:LARGE] == read(small)
    sheet = openpyxl.load_workbook(BytesIO(streamed))["people"]
    assert sheet.tables["table_people"].ref == sheet.dimensions == f"A1:G{LARGE + 2}"
    assert sheet.freeze_panes == "A2"
    assert sheet["E2"].data_type == "s"
    assert workbook([page]) == workbook([page])


def _by_openpyxl(content: bytes) -> list[tuple]:
    return list(openpyxl.load_workbook(BytesIO(content), read_only=True)["people"].values)


def _by_calamine(content: bytes) -> list[list]:
    return CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_name("people").to_python()


def test_a_large_sheet_costs_a_fifth_of_the_library_s_own_way_at_most():
    rows = tuple((f"p{n:06x}", *[n % 40] * 24) for n in range(10_000))
    page = Page("people", tuple(f"c{n}" for n in range(25)), rows, (14,) * 25)
    begun = process_time()
    workbook([page])
    streamed = process_time() - begun
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("people")
    for row in rows:
        sheet.append(row)
    book.save(BytesIO())
    assert 5 * streamed < process_time() - begun - streamed
