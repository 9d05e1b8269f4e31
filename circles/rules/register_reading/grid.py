"""A workbook as cells: what was in which place, and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum


class Formula(Enum):
    """A cell whose formula was never calculated: its value is not in the file."""

    UNCALCULATED = "uncalculated"


Value = str | int | float | bool | datetime | date | time | Formula
Row = Mapping[int, Value]


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range; only its top-left cell holds a value."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` holds filled rows only; rows and columns count from 1 as in Excel."""

    title: str
    rows: Mapping[int, Row]
    hidden: bool = False
    merges: tuple[Merge, ...] = ()
    top_of: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def value(self, row: int, column: int) -> Value | None:
        """What stands in the cell itself."""
        return self.rows.get(row, {}).get(column)

    def spread(self, row: int, column: int) -> Value | None:
        """What stands in the cell, or in the top of a range merged downwards over it."""
        value = self.value(row, column)
        if value is None and (top := self.top_of.get((row, column))):
            return self.value(top, column)
        return value

    @property
    def last_row(self) -> int:
        return max(self.rows, default=0)


@dataclass(frozen=True, slots=True)
class Workbook:
    sheets: tuple[Sheet, ...]
    epoch_1904: bool = False  # which day its day numbers count from
    name: str = ""  # the file's, which may say a year


def sheet(title: str, rows: Mapping[int, Row], *, hidden: bool = False, merges: tuple[Merge, ...] = ()) -> Sheet:
    """A sheet that knows which cells a range merged downwards covers."""
    top_of = {
        (row, merge.first_column): merge.first_row
        for merge in merges
        for row in range(merge.first_row + 1, min(merge.last_row, merge.first_row + 5000) + 1)
    }
    return Sheet(title, rows, hidden, merges, top_of)


def letters(column: int) -> str:
    """5 → "E"."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def text_of(value: Value | None) -> str:
    """A cell as one line of text: 4.0 as "4", without control and direction characters."""
    if value is None or isinstance(value, Formula):
        return ""
    if isinstance(value, bool):
        return "sant" if value else "falskt"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if isinstance(value, datetime | date):
        return value.isoformat()
    return clean(str(value))


def clean(text: str) -> str:
    """One line without invisible characters (direction marks, zero widths), spaces made single."""
    visible = "".join(" " if mark in _SPACES else mark for mark in text if mark not in _INVISIBLE)
    return " ".join("".join(mark if mark.isprintable() else " " for mark in visible).split())


_SPACES = frozenset("\u00a0\u2007\u202f")
_INVISIBLE = frozenset(
    "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"
    + "".join(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
)
