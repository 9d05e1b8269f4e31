"""The gate against sabotaged exporters: each is refused by the name of its rule; the honest one passes."""

import re
import zipfile
from io import BytesIO

import pytest

from exports.document import About, Page, pages
from exports.figures.attendance import attendance
from exports.figures.delivery import delivery
from exports.figures.flow import flow
from exports.gate import Evidence, check, evidence
from exports.receipt import receipt
from exports.writers.excel import workbook
from tests.exports import closed, ledger
from tests.exports.zips import damaged

BOOK, SHEET, CORE = "xl/workbook.xml", "xl/worksheets/sheet3.xml", "docProps/core.xml"
FIGURES = {
    "C_attendance": [[1, 63, 51, 3], [2, 57, 51, 0], [99, -96, -96, -96]],
    "D_delivery": [["module", 1, -97, -97, 9, 9, -97], ["film", -97, 1, "prs", -97, 9, 87]],
    "F_flow": [["invited", -97, 63], ["before", -97, -97], ["left", "moved", 3], ["left", "health", -96]],
}
KNOWN = Evidence(
    {
        ("C_attendance", 1): 7,
        ("C_attendance", 2): 7,
        ("D_delivery", "module", 1, -97, -97): 7,
        ("D_delivery", "film", -97, 1, "prs"): 7,
        ("F_flow", "invited", -97): 7,
        ("F_flow", "left", "moved"): 3,
    },
    frozenset({"Vägar vidare 14", "Sahar Karimi", "Malmö"}),
)


def sheets(figures=None, **about) -> list[Page]:
    figures = figures or FIGURES
    facts = {"programme": "Vägar vidare", "period": "2026H1", "edition": 1, "languages": {}}
    return pages(figures, About(**facts | {"receipt": receipt(figures)} | about))


def rules(content, known=KNOWN) -> set[str]:
    return {finding.rule for finding in check(content, known)}


def with_rows(sheet, *rows) -> bytes:
    return workbook(sheets(FIGURES | {sheet: [*FIGURES[sheet], *rows]}))


def repacked(change) -> bytes:
    """The honest file with its parts changed by `change(name, text)`; None leaves a part out."""
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook(sheets()))) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            text = change(name, source.read(name).decode())
            if text is not None:
                target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), text)
    return packed.getvalue()


def replaced(part, before, after) -> bytes:
    def change(name, text):
        assert name != part or re.search(before, text)
        return re.sub(before, after, text, count=1) if name == part else text

    return repacked(change)


def test_the_honest_file_passes():
    assert check(workbook(sheets()), KNOWN) == []


@pytest.mark.django_db
def test_a_real_batch_passes_and_its_evidence_is_its_own(world):
    for number, circle in enumerate(closed.closed_circles(world, 7, 9)):
        closed.seat(world, circle, enrolled_at=closed.FIRST, status="left", reason="moved" if number else "health")
    batch = ledger.requested(world).batch
    figures = {"C_attendance": attendance(batch), "D_delivery": delivery(batch), "F_flow": flow(batch)}
    content = workbook(sheets(figures))
    known = evidence(batch)
    assert known.circles["F_flow", "left", "moved"] == 6
    assert known.circles["F_flow", "left", "health"] == 1
    assert check(content, known) == []
    assert rules(workbook(sheets(figures, programme="Vägar vidare 100")), known) == {"canary"}


@pytest.mark.parametrize(
    ("sheet", "row", "rule"),
    [
        ("C_attendance", [3, 62, 51, 3], "count"),  # not rounded
        ("C_attendance", [3, 60.5, 51, 3], "count"),  # a mean
        ("C_attendance", [3, 5, -96, -96], "count"),
        ("C_attendance", ["3", 63, 51, 3], "label"),
        ("C_attendance", [2, 63, 51, 3], "repeated_row"),
        ("C_attendance", [3, 63, 51, 3], "pooling"),  # reached by no circle the gate knows of
        ("D_delivery", ["circle", 1, -97, -97, 9, 9, -97], "label"),
        ("D_delivery", ["film", -97, 1, "Malmö", -97, 9, 9], "label"),
        ("D_delivery", ["film", -97, 1, "so", -97, 3, 9], "pooling"),
        ("F_flow", ["left", "deported", 3], "label"),  # a label from the data
        ("F_flow", ["left", "health", 3], "repeated_row"),
        ("F_flow", ["left", "childcare", 3], "pooling"),
    ],
)
def test_a_sabotaged_row_is_refused(sheet, row, rule):
    assert rule in rules(with_rows(sheet, row))


def test_two_circles_are_too_few_and_three_are_enough():
    few = Evidence(KNOWN.circles | {("F_flow", "left", "moved"): 2}, frozenset())
    assert rules(workbook(sheets()), few) == {"pooling"}


@pytest.mark.parametrize(
    ("programme", "rule"),
    [
        ("Vägar vidare 14", "canary"),
        ("av Sahar Karimi", "canary"),
        ("i malmö", "canary"),
        ("den 2026-03-04", "date"),
        ("våren 2026", "date"),
        ("den 3 mars", "date"),
        ("kl 17:30", "date"),
        ("3f2504e0-4f89-11d3-9a0c-0305e82c3301", "identifier"),
        ("eva@ringar.example", "identifier"),
        ("19800101-1234", "identifier"),
    ],
)
def test_words_that_point_at_someone_are_refused(programme, rule):
    assert rule in rules(workbook(sheets(programme=programme)))


def test_a_sheet_too_many_too_few_or_renamed_is_refused():
    honest = sheets()
    extra = Page("people", ("id",), ((1,),), (10,))
    assert "sheets" in rules(workbook([*honest, extra]))
    assert "sheets" in rules(workbook(honest[:-1]))
    assert {"sheets"} <= rules(workbook([*honest[:-1], Page("F_flod", *_rest(honest[-1]))]))


def _rest(page):
    return page.header, page.rows, page.widths


def test_a_column_too_many_is_refused():
    page = sheets()[2]
    index = Page(page.name, ("index", *page.header), tuple((0, *row) for row in page.rows), (9, *page.widths))
    assert "columns" in rules(workbook([*sheets()[:2], index, *sheets()[3:]]))


def test_rows_in_another_order_than_their_numbers_are_refused():
    turned = FIGURES | {"C_attendance": FIGURES["C_attendance"][::-1]}
    assert rules(workbook(sheets(turned))) == {"order"}


@pytest.mark.parametrize(
    ("part", "before", "after", "rule"),
    [
        (BOOK, 'state="visible"', 'state="hidden"', "hidden"),
        (BOOK, "<definedNames />", '<definedNames><definedName name="a"/></definedNames>', "defined_name"),
        (SHEET, '<row r="2">', '<row r="2" hidden="1">', "hidden"),
        (SHEET, "<col ", '<col hidden="1" ', "hidden"),
        (SHEET, "<v>63</v>", "<f>60+3</f><v>63</v>", "element_f"),
        (SHEET, "</sheetData>", '</sheetData><mergeCell ref="A1:B1"/>', "element_mergeCell"),
        (SHEET, 't="n"><v>63', 't="d"><v>2026-03-04', "count"),
        (CORE, "2000-01-01T00", "2026-03-04T17", "timestamp"),
        (CORE, "<dc:creator>Ringar", "<dc:creator>sahar", "property"),
        (CORE, "</cp:coreProperties>", "<dc:subject>x</dc:subject></cp:coreProperties>", "property"),
    ],
)
def test_what_hides_in_the_xml_is_refused(part, before, after, rule):
    assert rule in rules(replaced(part, before, after))


@pytest.mark.parametrize(
    ("part", "before", "after", "rule"),
    [
        ("xl/theme/theme1.xml", 'name="Office Theme"', 'name="Sahar Karimi"', "canary"),
        ("xl/tables/table1.xml", 'displayName="', 'altText="Malmö" displayName="', "canary"),
        ("docProps/app.xml", "</Properties>", "<Manager>eva@ringar.example</Manager></Properties>", "identifier"),
        (
            SHEET,
            "</worksheet>",
            "<headerFooter><oddHeader>Vägar vidare 14</oddHeader></headerFooter></worksheet>",
            "canary",
        ),
    ],
)
def test_what_stands_beside_the_cells_is_read_too(part, before, after, rule):
    assert rule in rules(replaced(part, before, after))


def test_a_part_that_no_workbook_of_ours_has_is_refused():
    content = BytesIO(workbook(sheets()))
    with zipfile.ZipFile(content, "a") as packed:
        packed.writestr(zipfile.ZipInfo("xl/comments1.xml", (1980, 1, 1, 0, 0, 0)), "<x/>")
    assert rules(content.getvalue()) == {"part"}


def test_the_time_of_packing_is_refused():
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(workbook(sheets()))) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    assert rules(packed.getvalue()) == {"timestamp"}


@pytest.mark.parametrize("content", [b"", b"PK", b"sheet;count\n1;2\n"])
def test_what_is_no_workbook_is_refused(content):
    assert rules(content) == {"unreadable"}


def test_a_damaged_workbook_is_refused():
    assert rules(damaged(workbook(sheets()))) == {"unreadable"}


def test_xml_with_entities_is_refused():
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]><workbook>&a;</workbook>'
    assert rules(repacked(lambda name, text: bomb if name == "xl/workbook.xml" else text)) == {"unreadable"}


def test_findings_never_hold_a_value():
    found = check(with_rows("C_attendance", [3, 62, 51, 3]), KNOWN)
    assert not any("62" in finding.where for finding in found)
