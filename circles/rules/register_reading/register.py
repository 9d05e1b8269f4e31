"""From a workbook to what it says: the one way in."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from itertools import chain

from circles.rules.register_reading import long_list, matrix
from circles.rules.register_reading.circles import circles_of
from circles.rules.register_reading.columns import understood
from circles.rules.register_reading.dates import is_plausible, looks_like_date, read_date
from circles.rules.register_reading.grid import Sheet, Workbook, text_of
from circles.rules.register_reading.headings import Field
from circles.rules.register_reading.in_columns import in_columns
from circles.rules.register_reading.known import Known
from circles.rules.register_reading.layout import LIST, MATRIX, Block, blocks, date_values, names_in
from circles.rules.register_reading.lines import Line
from circles.rules.register_reading.marks import mark_of
from circles.rules.register_reading.notes import Notes
from circles.rules.register_reading.reading import Reading, Understood
from circles.rules.register_reading.remarks import Place
from circles.rules.register_reading.transposed import people_across

_READERS = {MATRIX: matrix.lines, LIST: long_list.lines}


def read_register(workbook: Workbook, known: Known) -> Reading:
    """Circles, with every error and doubt by sheet, row and column. Nothing is guessed without being told."""
    notes, lines, tables = Notes(), [], []
    found_blocks = _tables(workbook)
    known = replace(known, file_name=workbook.name, days=_days(found_blocks.values(), workbook.epoch_1904, known))
    for at, sheet in enumerate(workbook.sheets):
        found, how = _read_sheet(sheet, found_blocks.get(at, []), known, workbook.epoch_1904, notes)
        lines += found
        tables += how
    if not tables and not any(remark.weight == "error" for remark in notes.remarks):
        notes.error(Place(), "no_register_found")
    circles = circles_of(lines, known, notes)
    return Reading(circles, tuple(_in_order(notes, workbook)), tuple(tables))


def _tables(workbook: Workbook) -> dict[int, list[Block]]:
    """The tables of each visible sheet. A sheet that names no circle goes on with the people of the one before."""
    found: dict[int, list[Block]] = {}
    before: Block | None = None
    for at, sheet in enumerate(workbook.sheets):
        tables = [] if sheet.hidden else blocks(in_columns(sheet))
        if before and tables and not any(table.facts for table in tables) and _same_people(before, tables[0]):
            tables = [replace(table, facts=before.facts) for table in tables]
        found[at] = tables
        before = tables[-1] if tables else before
    return found


def _same_people(one: Block, other: Block) -> bool:
    """Whether most of the names are on both sheets, in tables that name no circle on their rows."""
    if Field.CIRCLE in one.columns or Field.CIRCLE in other.columns:
        return False
    first, second = names_in(one), names_in(other)
    return len(first & second) * 2 > max(len(first), len(second))


def _days(found: Iterable[list[Block]], epoch_1904: bool, known: Known) -> tuple[date, ...]:
    """Every day that a table writes with its year."""
    values = {text_of(value): value for table in chain(*found) for value in date_values(table)}
    read = (read_date(value, epoch_1904=epoch_1904, today=known.today) for value in values.values())
    days = {written.in_year(written.year) for written in read if written and written.year}
    return tuple(sorted(day for day in days if day and is_plausible(day, known.today)))


def _read_sheet(
    sheet: Sheet, tables_found: list[Block], known: Known, epoch_1904: bool, notes: Notes
) -> tuple[list[Line], list[Understood]]:
    if not sheet.rows:
        return [], []
    if sheet.hidden:
        notes.doubt(Place(sheet.title), "hidden_sheet")
        return [], []
    lines, tables = [], []
    for block in tables_found:
        found, columns = _READERS[block.kind](block, known, epoch_1904, notes)
        lines += found
        tables.append(understood(block, columns))
    if not tables:
        _tell_unread(sheet, notes)
    return lines, tables


def _tell_unread(sheet: Sheet, notes: Notes) -> None:
    """A sheet with marks under dates but no column of people, or beside dates, was meant as a list: an error. Others
    are left.
    """
    if turned := people_across(sheet):
        notes.error(Place(sheet.title, turned), "people_across")
        return
    for row in sorted(sheet.rows):
        dates = [column for column, value in sheet.rows[row].items() if looks_like_date(value)]
        if len(dates) >= 3 and _has_words_below(sheet, row, dates):
            notes.error(Place(sheet.title, row), "no_person_column")
            return
    notes.doubt(Place(sheet.title), "sheet_not_read")


def _has_words_below(sheet: Sheet, row: int, columns: list[int]) -> bool:
    """Marks are words; numbers under dates are somebody's statistics."""
    below = (sheet.value(other, column) for other in sheet.rows if other > row for column in columns)
    return any(isinstance(value, str) and value.strip() and mark_of(value) for value in below)


def _in_order(notes: Notes, workbook: Workbook):
    order = {sheet.title: at for at, sheet in enumerate(workbook.sheets)}
    return sorted(
        notes.remarks,
        key=lambda remark: (order.get(remark.place.sheet, -1), remark.place.row, remark.place.column),
    )
