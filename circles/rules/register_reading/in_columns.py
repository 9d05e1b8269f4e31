"""A text file that was opened as it was: whole lines in the first column, their fields between semicolons."""

import csv
from dataclasses import replace

from circles.rules.register_reading.grid import Sheet
from circles.rules.register_reading.headings import field_of

LEAST_HEADINGS = 3


def in_columns(sheet: Sheet) -> Sheet:
    """The sheet with each field in a column of its own, where a line in column A holds several headings."""
    if not sheet.rows or any(set(cells) != {1} for cells in sheet.rows.values()):
        return sheet
    lines = {row: str(cells[1]) for row, cells in sheet.rows.items()}
    for separator in (";", "\t", ","):
        if any(_headings(line, separator) >= LEAST_HEADINGS for line in lines.values()):
            rows = {row: _fields(line, separator) for row, line in lines.items()}
            return replace(sheet, rows={row: cells for row, cells in rows.items() if cells})
    return sheet


def _headings(line: str, separator: str) -> int:
    return sum(field_of(part) is not None for part in line.split(separator))


def _fields(line: str, separator: str) -> dict[int, str]:
    parts = next(csv.reader([line], delimiter=separator), [])
    return {column: part for column, part in enumerate(parts, 1) if part.strip()}
