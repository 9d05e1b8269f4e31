"""The columns of a table that are not taken in: identity numbers, and what Ringar has no place for."""

from circles.rules.register_reading.grid import Value, letters
from circles.rules.register_reading.headings import Field, common_extra, field_of
from circles.rules.register_reading.identity_numbers import holds_number, is_number_heading
from circles.rules.register_reading.layout import MATRIX, Block
from circles.rules.register_reading.marks import mark_of
from circles.rules.register_reading.notes import Notes
from circles.rules.register_reading.reading import Understood
from circles.rules.register_reading.remarks import Place

_CARRIERS = (
    Field.PERSON,
    Field.FIRST_NAME,
    Field.LAST_NAME,
)  # a number is taken out of a name, the column stays


def without_number_columns(block: Block, notes: Notes) -> dict[Field, int]:
    """The columns to read: one in which identity numbers stand is left out and reported."""
    kept = {}
    for field, column in block.columns.items():
        if field not in _CARRIERS and _holds_numbers(block, column):
            notes.doubt(_heading_place(block, column), "number_column_left_out", field)
        else:
            kept[field] = column
    for column in block.extras:
        if is_number_heading(_heading(block, column)) or _holds_numbers(block, column):
            notes.doubt(_heading_place(block, column), "number_column_left_out")
    return kept


def check_extras(block: Block, notes: Notes) -> None:
    """A column full of marks under a heading that is no date must not be lost without a word."""
    if block.kind != MATRIX:
        return
    for column in block.extras:
        heading = block.sheet.value(block.heading_row, column)
        if column > block.first_date() and not common_extra(heading) and _is_all_marks(block, column):
            notes.error(_heading_place(block, column), "marks_without_date", Field.DATE)


def understood(block: Block, columns: dict[Field, int]) -> Understood:
    left_out = sorted({*block.extras, *(set(block.columns.values()) - set(columns.values()))})
    headings = tuple((letters(column), common_extra(_top(block, column))) for column in left_out)
    held = tuple((letters(column), str(field)) for field, column in sorted(columns.items(), key=lambda item: item[1]))
    dates = sorted(block.dates)
    if dates:
        span = letters(dates[0]) if len(dates) == 1 else f"{letters(dates[0])}–{letters(dates[-1])}"
        held += ((span, str(Field.DATE)),)
    return Understood(block.sheet.title, block.kind, block.heading_row, held, headings)


def _cells(block: Block, column: int) -> list[Value]:
    rows = range(block.first_row, block.last_row + 1)
    return [value for row in rows if (value := block.sheet.value(row, column)) is not None]


def _holds_numbers(block: Block, column: int) -> bool:
    return any(holds_number(value) for value in _cells(block, column))


def _is_all_marks(block: Block, column: int) -> bool:
    """Words count: a column of numbers alone is a total, or somebody's own count."""
    marks = [value for value in _cells(block, column) if mark_of(value)]
    words = [value for value in marks if isinstance(value, str) and not value.strip().isdigit()]
    return bool(words) and len(marks) == len(_cells(block, column))


def _top(block: Block, column: int) -> Value | None:
    return block.sheet.spread(block.heading_row, column)


def _heading(block: Block, column: int) -> str:
    value = _top(block, column)
    return value if isinstance(value, str) and field_of(value) is None else ""


def _heading_place(block: Block, column: int) -> Place:
    return Place(block.sheet.title, block.heading_row, column)
