"""Workbooks for the tests: made by openpyxl, or by hand where openpyxl would not make them so."""

import io
import zipfile
from datetime import date, datetime, timedelta

from openpyxl import Workbook

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

FACTS = {
    "Cirkel:": "Vägar vidare 14",
    "Ledare:": "Sahar Karimi",
    "Språk:": "Dari",
    "Kommun:": "Malmö",
    "Studietimmar per träff:": 4,
}
PEOPLE = [("Zahra Kovalenko", "K", 1993), ("Olena Ali", "K", 1955), ("Tesfay Noori", "M", 1993)]
MARKS = [["x", "x", "del"], ["anm", "x", "-"], ["x", None, "x"]]
FIRST = date(2025, 9, 3)


def weekly(count: int, first: date = FIRST) -> list[datetime]:
    return [datetime.combine(first + timedelta(weeks=week), datetime.min.time()) for week in range(count)]


def saved(book: Workbook) -> bytes:
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def book_of(rows: list[list], title: str = "Blad1") -> Workbook:
    book = Workbook()
    sheet = book.active
    sheet.title = title
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(number, column, value)
    return book


def matrix_rows(
    *, facts=None, people=None, marks=None, dates=None, headings=("Deltagare", "Kön", "Född")
) -> list[list]:
    """The rows of a matrix as the coordinators keep it: facts, a blank row, headings, people."""
    facts = FACTS if facts is None else facts
    people = PEOPLE if people is None else people
    marks = MARKS if marks is None else marks
    dates = weekly(len(marks[0])) if dates is None else dates
    rows = [[label, value] for label, value in facts.items()]
    rows += [[], [*headings, *dates]]
    return rows + [[*person, *row] for person, row in zip(people, marks, strict=True)]


def matrix(**parts) -> bytes:
    return saved(book_of(matrix_rows(**parts), "Vägar vidare 14"))


LIST_HEADINGS = [
    "Datum",
    "Cirkel",
    "Kommun",
    "Språk",
    "Ledare",
    "Deltagare",
    "Kön",
    "Född",
    "Närvaro",
    "Film",
    "Studietimmar",
]


def list_rows(dates=None) -> list[list]:
    dates = dates or weekly(2, date(2026, 1, 14))
    return [LIST_HEADINGS] + [
        [day, "Hälsostöd 3", "Malmö", "Somaliska", "Hodan Ali", *person, mark, "Film 1", 3]
        for day, marks in zip(dates, (["Ja", "Nej", "Delvis"], ["Ja", None, "Anmäld frånvaro"]), strict=False)
        for person, mark in zip(PEOPLE, marks, strict=True)
    ]


def long_list(dates=None) -> bytes:
    return saved(book_of(list_rows(dates), "Närvaro"))


# --- By hand -------------------------------------------------------------------------------------------


def column_name(column: int) -> str:
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def inline(value, ref: str) -> str:
    if isinstance(value, datetime):
        value = (value - datetime(1899, 12, 30)).days
    if isinstance(value, int | float):
        return f'<c r="{ref}"><v>{value}</v></c>'
    return f'<c r="{ref}" t="inlineStr"><is><t>{value}</t></is></c>'


def sheet_xml(rows: list[list], cell=inline, before: str = "", after: str = "") -> str:
    lines = "".join(
        f'<row r="{number}">'
        + "".join(
            cell(value, f"{column_name(column)}{number}") for column, value in enumerate(row, 1) if value is not None
        )
        + "</row>"
        for number, row in enumerate(rows, 1)
    )
    body = f"{before}<sheetData>{lines}</sheetData>{after}"
    return f'<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="{MAIN}">{body}</worksheet>'


def parts_of(sheet: str, *, name: str = "Blad1", properties: str = "", more: dict | None = None) -> dict[str, str]:
    """The fewest parts that make a workbook of one sheet; `more` adds or replaces."""
    more = more or {}
    types = "".join(
        f'<Override PartName="/{part}" ContentType="{TYPE}.{kind}+xml"/>'
        for part, kind in (
            ("xl/workbook.xml", "sheet.main"),
            ("xl/worksheets/sheet1.xml", "worksheet"),
            ("xl/sharedStrings.xml", "sharedStrings"),
            ("xl/styles.xml", "styles"),
        )
        if part in more or not part.startswith(("xl/shared", "xl/styles"))
    )
    xml = '<?xml version="1.0" encoding="UTF-8"?>'
    return {
        "[Content_Types].xml": f'{xml}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/>{types}</Types>',
        "_rels/.rels": f'{xml}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{xml}<workbook xmlns="{MAIN}" xmlns:r="{RELS}">{properties}<sheets>'
        f'<sheet name="{name}" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{xml}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": sheet,
        **more,
    }


def zipped(parts: dict[str, str | bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def by_hand(rows: list[list], **more) -> bytes:
    return zipped(parts_of(sheet_xml(rows), **more))
