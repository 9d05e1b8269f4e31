"""A matrix turned on its side: dates down, people across."""

from circles.rules.register_reading.dates import looks_like_date
from circles.rules.register_reading.grid import Sheet
from circles.rules.register_reading.headings import field_of
from circles.rules.register_reading.marks import mark_of

LEAST = 2  # dates below each other, and people beside each other


def people_across(sheet: Sheet) -> int | None:
    """The row of the names, where dates stand below each other and marks beside them under names; else None."""
    for column in sorted({column for cells in sheet.rows.values() for column in cells}):
        days = [row for row in sorted(sheet.rows) if looks_like_date(sheet.value(row, column))]
        if len(days) >= LEAST and (row := _row_of_names(sheet, column, days)):
            return row
    return None


def _row_of_names(sheet: Sheet, column: int, days: list[int]) -> int | None:
    """The nearest row above the first date with names over the marks: words that are neither headings nor marks."""
    marked = {other for row in days for other, value in sheet.rows[row].items() if other > column and _is_mark(value)}
    for row in sorted((row for row in sheet.rows if row < days[0]), reverse=True)[:LEAST]:
        named = [other for other in marked if _is_name(sheet.value(row, other))]
        if len(named) >= LEAST:
            return row
    return None


def _is_mark(value) -> bool:
    return isinstance(value, str) and bool(value.strip()) and mark_of(value) is not None


def _is_name(value) -> bool:
    is_words = isinstance(value, str) and any(sign.isalpha() for sign in value)
    return is_words and field_of(value) is None and mark_of(value) is None
