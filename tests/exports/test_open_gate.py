"""The gate against sabotaged exporters of open tables: each is refused by its rule's name; the honest one passes."""

import re
import zipfile
from dataclasses import replace
from io import BytesIO

import pytest

from exports.document import Page
from exports.gate import check_tables, labels
from exports.gate.open_lists import GROUPS, TABLES
from exports.public.catalogue import ALL, REST, SHEETS
from exports.public.catalogue import TABLES as CATALOGUE
from exports.public.tables import OpenTables, open_tables, with_margins
from exports.writers.excel import workbook
from tests.exports import open_tables as made
from tests.exports.crowd import crowd, drawn
from tests.exports.open_tables import COUNTED, FIGURES, KNOWN, N, W, rules

HONEST = open_tables(FIGURES)
SEX_AGE, LANGUAGE, FLOW, SESSIONS, FILMS = "P1_sex_age", "P2_language", "P5_flow", "P6_sessions", "P8_films"


def with_row(table, key, *numbers) -> OpenTables:
    """The honest tables with one row's numbers changed."""
    rows = [[*row[: len(key)], *numbers] if tuple(row[: len(key)]) == key else row for row in HONEST.figures[table]]
    assert rows != HONEST.figures[table]
    return replace(HONEST, figures=HONEST.figures | {table: rows})


def test_the_honest_files_pass():
    assert check_tables(made.files(), KNOWN) == []


def test_both_lists_declare_the_same_tables():
    """Written down twice on purpose: they say the same until one is changed without the other."""
    assert {sheet.name: list(sheet.header) for sheet in SHEETS} == {name: one.header for name, one in TABLES.items()}
    for table in CATALOGUE:
        for dimension in table.dimensions:
            groups = {one.code: set(one.labels) for one in dimension.categories}
            assert groups == {code: set(broad) for code, broad in GROUPS[dimension.column].items()}


@pytest.mark.parametrize(
    ("table", "key", "numbers", "rule"),
    [
        (SESSIONS, (1,), (108, 87, 81), "rounding"),  # true numbers
        (SESSIONS, (1,), (110, 85, 77.3), "rounding"),  # a share of two decimals
        (SESSIONS, (1,), (110, 85, 78), "share"),  # of the numbers before they were rounded
        (SESSIONS, (3,), (110, 110, W), "all_or_none"),  # everyone came
        (SESSIONS, (3,), (110, W, 100), "all_or_none"),
        (SESSIONS, (1,), (110, 0, W), "zero"),
        (SESSIONS, (1,), (110, 5, 5), "small_cell"),
        (SESSIONS, (1,), (110, 3, 3), "small_cell"),
        (SESSIONS, (1,), (115, 85, 74), "not_in_files"),
        (SESSIONS, (99,), (40, 20, 50), "not_in_files"),
        (FLOW, ("completed",), (80, 61), "share"),
        (FLOW, ("started",), (130, W), "all_or_none"),
        (FLOW, ("before",), (40, 31), "not_in_files"),
        (FLOW, ("after",), (0, W), "zero"),
        (FILMS, ("all",), (41, N), "rounding"),
        (FILMS, ("all",), (45, N), "margin"),  # the true number of showings
        (FILMS, ("other",), (7, W), "small_cell"),
        (SEX_AGE, ("woman", ALL), (65, 54), "margin"),
        (SEX_AGE, (ALL, ALL), (125, N), "margin"),
    ],
)
def test_a_sabotaged_number_is_refused(table, key, numbers, rule):
    assert rule in rules(made.files(sheets=made.book(with_row(table, key, *numbers))))


def test_the_only_number_of_a_line_is_refused():
    """Withheld rightly, it is written: all of that sex would be of that age."""
    shown = {(sex, age): 20 for sex in ("woman", "man") for age in ("under_50", REST)}
    alone = {("other_or_not_said", "under_50"): 20}
    cells = {(row[0], row[1]): W for row in HONEST.figures[SEX_AGE] if ALL not in row}

    def written(numbers):
        rows = with_margins(cells | numbers)
        return made.files(replace(HONEST, figures=HONEST.figures | {SEX_AGE: rows}))

    assert "all_or_none" not in rules(written(shown))
    assert "all_or_none" in rules(written(shown | alone))


@pytest.mark.parametrize(
    ("table", "row", "rule"),
    [
        (LANGUAGE, ["arabic", W, W], "label"),  # finer than the table
        (LANGUAGE, ["Malmö", W, W], "label"),
        (FLOW, ["left", 10, 8], "label"),
        (SESSIONS, [41, W, W, W], "label"),
        (FILMS, ["svenska", W, W], "label"),
        (LANGUAGE, ["semitic", W, W], "repeated_row"),
        (SESSIONS, [11, W, W, W], "not_in_files"),
    ],
)
def test_a_row_too_many_is_refused(table, row, rule):
    rows = [*HONEST.figures[table], row]
    assert rule in rules(made.files(replace(HONEST, figures=HONEST.figures | {table: rows})))


def test_a_row_left_out_is_refused():
    rows = [row for row in HONEST.figures[SESSIONS] if row[0] != 99]
    assert rules(made.files(replace(HONEST, figures=HONEST.figures | {SESSIONS: rows}))) == {"not_in_files"}


def test_thirty_people_and_three_circles_stand_behind_each_table():
    assert rules(made.files(), replace(KNOWN, circles=2)) == {"circles"}
    few = FIGURES | {"F_flow": [["invited", N, 33], ["enrolled", N, 27], *FIGURES["F_flow"][2:]]}
    assert "people" in rules(made.files(), replace(KNOWN, sheets=few))
    assert "people" in rules(
        made.files(), replace(KNOWN, sheets=FIGURES | {"A_characteristics": FIGURES["A_characteristics"][:29]})
    )


def test_a_count_of_others_than_those_of_the_scientific_files_is_refused():
    """As a cumulative exporter would write it: everyone so far, not the batch."""
    everyone = {"A_characteristics": drawn(crowd(7, people=300)).rows, **COUNTED}
    assert "not_in_files" in rules(made.files(open_tables(everyone)))


@pytest.mark.parametrize(
    ("programme", "rule"),
    [
        ("Vägar vidare 14", "canary"),
        ("i malmö", "canary"),
        ("den 2026-03-04", "date"),
        ("3f2504e0-4f89-11d3-9a0c-0305e82c3301", "identifier"),
    ],
)
def test_words_that_point_at_someone_are_refused(programme, rule):
    assert rule in rules(made.files(programme=programme))


def test_a_sheet_too_many_a_column_too_many_or_another_order_is_refused():
    honest = made.book()
    people = Page("people", ("id",), ((1,),), (10,))
    assert "sheets" in rules(made.files(sheets=[*honest, people]))
    assert "sheets" in rules(made.files(sheets=[*honest[:2], *honest[:1:-1]]))
    page = honest[2]
    index = Page(page.name, ("index", *page.header), tuple((0, *row) for row in page.rows), (9, *page.widths))
    assert "columns" in rules(made.files(sheets=[*honest[:2], index, *honest[3:]]))


@pytest.mark.parametrize(
    ("part", "before", "after", "rule"),
    [
        ("xl/workbook.xml", 'state="visible"', 'state="hidden"', "hidden"),
        ("xl/worksheets/sheet3.xml", '<row r="2">', '<row r="2" hidden="1">', "hidden"),
        ("xl/worksheets/sheet3.xml", "</sheetData>", '</sheetData><mergeCell ref="A1:B1"/>', "element_mergeCell"),
        ("docProps/core.xml", "2000-01-01T00", "2026-03-04T17", "timestamp"),
    ],
)
def test_what_hides_in_the_xml_is_refused(part, before, after, rule):
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook(made.book()))) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            text = source.read(name).decode()
            if name == part:
                assert re.search(before, text)
                text = re.sub(before, after, text, count=1)
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
    assert rule in rules(made.files() | {"xlsx": packed.getvalue()})


def test_every_other_format_holds_the_same_cells():
    other = made.files(with_row(FILMS, ("prs",), 20, 44))
    for kind in ("csv", "sav", "dta", "parquet", "zip"):
        assert rules(made.files() | {kind: other[kind]}) & {"members", "cells"}
    assert rules({"xlsx": made.files()["xlsx"]}) == {"formats"}


def test_what_is_no_workbook_is_refused():
    assert rules(made.files() | {"xlsx": b"PK"}) == {"unreadable"}


def test_a_changed_file_of_labels_is_refused(monkeypatch):
    labels.lines.cache_clear()
    monkeypatch.setitem(labels.SHA256, "sex", "0" * 64)
    try:
        assert "hierarchy" in rules(made.files())
    finally:
        labels.lines.cache_clear()


def test_findings_never_hold_a_value():
    found = check_tables(made.files(with_row(SESSIONS, (1,), 108, 87, 81)), KNOWN)
    assert not any("108" in one.where or "87" in one.where for one in found)
