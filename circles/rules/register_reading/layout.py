"""Finds the tables on a sheet: where the headings are, what stands above them, where people end.

Two shapes are known. A *matrix* has people down and dates across. A *list* has one row for each person and
date, or one sheet for each date with the date above it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from circles.rules.register_reading.dates import looks_like_date
from circles.rules.register_reading.day_numbers import day_numbers
from circles.rules.register_reading.grid import Sheet, Value, text_of
from circles.rules.register_reading.headings import Field, field_of, label_and_rest, labels_in
from circles.rules.register_reading.nearest import folded
from circles.rules.register_reading.panels import panels

MATRIX, LIST = "matrix", "list"
_NAMES = {Field.PERSON, Field.FIRST_NAME}
_FACTS = {
    Field.CIRCLE, Field.MUNICIPALITY, Field.LANGUAGE, Field.LEADER, Field.HOURS, Field.FILM, Field.DATE,
    Field.START,
}  # fmt: skip
# A line that opens the next table, or closes this one with a signature.
_OPENERS = {Field.CIRCLE, Field.LEADER, Field.MUNICIPALITY, Field.LANGUAGE}


@dataclass(frozen=True, slots=True)
class Fact:
    """A line above the table: "Kommun: Malmö"."""

    value: Value
    row: int
    column: int
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One table. `dates` are the columns whose heading is, or was meant as, a date."""

    sheet: Sheet
    kind: str
    heading_row: int
    first_row: int
    last_row: int
    columns: dict[Field, int]
    dates: dict[int, tuple[int, Value]]  # column → row of its heading, heading
    facts: dict[Field, Fact]
    above: tuple[str, ...]  # every text above the table
    extras: tuple[int, ...] = field(default=())  # columns that are none of the above

    def first_date(self) -> int:
        return min(self.dates, default=0)


def blocks(sheet: Sheet) -> list[Block]:
    """The tables of a sheet from top to bottom, those on the left first; none where no headings are found."""
    found: list[Block] = []
    for panel in panels(sheet, is_heading=lambda part, row: _head(part, row) is not None):
        found += _blocks(panel, found[-1] if found else None)
    return found


def _blocks(sheet: Sheet, before: Block | None) -> list[Block]:
    heads = [head for row in sorted(sheet.rows) if (head := _head(sheet, row))]
    heads = [head for at, head in enumerate(heads) if not at or head.first_row > heads[at - 1].first_row]
    found, start = [], 1
    for at, head in enumerate(heads):
        until = _before(sheet, head, heads[at + 1]) if at + 1 < len(heads) else sheet.last_row
        last = _last_row(sheet, head, until)
        found.append(_block(sheet, head, start, last, found[-1] if found else before))
        start = last + 1
    return found


def _before(sheet: Sheet, head: "_Head", following: "_Head") -> int:
    """The last row above the next table and above the lines of text that open it ("Oktober 2025")."""
    row = min(following.heading_row, *(row for row, _ in following.dates.values()), following.heading_row) - 1
    while row >= head.first_row and len(sheet.rows.get(row, {})) < 2:
        row -= 1
    return row


def names_in(block: Block) -> set[str]:
    """What stands in the columns of names, to compare two tables."""
    columns = [
        block.columns[name] for name in (Field.PERSON, Field.FIRST_NAME, Field.LAST_NAME) if name in block.columns
    ]
    rows = range(block.first_row, block.last_row + 1)
    joined = (" ".join(text_of(block.sheet.value(row, column)) for column in columns) for row in rows)
    return {folded(name) for name in joined if name.strip()}


def date_values(block: Block) -> list[Value]:
    """What stands where a table has its dates: across, or down a column."""
    column = block.columns.get(Field.DATE)
    rows = range(block.first_row, block.last_row + 1) if column and block.kind == LIST else ()
    down = [value for row in rows if (value := block.sheet.value(row, column)) is not None]
    return [value for _, value in block.dates.values()] + down


@dataclass(frozen=True, slots=True)
class _Head:
    kind: str
    heading_row: int
    first_row: int
    columns: dict[Field, int]
    dates: dict[int, tuple[int, Value]]


def _head(sheet: Sheet, row: int) -> _Head | None:
    columns = _columns(sheet, row)
    if not _NAMES & columns.keys():
        return None
    if {Field.DATE, Field.MARK} <= columns.keys():
        return _Head(LIST, row, row + 1, columns, {})
    for date_row in (row, row + 1, row - 1, row + 2):
        if dates := _dates(sheet, date_row, row, columns):
            return _Head(MATRIX, row, max(row, date_row) + 1, columns, dates)
    taken = _taken(columns)
    for date_row in (row, row + 1):
        if _is_nameless(sheet, date_row, row, columns) and (dates := day_numbers(sheet, date_row, taken)):
            return _Head(MATRIX, row, date_row + 1, columns, dates)
    if Field.MARK in columns:
        return _Head(LIST, row, row + 1, columns, {})
    return None


def _columns(sheet: Sheet, row: int) -> dict[Field, int]:
    found: dict[Field, int] = {}
    for column in sorted(sheet.rows.get(row, {})):
        if named := field_of(sheet.value(row, column)):
            found.setdefault(named, column)
    return found


def _dates(sheet: Sheet, date_row: int, row: int, columns: dict[Field, int]) -> dict[int, tuple[int, Value]]:
    """Date headings of a row. Beside the headings' own row, only one in which no person stands."""
    taken = _taken(columns)
    if not _is_nameless(sheet, date_row, row, columns):
        return {}
    return {
        column: (date_row, value)
        for column, value in sorted(sheet.rows.get(date_row, {}).items())
        if column not in taken and looks_like_date(value)
    }


def _taken(columns: dict[Field, int]) -> set[int]:
    return set(columns.values()) - {columns.get(Field.MARK)}


def _is_nameless(sheet: Sheet, date_row: int, row: int, columns: dict[Field, int]) -> bool:
    """Whether no person stands between the headings and this row, nor in it; "Datum" is nobody."""
    rows = range(min(date_row, row + 1), max(date_row, row - 1) + 1) if date_row != row else ()
    names = [sheet.value(at, columns[name]) for at in rows for name in _NAMES & columns.keys()]
    return all(value is None or field_of(value) in {Field.DATE, Field.START} for value in names)


def _last_row(sheet: Sheet, head: _Head, until: int) -> int:
    for row in range(head.first_row, until + 1):
        if any(_is_opener(value) for value in sheet.rows.get(row, {}).values()):
            return row - 1
    return until


def _is_opener(value: Value) -> bool:
    if not isinstance(value, str) or ":" not in value:
        return False
    labelled = label_and_rest(value)
    return (labelled[0] if labelled else field_of(value)) in _OPENERS


def _block(sheet: Sheet, head: _Head, start: int, last: int, before: Block | None) -> Block:
    top = min(head.heading_row, *(row for row, _ in head.dates.values())) if head.dates else head.heading_row
    facts = dict(_facts(sheet, start, top - 1))
    above = tuple(text_of(value) for row in range(start, top) for value in sheet.rows.get(row, {}).values())
    if before and not facts:  # the headings again: the next printed page, or the next month
        facts, above = before.facts, (*above, *(text for text in before.above if not looks_like_date(text)))
    known = {*head.columns.values(), *head.dates}
    filled = {column for row in range(head.heading_row, last + 1) for column in sheet.rows.get(row, {})}
    return Block(
        sheet, head.kind, head.heading_row, head.first_row, last, head.columns, head.dates, facts, above,
        tuple(sorted(filled - known)),
    )  # fmt: skip


def _facts(sheet: Sheet, first: int, last: int) -> Iterator[tuple[Field, Fact]]:
    """Labels with their values, the lowest first, so that the line nearest above wins in a dict."""
    for row in range(first, last + 1):
        for column in sorted(sheet.rows.get(row, {})):
            value = sheet.value(row, column)
            if label_and_rest(value) or len(labels_in(value)) > 1:
                for named, rest in labels_in(value) or [label_and_rest(value)]:
                    yield named, Fact(rest, row, column, sheet.title)
            elif (named := field_of(value)) in _FACTS and (fact := _beside_or_below(sheet, row, column)):
                yield named, fact


def _beside_or_below(sheet: Sheet, row: int, column: int) -> Fact | None:
    beside = next((other for other in sorted(sheet.rows[row]) if other > column), None)
    if beside and not _is_label(sheet.value(row, beside)):
        return Fact(sheet.value(row, beside), row, beside, sheet.title)
    below = sheet.value(row + 1, column)
    if below is not None and not _is_label(below):
        return Fact(below, row + 1, column, sheet.title)
    return None


def _is_label(value: Value | None) -> bool:
    return field_of(value) is not None or label_and_rest(value) is not None
