"""Hiding a second cell, so that a total and subtraction do not give a small one away.

The choice of the second cell may itself tell something to a reader who knows this code. So it is made by
position only (the first cell of five or more), and whether the total stays is decided from numbers the reader
sees anyway. What remains to learn in the worst case: that a small count is 1–3 and not 4.
"""

from collections.abc import Callable, Mapping
from typing import TypeVar

from disclosure.shown import HIDDEN, Shown, exact

K = TypeVar("K")

LOWEST, HIGHEST, NEXT = 1, 4, 5


def screen_cells(counts: Mapping[K, int], one: Callable[[int], Shown]) -> tuple[dict[K, Shown], Shown]:
    """The cells as written, and the total: exact where that is safe, else hidden."""
    cells = {key: one(count) for key, count in counts.items()}
    small = [count for count in counts.values() if LOWEST <= count <= HIGHEST]
    total = exact(sum(counts.values()))
    if not small or _sum_tells_nothing(sum(small), len(small)):
        return cells, total
    second = next((key for key, count in counts.items() if count >= NEXT), None)
    if second is None:
        return cells, one(sum(small)) if len(small) == 1 else HIDDEN
    cells[second] = HIDDEN
    # With the second cell known to be 5 or more, each small one can still be anything from 1 to 4.
    enough = sum(small) + counts[second] >= HIGHEST * len(small) + NEXT
    return cells, total if enough else HIDDEN


def _sum_tells_nothing(total: int, cells: int) -> bool:
    """Whether each of so many small cells can be 1 and can be 4, given their sum."""
    others = cells - 1
    return HIGHEST + LOWEST * others <= total <= LOWEST + HIGHEST * others
