"""What `mask` hands back: values that may be written on a screen, in a mail or in a file as they are."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
R = TypeVar("R", bound=Hashable)
C = TypeVar("C", bound=Hashable)


class Policy(StrEnum):
    """Who reads the count, and so how much of it may be said."""

    ROWS = "rows"  # may open the rows behind the count: exact
    SCREEN = "screen"  # 1–4 is written "1–4", and no total gives it away
    PUBLIC = "public"  # anybody: 7 and fewer are suppressed, the rest rounded to 5
    SF = "sf"  # scientific files: midpoint of six


@dataclass(frozen=True, slots=True)
class Shown:
    """One count as it may be written. `str()` is the text; a template writes `{{ count }}`.

    `low` and `high` are the true counts that read like this when nothing else is known (`high` None: no
    upper end). `value` is the number to draw or calculate with, None when the count is not published as one.
    """

    text: str
    low: int
    high: int | None
    value: int | None

    def __str__(self) -> str:
        return self.text

    @property
    def hidden(self) -> bool:
        return self.value is None


HIDDEN = Shown("–", 0, None, None)


def exact(count: int) -> Shown:
    return Shown(str(count), count, count, count)


def between(low: int, high: int) -> Shown:
    """A range, written with an en dash; a range of one number is that number."""
    return exact(low) if low == high else Shown(f"{low}–{high}", low, high, None)


def share(part: int, whole: int) -> int | None:
    """The whole percentage of two counts as they are written; None where it would be 0 or 100, which say something of
    everyone."""
    percent = round(100 * part / whole) if whole else 0
    return percent if 0 < percent < 100 else None


@dataclass(frozen=True)
class Cells(Mapping[K, Shown], Generic[K]):
    """One breakdown of one group of people, with its total. Reads like a dict."""

    cells: Mapping[K, Shown]
    total: Shown
    policy: Policy

    def __getitem__(self, key: K) -> Shown:
        return self.cells[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self.cells)

    def __len__(self) -> int:
        return len(self.cells)

    @property
    def shares(self) -> dict[K, int | None]:
        """Whole percentages made of what is shown, never of the true counts; None where none may be written.

        Outside `rows`, 0 and 100 % are not written: they say something of everyone in the group.
        """
        return {key: self._share(shown) for key, shown in self.cells.items()}

    def _share(self, shown: Shown) -> int | None:
        if shown.value is None or not self.total.value:
            return None
        if self.policy is Policy.ROWS:
            return round(100 * shown.value / self.total.value)
        return share(shown.value, self.total.value)


@dataclass(frozen=True)
class Grid(Mapping[R, Mapping[C, Shown]], Generic[R, C]):
    """A table of rows × columns with its margins. Reads like a dict of dicts."""

    rows: Mapping[R, Mapping[C, Shown]]
    row_totals: Mapping[R, Shown]
    column_totals: Mapping[C, Shown]
    total: Shown
    policy: Policy

    def __getitem__(self, row: R) -> Mapping[C, Shown]:
        return self.rows[row]

    def __iter__(self) -> Iterator[R]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)
