"""A zoo of attendance lists: one true register, written as coordinators of every kind write it.

What is true is drawn first and counted here; each specimen only chooses how it looks on paper.
"""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from openpyxl import Workbook
from openpyxl.styles import PatternFill

from tests.circles.register_import.books import by_hand, column_name, inline, parts_of, saved, sheet_xml, zipped
from tests.circles.register_import.truth import (
    CAPITALS,
    CROSSES,
    DIGITS,
    HEADINGS,
    LIST_HEADINGS,
    LONG_MONTHS,
    MONTHS,
    NUMBERS,
    TRUE,
    WEEKDAYS,
    WORDS,
    Truth,
    stamp,
    truth,
)


@dataclass(frozen=True)
class Paper:
    """A matrix, and what stands around it."""

    of: Truth = TRUE
    sheet: str = "Vägar vidare 14"
    top: list[list] | None = None
    headings: list = field(default_factory=lambda: list(HEADINGS))
    dates: list | None = None
    under: list[list] = field(default_factory=list)
    people: list[list] | None = None
    bottom: list[list] = field(default_factory=list)
    marks: dict = field(default_factory=lambda: CROSSES)

    def rows(self) -> list[list]:
        dates = [stamp(day) for day in self.of.days] if self.dates is None else self.dates
        top = self.of.facts if self.top is None else self.top
        people = self.of.rows(self.marks) if self.people is None else self.people
        return [*top, [], [*self.headings, *dates], *self.under, *people, *self.bottom]

    def book(self) -> Workbook:
        return book({self.sheet: self.rows()})

    def bytes(self) -> bytes:
        return saved(self.book())


def book(sheets: dict[str, list[list]]) -> Workbook:
    made = Workbook()
    made.remove(made.active)
    for title, rows in sheets.items():
        sheet = made.create_sheet(title)
        for row in rows:
            sheet.append(row)
    return made


def list_rows(of: Truth = TRUE, *, marks=CROSSES, date_of=stamp) -> list[list]:
    """By date, as the sample has it."""
    return [
        [date_of(day), of.title, of.municipality, of.language, of.leader, *person, marks[of.marks[who][at]], of.hours]
        for at, day in enumerate(of.days)
        for who, person in enumerate(of.people)
    ]


def with_cells(rows: list[list], *extra) -> list[list]:
    """Each person's row with the same cells put after the name."""
    return [[row[0], *extra, *row[1:]] for row in rows]


def dates_as(form) -> list[str]:
    return [form(day) for day in TRUE.days]


# --- Specimens -----------------------------------------------------------------------------------------


def months_over_day_numbers() -> bytes:
    heads = [LONG_MONTHS[day.month - 1].capitalize() if not at or day.month != TRUE.days[at - 1].month else None
             for at, day in enumerate(TRUE.days)]  # fmt: skip
    rows = [*TRUE.facts, ["Närvaro 2025"], [None] * 3 + heads, HEADINGS + [day.day for day in TRUE.days]]
    made = book({"Lista": rows + TRUE.rows()})
    sheet = made.active
    row = len(TRUE.facts) + 2
    sheet.merge_cells(start_row=row, end_row=row, start_column=4, end_column=7)
    return saved(made)


def months_under_each_other() -> bytes:
    rows = list(TRUE.facts)
    for month, span in ((9, slice(0, 4)), (10, slice(4, 6))):
        rows += [[], [f"{LONG_MONTHS[month - 1].capitalize()} 2025"], [*HEADINGS, *map(stamp, TRUE.days[span])]]
        rows += [[*row[:3], *row[3:][span]] for row in TRUE.rows()]
    return saved(book({"Vägar vidare 14": rows}))


def a_sheet_a_month(facts_on_all: bool) -> bytes:
    sheets = {}
    for name, span in (("Sept", slice(0, 4)), ("Okt", slice(4, 6))):
        top = TRUE.facts if facts_on_all or not sheets else []
        sheets[name] = [*top, [], [*HEADINGS, *map(stamp, TRUE.days[span])]]
        sheets[name] += [[*row[:3], *row[3:][span]] for row in TRUE.rows()]
    return saved(book(sheets))


def in_one_column(rows: list[list]) -> bytes:
    """A CSV file that was opened without being divided."""
    lines = [";".join("" if cell is None else str(cell) for cell in row) for row in [LIST_HEADINGS, *rows]]
    return saved(book({"Närvaro": [[line] for line in lines]}))


def a_sheet_a_date() -> bytes:
    sheets = {}
    for at, day in enumerate(TRUE.days):
        people = [[*person, CROSSES[row[at]]] for person, row in zip(TRUE.people, TRUE.marks, strict=True)]
        sheets[f"{day.day} {MONTHS[day.month - 1]} 2025"] = [*TRUE.facts, [], [*HEADINGS, "Närvaro"], *people]
    return saved(book(sheets))


def dates_between_rows() -> bytes:
    rows = [*TRUE.facts, [], [*HEADINGS, "Närvaro"]]
    for at, day in enumerate(TRUE.days):
        rows += [[f"{WEEKDAYS[day.weekday()]} {day.day} {LONG_MONTHS[day.month - 1]} 2025"]]
        rows += [[*person, CROSSES[row[at]]] for person, row in zip(TRUE.people, TRUE.marks, strict=True)]
    return saved(book({"Närvaro": rows}))


def in_groups() -> bytes:
    """Date and circle stand at the first row of each date."""
    rows = list_rows()
    for at, row in enumerate(rows):
        if at % len(TRUE.people):
            row[:5] = [None] * 5
    return saved(book({"Närvaro": [LIST_HEADINGS, *rows]}))


def merged_groups() -> bytes:
    made = book({"Närvaro": [LIST_HEADINGS, *list_rows()]})
    for at in range(len(TRUE.days)):
        first = 2 + at * len(TRUE.people)
        for column in (1, 2):
            for row in range(first + 1, first + len(TRUE.people)):
                made.active.cell(row, column).value = None
            made.active.merge_cells(
                start_row=first, end_row=first + len(TRUE.people) - 1, start_column=column, end_column=column
            )
    return saved(made)


def spaced() -> bytes:
    """An empty column after each date, merged with it."""
    rows = Paper().rows()
    at = len(TRUE.facts) + 1
    wide = [[*row[:3], *(cell for value in row[3:] for cell in (value, None))] for row in rows[at:]]
    made = book({"Vägar vidare 14": [*rows[:at], *wide]})
    for column in range(4, 4 + 2 * len(TRUE.days), 2):
        made.active.merge_cells(start_row=at + 1, end_row=at + 1, start_column=column, end_column=column + 1)
    return saved(made)


def styled_to_row_1000() -> bytes:
    made = Paper().book()
    for row in range(20, 1001):
        for column in range(1, 12):
            made.active.cell(row, column).fill = PatternFill("solid", fgColor="FFEEDD")
    return saved(made)


def swedish_formats(code: str) -> bytes:
    """As LibreOffice writes dates in a Swedish document."""
    made = Paper().book()
    for column in range(4, 4 + len(TRUE.days)):
        made.active.cell(len(TRUE.facts) + 2, column).number_format = code
    return saved(made)


def hidden_last_year() -> bytes:
    made = Paper().book()
    old = made.create_sheet("Förra året")
    old.sheet_state = "hidden"
    for row in Paper(dates=[stamp(day.replace(year=2024)) for day in TRUE.days]).rows():
        old.append(row)
    return saved(made)


def google() -> bytes:
    """inlineStr, day numbers without a format, a thousand empty rows."""
    tail = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(30, 1001))
    sheet = sheet_xml(Paper().rows()).replace("</sheetData>", tail + "</sheetData>")
    return zipped(parts_of(sheet, name="Vägar vidare 14"))


def shared_formulas() -> bytes:
    """Dates counted from the first, and sums, as one formula that Excel shares among its cells."""

    def cell(value, ref):
        if isinstance(value, datetime) and value.date() != TRUE.days[0]:
            number = (value - datetime(1899, 12, 30)).days
            first = value.date() == TRUE.days[1]
            formula = f'<f t="shared" ref="E7:{column_name(3 + len(TRUE.days))}7" si="0">D7+7</f>' if first else (
                '<f t="shared" si="0"/>'
            )  # fmt: skip
            return f'<c r="{ref}">{formula}<v>{number}</v></c>'
        if isinstance(value, int) and ref.endswith("13"):
            return f'<c r="{ref}"><f>COUNTIF({ref[0]}8:{ref[0]}12,"x")</f><v>{value}</v></c>'
        return inline(value, ref)

    rows = Paper(bottom=[["Summa", None, None, *TRUE.sums()]]).rows()
    return zipped(parts_of(sheet_xml(rows, cell), name="Vägar vidare 14"))


def tried_and_left() -> list[list]:
    return [
        [], ["Summa närvarande", None, None, *TRUE.sums()], ["Antal deltagare: 5"], [],
        ["Underskrift ledare:", "____________"], ["Ort och datum:", "Malmö 2025-12-01"],
        ["x = närvarande, - = frånvarande"],
    ]  # fmt: skip


def names_in_two() -> list[list]:
    return [[*reversed(row[0].split(" ", 1)), *row[1:]] for row in TRUE.rows()]


def numbers(form: str) -> list[list]:
    return [[row[0], form.format(row[2], at), *row[1:]] for at, row in enumerate(TRUE.rows())]


PAPERS: dict[str, Paper] = {
    "plain": Paper(),
    "capital marks": Paper(marks=CAPITALS),
    "words and hard spaces": Paper(marks=WORDS),
    "digits as text": Paper(marks=DIGITS),
    "digits": Paper(marks=NUMBERS),
    "3/9-25": Paper(dates=dates_as(lambda day: f"{day.day}/{day.month}-25")),
    "2025-09-03": Paper(dates=dates_as(lambda day: day.isoformat())),
    "3 sept, no year at all": Paper(dates=dates_as(lambda day: f"{day.day} {MONTHS[day.month - 1]}")),
    "3 september 2025": Paper(dates=dates_as(lambda day: f"{day.day} {LONG_MONTHS[day.month - 1]} 2025")),
    "ons 3/9, year in the sheet's name": Paper(
        sheet="HT25", dates=dates_as(lambda day: f"{WEEKDAYS[day.weekday()]} {day.day}/{day.month}")
    ),
    "03-sep-25": Paper(dates=dates_as(lambda day: f"{day.day:02}-{MONTHS[day.month - 1][:3]}-25")),
    "1. 3/9 2025": Paper(dates=[f"{at}. {day.day}/{day.month} 2025" for at, day in enumerate(TRUE.days, 1)]),
    "3/9 2025 (träff 1)": Paper(
        dates=[f"{day.day}/{day.month} 2025 (träff {at})" for at, day in enumerate(TRUE.days, 1)]
    ),
    "printed on another day": Paper(
        top=[["Utskriven 2026-01-09"], *TRUE.facts], dates=dates_as(lambda day: f"{day.day}/{day.month}")
    ),
    "weekdays under the dates": Paper(under=[[None] * 3 + ["ons"] * 6]),
    "meetings under the dates": Paper(under=[[None] * 3 + list(range(1, 7))]),
    "themes under the dates": Paper(under=[["Tema", None, None, *["Sorg", "Stress", "Hälsa"] * 2]]),
    "dates under the meetings": Paper(
        dates=[f"Träff {at}" for at in range(1, 7)], under=[["Datum", None, None, *map(stamp, TRUE.days)]]
    ),
    "title rows and notes": Paper(
        top=[["Studieförbundet Exempel"], [], ["OBS! Ring 040-12 34 56 vid frågor."], [], *TRUE.facts]
    ),
    "sums, signature and legend": Paper(bottom=tried_and_left()),
    "small sums beside": Paper(bottom=[[None, None, "Summa:", *[1] * 6]]),
    "notes under an empty row": Paper(
        bottom=[[], ["Lokalen är på biblioteket."], ["Cirkelledarens namnteckning"], ["Godkänd av:", "Eva Lund"]]
    ),
    "leader's own row": Paper(bottom=[["Sahar Karimi (ledare)", "K", 1980, *["x"] * 6]]),
    "facts in one cell each": Paper(top=[[f"{label} {value}"] for label, value in TRUE.facts]),
    "facts on one line": Paper(top=[["   ".join(f"{label} {value}" for label, value in TRUE.facts)]]),
    "facts across": Paper(
        top=[["Cirkel:", "Vägar vidare 14", "Ledare:", "Sahar Karimi"], ["Språk:", "Dari", "Kommun:", "Malmö"]]
    ),
    "facts without labels": Paper(top=[["Vägar vidare 14"], ["Malmö"], ["dari"], ["Sahar Karimi"]]),
    "other labels": Paper(
        top=[["Gruppnamn", TRUE.title], ["Cirkelledare", TRUE.leader], ["Cirkelns språk", "DARI"],
             ["Kommun/ort", "Malmö stad"], ["Antal studietimmar (45 min) per träff", "3 st"]],
        headings=["Deltagarens namn", "Kön (K/M)", "Födelseår (ÅÅÅÅ)"],
    ),
    "headings on two lines": Paper(headings=["Deltagare\n(för- och efternamn)", "Kön\nK/M", "Född\når"]),
    "hard spaces": Paper(headings=["Deltagare\u00a0", "Kön\u00a0", "\u00a0Född"], top=[
        [label.replace(":", "\u00a0:"), f"\u00a0{value}"] for label, value in TRUE.facts
    ]),
    "first and last name": Paper(headings=["Efternamn", "Förnamn", "Kön", "Född"], people=names_in_two()),
    "personal numbers in a column": Paper(
        headings=["Namn", "Personnummer", "Kön", "Född"], people=numbers("{}0412-1234")
    ),
    "LMA numbers in a column": Paper(headings=["Namn", "LMA-nr", "Kön", "Född"], people=numbers("50-12345{1}7")),
    "personal numbers beside the name": Paper(
        people=[[f"{row[0]} {row[2]}0412-1234", *row[1:]] for row in TRUE.rows()]
    ),
    "leader in a column": Paper(
        top=[fact for fact in TRUE.facts if fact[0] != "Ledare:"], headings=["Namn", "Ledare", "Kön", "Född"],
        people=with_cells(TRUE.rows(), TRUE.leader),
    ),
    "everything in columns": Paper(
        top=[], headings=["Namn", "Cirkel", "Kommun", "Språk", "Ledare", "Kön", "Född"],
        people=with_cells(TRUE.rows(), TRUE.title, TRUE.municipality, TRUE.language, TRUE.leader),
    ),
    "hours in a column": Paper(
        top=TRUE.facts[:4], headings=["Namn", "Studietimmar", "Kön", "Född"], people=with_cells(TRUE.rows(), 3)
    ),
    "hours in a row": Paper(top=TRUE.facts[:4], bottom=[["Studietimmar", None, None, *[3] * 6]]),
    "a person's own sums": Paper(
        dates=[*map(stamp, TRUE.days), "Summa", "Timmar", "Kommentar"],
        people=[[*row, 5, 15, "flyttade i okt"] for row in TRUE.rows()],
    ),
    "empty columns": Paper(
        headings=["Nr", None, "Namn", None, "Kön", "Född", None],
        people=[[at, None, row[0], None, *row[1:3], None, *row[3:]] for at, row in enumerate(TRUE.rows(), 1)],
    ),
    "rows that wait for a name": Paper(
        headings=["Nr", *HEADINGS], people=[[at, *row] for at, row in enumerate(TRUE.rows(), 1)] + [[6], [7], [8]]
    ),
}  # fmt: skip

FILES = {
    **{name: paper.bytes for name, paper in PAPERS.items()},
    "months over day numbers": months_over_day_numbers,
    "months under each other": months_under_each_other,
    "a sheet a month": lambda: a_sheet_a_month(True),
    "a sheet a month, facts on the first": lambda: a_sheet_a_month(False),
    "empty merged columns": spaced,
    "coloured to row 1000": styled_to_row_1000,
    "LibreOffice [$-41D]": lambda: swedish_formats("[$-41D]d mmm yyyy;@"),
    "LibreOffice [$-41D] without year": lambda: swedish_formats("[$-41D]ddd d/m"),
    "hidden sheet of last year": hidden_last_year,
    "Google": google,
    "shared formulas": shared_formulas,
    "by hand": lambda: by_hand(Paper().rows(), name="Vägar vidare 14"),
    "list": lambda: saved(book({"Närvaro": [LIST_HEADINGS, *list_rows()]})),
    "list under a title": lambda: saved(
        book({"Närvaro": [["Närvarolista hösten 2025"], [], LIST_HEADINGS, *list_rows(
            marks=WORDS, date_of=lambda day: f"{day.day}/{day.month}"
        )]})
    ),
    "list by person, no year": lambda: saved(
        book({"Närvaro": [LIST_HEADINGS, *sorted(
            list_rows(date_of=lambda day: f"{day.day}/{day.month}"), key=lambda row: row[5]
        )]})
    ),
    "list with facts above": lambda: saved(
        book({"Närvaro": [*TRUE.facts, [], ["Datum", "Namn", "Kön", "Födelseår", "Närvaro"],
                          *[[row[0], *row[5:9]] for row in list_rows()]]})
    ),
    "list with extra columns": lambda: saved(
        book({"Närvaro": [["Löpnr", *LIST_HEADINGS, "Telefon", "Personnummer", "Kommentar"], *[
            [at, *row, "0701234567", "19930412-1234", "ok"] for at, row in enumerate(list_rows(), 1)
        ]]})
    ),
    "list with sums": lambda: saved(
        book({"Närvaro": [LIST_HEADINGS, *[
            line for at, row in enumerate(list_rows(), 1)
            for line in ([row, [None] * 5 + ["Summa", None, None, 3]] if at % 5 == 0 else [row])
        ]]})
    ),
    "list in groups": in_groups,
    "list in merged groups": merged_groups,
    "list with dates between the rows": dates_between_rows,
    "a sheet a date": a_sheet_a_date,
    "list in one column": lambda: in_one_column(list_rows(date_of=lambda day: day.isoformat())),
}  # fmt: skip


def second(of: Truth) -> Truth:
    return replace(of, title="Vägar vidare 15", language="Arabiska", municipality="Lund")


OTHER = second(truth(11, first=date(2025, 9, 4), people=4, days=5))


def below_each_other() -> bytes:
    top, low = Paper().rows(), Paper(of=OTHER).rows()
    return saved(book({"Hösten": [*top, [], ["Underskrift: ________"], [], *low]}))


def side_by_side() -> bytes:
    left, right = Paper().rows(), Paper(of=OTHER).rows()
    right += [[]] * (len(left) - len(right))
    return saved(
        book({"Hösten": [[*row, *[None] * (11 - len(row)), *more] for row, more in zip(left, right, strict=True)]})
    )


def both_in_a_list() -> bytes:
    return saved(book({"Närvaro": [LIST_HEADINGS, *list_rows(), *list_rows(OTHER)]}))


def a_sheet_each() -> bytes:
    return saved(book({"VV14": Paper().rows(), "VV15": Paper(of=OTHER).rows()}))


PAIRS = {
    "below each other": below_each_other,
    "side by side": side_by_side,
    "in one list": both_in_a_list,
    "a sheet each": a_sheet_each,
}
