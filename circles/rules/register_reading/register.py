"""From a workbook to what it says: the one way in."""

from circles.rules.register_reading import long_list, matrix
from circles.rules.register_reading.circles import circles_of
from circles.rules.register_reading.columns import understood
from circles.rules.register_reading.dates import looks_like_date
from circles.rules.register_reading.grid import Sheet, Workbook
from circles.rules.register_reading.known import Known
from circles.rules.register_reading.layout import LIST, MATRIX, blocks
from circles.rules.register_reading.lines import Line
from circles.rules.register_reading.notes import Notes
from circles.rules.register_reading.reading import Reading, Understood
from circles.rules.register_reading.remarks import Place

_READERS = {MATRIX: matrix.lines, LIST: long_list.lines}


def read_register(workbook: Workbook, known: Known) -> Reading:
    """Circles, with every error and doubt by sheet, row and column. Nothing is guessed without being told."""
    notes, lines, tables = Notes(), [], []
    for sheet in workbook.sheets:
        found, how = _read_sheet(sheet, known, workbook.epoch_1904, notes)
        lines += found
        tables += how
    if not tables and not any(remark.weight == "error" for remark in notes.remarks):
        notes.error(Place(), "no_register_found")
    circles = circles_of(lines, known, notes)
    return Reading(circles, tuple(_in_order(notes, workbook)), tuple(tables))


def _read_sheet(sheet: Sheet, known: Known, epoch_1904: bool, notes: Notes) -> tuple[list[Line], list[Understood]]:
    if not sheet.rows:
        return [], []
    if sheet.hidden:
        notes.doubt(Place(sheet.title), "hidden_sheet")
        return [], []
    lines, tables = [], []
    for block in blocks(sheet):
        found, columns = _READERS[block.kind](block, known, epoch_1904, notes)
        lines += found
        tables.append(understood(block, columns))
    if not tables:
        _tell_unread(sheet, notes)
    return lines, tables


def _tell_unread(sheet: Sheet, notes: Notes) -> None:
    """A sheet with dates but no column of people was meant as a list: an error. Others are told and left."""
    for row in sorted(sheet.rows):
        if sum(looks_like_date(value) for value in sheet.rows[row].values()) >= 3:
            notes.error(Place(sheet.title, row), "no_person_column")
            return
    notes.doubt(Place(sheet.title), "sheet_not_read")


def _in_order(notes: Notes, workbook: Workbook):
    order = {sheet.title: at for at, sheet in enumerate(workbook.sheets)}
    return sorted(
        notes.remarks,
        key=lambda remark: (order.get(remark.place.sheet, -1), remark.place.row, remark.place.column),
    )
