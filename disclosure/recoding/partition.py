"""Each group of people at its own levels: far less is lost than with one level for a whole column.

Top down: all begin as one part at `*`. Each part is split by the one column that wins most, into the labels of
the next level below; labels with too few people stay together under the label they had. Labels are those of the
hierarchies and nothing else, so a reader of one release can read the next.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.recoding.coded import Classes, Coded, coded
from disclosure.recoding.demands import Closeness, Demands, demands
from disclosure.recoding.hierarchy import Hierarchy
from disclosure.recoding.refused import Reason, Refused
from disclosure.recoding.solution import Solution, sensitive_columns, solution


def partition(
    rows: Mapping[str, Sequence[str]],
    hierarchies: Mapping[str, Hierarchy],
    *,
    k: int,
    t: Closeness | None = None,
    distinct: Mapping[str, int] | None = None,
    weights: Mapping[str, float] | None = None,
) -> Solution:
    """The table in parts, each with its own levels, of which each fulfils what `search` demands of a class.

    Nobody is suppressed. The loss is the `ncp`. `weights`: column → how much more than another it is worth to whoever
    reads the table, above 0 (1 where nothing is said); without one a column of many levels is split late. Refused when
    the table as a whole does not fulfil the demands.
    """
    t = Closeness(*t) if t else None
    distinct = distinct or {}
    quasi = {column: h for column, h in hierarchies.items() if column not in sensitive_columns(t, distinct)}
    table, wanted = coded(rows, quasi), demands(rows, hierarchies, k, distinct, t)
    if len(table) < k:
        raise Refused(Reason.TOO_FEW_ROWS, f"The table has {len(table)} rows; with k = {k} it needs as many.")
    if not wanted.of_all(len(table)):
        raise Refused(Reason.NOTHING_FEASIBLE, "The table as a whole does not fulfil what is demanded of each class.")
    worth = np.array([(weights or {}).get(column, 1) for column in table.columns], dtype=float)
    return solution(table, wanted, _row_levels(table, wanted, worth), np.empty(0, dtype=np.int64))


def _row_levels(table: Coded, wanted: Demands, worth: np.ndarray) -> np.ndarray:
    """Rows × columns. Each pass splits every part that can be split; a part that cannot is done."""
    row_levels = np.tile([h.height for h in table.hierarchies], (len(table), 1))
    part = np.zeros(len(table), dtype=np.int64)
    busy = np.arange(len(table))
    while len(busy):
        pass_ = _Pass(table.take(busy), wanted.take(busy), part[busy], row_levels[busy], worth)
        moved, part[busy], chosen = pass_.best()
        row_levels[busy[moved], chosen[moved]] -= 1
        # A part of which nothing was split off is done. Parts are numbered anew, so numbers stay small.
        busy = busy[np.isin(pass_.part, np.unique(pass_.part[moved]))]
        _, part[busy] = np.unique(part[busy], return_inverse=True)
    return row_levels


@dataclass(frozen=True)
class Split:
    """What one column would win in each part. `leaves` are the rows that get a part of their own: their child."""

    won: np.ndarray  # of each part
    child: np.ndarray  # of each row
    leaves: np.ndarray  # of each row


@dataclass(frozen=True)
class _Pass:
    """All parts at once, one level down."""

    table: Coded
    wanted: Demands
    part: np.ndarray
    row_levels: np.ndarray
    worth: np.ndarray  # of each column

    def best(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Which rows move down a level, the part each row is then in, and in which column its part was split."""
        splits = [self.split(column) for column in range(len(self.table.columns))]
        won = np.array([split.won for split in splits]) * self.worth[:, None]
        chosen = won.argmax(axis=0)[self.part]
        moved, part, offset = np.zeros(len(self.part), dtype=bool), self.part.copy(), won.shape[1]
        for column, split in enumerate(splits):
            mine = split.leaves & (chosen == column)
            part[mine] = split.child[mine] + offset
            offset += int(split.child.max()) + 1
            moved |= mine
        return moved, part, chosen

    def split(self, column: int) -> Split:
        hierarchy, levels = self.table.hierarchies[column], self.row_levels[:, column]
        leaf = self.table.leaves[:, column]
        lower = np.maximum(levels - 1, 0)
        codes = np.array(hierarchy.label_codes)[lower, leaf]
        _, first, child, sizes = np.unique(
            self.part * len(hierarchy.leaves) + codes, return_index=True, return_inverse=True, return_counts=True
        )
        parent = self.part[first]
        won = (hierarchy.widths[levels, leaf] - hierarchy.widths[lower, leaf])[first]
        # A label of the same people as the one above costs nobody anything, and shows what can be won below it.
        gains = np.where(won == 0, np.inf, sizes * won)
        stays = self._stays(Classes(child, sizes), parent, gains) | (levels[first] == 0)
        won = np.bincount(parent, weights=np.where(stays, 0, gains), minlength=int(self.part.max()) + 1)
        return Split(won, child, ~stays[child])

    def _stays(self, children: Classes, parent: np.ndarray, gains: np.ndarray) -> np.ndarray:
        """The children that stay together under the label they had: the bad, and a good one if need be.

        Where the bad ones of a part do not make a good class together, the good one that wins least stays with
        them; where that does not help, the part is not split by this column.
        """
        stays = ~self.wanted.good(children)
        short = self._short(stays, children, parent)
        order = np.lexsort((gains, stays, parent))
        firsts = order[np.flatnonzero(np.diff(parent[order], prepend=-1))]
        stays[firsts[short[parent[firsts]]]] = True
        return stays | self._short(stays, children, parent)[parent]

    def _short(self, stays: np.ndarray, children: Classes, parent: np.ndarray) -> np.ndarray:
        """The parts whose staying children are some, but no good class together."""
        rows = np.flatnonzero(stays[children.of_row])
        of_row = parent[children.of_row[rows]]
        sizes = np.bincount(of_row, minlength=int(parent.max()) + 1)
        return (sizes > 0) & ~self.wanted.take(rows).good(Classes(of_row, sizes))
