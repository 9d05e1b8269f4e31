"""What recoding hands back: the table, what it cost, and what risk is left."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import fmean

import numpy as np

from disclosure.recoding.coded import Classes, Coded, group
from disclosure.recoding.demands import Closeness, Demands
from disclosure.recoding.hierarchy import TOP
from disclosure.recoding.losses import discernibility, penalties


def sensitive_columns(t: Closeness | None, distinct: Mapping[str, int]) -> set[str]:
    """The columns of which something is demanded; they are no quasi-identifiers."""
    return {*distinct, *([t.column] if t else [])}


@dataclass(frozen=True)
class Solution:
    """A recoded table, rows in their order.

    `levels` is column → level, None where each row has its own (partition). `loss` is in the metric asked for,
    of the one best node; of a partition its `ncp`. `hidden` rows are all that read `*` throughout, those of a part
    that was never split too. `suppressed` rows read `*` in every quasi-identifier; they
    are counted as one class, never as matching others. `row_levels` is column → the level of each row. `penalties` is
    column → what it lost, 0 to 1; the `ncp` is their mean.
    """

    levels: dict[str, int] | None
    loss: float
    suppressed: int
    table: dict[str, list[str]]
    row_levels: dict[str, list[int]]
    sizes: tuple[int, ...]  # of all classes, ascending
    penalties: dict[str, float]
    dm: int
    hidden: int = 0

    @property
    def ncp(self) -> float:
        return fmean(self.penalties.values())

    @property
    def smallest(self) -> int:
        return self.sizes[0]

    @property
    def largest(self) -> int:
        return self.sizes[-1]

    @property
    def highest_risk(self) -> float:
        """The chance to name the right person, for whoever knows that somebody is in the smallest class."""
        return 1 / self.smallest

    @property
    def average_risk(self) -> float:
        """That chance over all rows: classes ÷ rows."""
        return len(self.sizes) / sum(self.sizes)


def solution(
    table: Coded,
    wanted: Demands,
    row_levels: np.ndarray,
    rest: np.ndarray,
    *,
    levels: np.ndarray | None = None,
    loss: float | None = None,
) -> Solution:
    """The table at these levels, with the rows `rest` suppressed and so many more that they are a good class."""
    suppressed = _hidden(_classes(table, row_levels), wanted, rest)
    tops = np.array([h.height for h in table.hierarchies])
    row_levels = np.where(suppressed[:, None], tops, row_levels)
    classes = _classes(table, row_levels)
    lost = penalties(table, row_levels)
    labels = {column: _labels(table, c, row_levels[:, c]) for c, column in enumerate(table.columns)}
    return Solution(
        levels=None if levels is None else dict(zip(table.columns, map(int, levels), strict=True)),
        loss=fmean(lost.values()) if loss is None else loss,
        suppressed=int(suppressed.sum()),
        table=labels,
        row_levels={column: row_levels[:, c].tolist() for c, column in enumerate(table.columns)},
        sizes=tuple(sorted(classes.sizes[classes.sizes > 0].tolist())),
        penalties=lost,
        dm=discernibility(classes),
        hidden=sum(all(label == TOP for label in row) for row in zip(*labels.values(), strict=True)),
    )


def _hidden(classes: Classes, wanted: Demands, rest: np.ndarray) -> np.ndarray:
    """The rows to suppress: fewer than k alike would be found among the suppressed as in any other class."""
    hidden = np.zeros(len(classes.of_row), dtype=bool)
    hidden[rest] = True
    kept = np.bincount(classes.of_row[~hidden], minlength=len(classes.sizes))
    smallest_first = iter(sorted(np.flatnonzero(kept), key=kept.__getitem__))
    while hidden.any() and not wanted.take(hidden).of_all(int(hidden.sum())):
        nearest = next(smallest_first)
        hidden |= classes.of_row == nearest
    return hidden


def _classes(table: Coded, row_levels: np.ndarray) -> Classes:
    codes = _label_codes(table, row_levels)
    return group(codes, [int(code.max()) + 1 for code in codes], len(table))


def _label_codes(table: Coded, row_levels: np.ndarray) -> list[np.ndarray]:
    """Each cell's label as a number that equal labels share, of whatever level they are."""
    codes = []
    for column, hierarchy in enumerate(table.hierarchies):
        lines = np.array(hierarchy.lines)
        _, of_label = np.unique(lines, return_inverse=True)
        codes.append(of_label.reshape(lines.shape)[table.leaves[:, column], row_levels[:, column]])
    return codes


def _labels(table: Coded, column: int, levels: np.ndarray) -> list[str]:
    hierarchy = table.hierarchies[column]
    lines = np.array(hierarchy.lines, dtype=object)
    return lines[table.leaves[:, column], levels].tolist()
