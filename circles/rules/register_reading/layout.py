"""Finds the tables on a sheet: where the headings are, what stands above them, where people end.

Two shapes are known. A *matrix* has people down and dates across. A *list* has one row for each person and
date, or one sheet for each date with the date above it.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from circles.rules.register_reading.dates import looks_like_date
from circles.rules.register_reading.grid import Sheet, Value, text_of
from circles.rules.register_reading.headings import Field, field_of, label_and_rest

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
    """The tables of a sheet from top to bottom; none where no headings are found."""
    heads = [head for row in sorted(sheet.rows) if (head := _head(sheet, row))]
    heads = [head for at, head in enumerate(heads) if not at or head.first_row > heads[at - 1].first_row]
    found, start = [], 1
    for at, head in enumerate(heads):
        until = heads[at + 1].heading_row - 1 if at + 1 < len(heads) else sheet.last_row
        last = _last_row(sheet, head, until)
        found.append(_block(sheet, head, start, last, found[-1] if found else None))
        start = last + 1
    return found


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
    for date_row in (row, row + 1, row - 1):
        if dates := _dates(sheet, date_row, row, columns):
            return _Head(MATRIX, row, max(row, date_row) + 1, columns, dates)
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
    taken = set(columns.values()) - {columns.get(Field.MARK)}
    if date_row != row and any(sheet.value(date_row, columns[name]) is not None for name in _NAMES & columns.keys()):
        return {}
    return {
        column: (date_row, value)
        for column, value in sorted(sheet.rows.get(date_row, {}).items())
        if column not in taken and looks_like_date(value)
    }


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
    if before and not facts:
        facts = before.facts  # the headings again, on the next printed page
    above = tuple(text_of(value) for row in range(start, top) for value in sheet.rows.get(row, {}).values())
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
            if labelled := label_and_rest(value):
                named, rest = labelled
                yield named, Fact(rest, row, column)
            elif (named := field_of(value)) in _FACTS and (fact := _beside_or_below(sheet, row, column)):
                yield named, fact


def _beside_or_below(sheet: Sheet, row: int, column: int) -> Fact | None:
    beside = next((other for other in sorted(sheet.rows[row]) if other > column), None)
    if beside and not _is_label(sheet.value(row, beside)):
        return Fact(sheet.value(row, beside), row, beside)
    below = sheet.value(row + 1, column)
    if below is not None and not _is_label(below):
        return Fact(below, row + 1, column)
    return None


def _is_label(value: Value | None) -> bool:
    return field_of(value) is not None or label_and_rest(value) is not None
