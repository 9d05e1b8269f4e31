"""Two tables side by side on one sheet, as two sheets."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from circles.rules.register_reading.grid import Sheet
from circles.rules.register_reading.headings import Field, field_of

_NAMES = (Field.PERSON, Field.FIRST_NAME)


def panels(sheet: Sheet, is_heading: Callable[[Sheet, int], bool]) -> list[Sheet]:
    """The sheet cut where its headings begin anew to the right, each part with the columns it had; else the sheet."""
    for row in sorted(sheet.rows):
        if len(starts := _starts(sheet, row)) > 1:
            ends = [*starts[1:], max(max(cells) for cells in sheet.rows.values() if cells) + 1]
            parts = [_part(sheet, start, end) for start, end in zip([1, *starts[1:]], ends, strict=True)]
            if all(is_heading(part, row) for part in parts):
                return parts
    return [sheet]


def _starts(sheet: Sheet, row: int) -> list[int]:
    """The columns in which the headings of each table begin: at its number, else at its name."""
    fields = {column: field for column, value in sheet.rows[row].items() if (field := field_of(value))}
    counted = Counter(fields.values())
    name = next((name for name in _NAMES if counted[name] > 1), None)
    columns = sorted(column for column, field in fields.items() if field == name) if name else []
    return [column - 1 if fields.get(column - 1) == Field.NUMBER else column for column in columns]


def _part(sheet: Sheet, start: int, end: int) -> Sheet:
    rows = {
        row: kept
        for row, cells in sheet.rows.items()
        if (kept := {column: value for column, value in cells.items() if start <= column < end})
    }
    return replace(sheet, rows=rows)
