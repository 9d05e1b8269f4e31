"""Headings that are only the day of the month ("3 10 17"), under or beside the name of the month."""

import re

from circles.rules.register_reading.dates import MONTHS
from circles.rules.register_reading.grid import Sheet, Value, text_of
from circles.rules.register_reading.nearest import folded

_MONTH = re.compile(r"([a-zåäö]{3,9})\.?(?:\s*['’-]?\s*(\d{4}|\d{2}))?")


def day_numbers(sheet: Sheet, row: int, taken: set[int]) -> dict[int, tuple[int, Value]]:
    """The dates of a row of numbers as texts, by column: {5: (8, "3 september 2025")}; {} where no month is named."""
    numbers = {
        column: int(text_of(value))
        for column, value in sorted(sheet.rows.get(row, {}).items())
        if column not in taken and _is_day(value)
    }
    if not numbers or _counts_up(list(numbers.values())):
        return {}
    months = _months_near(sheet, row)
    named = {column: max((at for at in months if at <= column), default=None) for column in numbers}
    if None in named.values():
        return {}
    return {column: (row, f"{number} {months[named[column]]}") for column, number in numbers.items()}


def _is_day(value: Value | None) -> bool:
    text = text_of(value)
    return not isinstance(value, bool) and text.isdecimal() and len(text) < 3 and 1 <= int(text) <= 31


def _counts_up(numbers: list[int]) -> bool:
    """1 2 3 4 are the numbers of the meetings."""
    return len(numbers) > 2 and numbers == list(range(1, len(numbers) + 1))


def _months_near(sheet: Sheet, row: int) -> dict[int, str]:
    """The nearest row above with names of months, by column; else a month that the sheet is named after."""
    for above in range(row - 1, max(0, row - 12), -1):
        cells = sheet.rows.get(above, {}).items()
        if found := {column: month for column, value in cells if (month := _month(value))}:
            return found if above >= row - 2 or len(found) > 1 else {1: next(iter(found.values()))}
    return {1: month} if (month := _month(sheet.title)) else {}


def _month(value: Value | None) -> str:
    """ "Sept -25" → "september 2025"; "" for any other text."""
    match = _MONTH.fullmatch(folded(text_of(value))) if isinstance(value, str) else None
    if not match or match.group(1) not in MONTHS:
        return ""
    year = match.group(2) or ""
    return f"{match.group(1)} {year if len(year) != 2 else '20' + year}".strip()
