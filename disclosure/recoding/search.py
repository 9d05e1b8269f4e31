"""One level for each column: the best of all ways, found without trying them all."""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.recoding.coded import Classes, Coded, coded
from disclosure.recoding.demands import Closeness, Demands, demands
from disclosure.recoding.hierarchy import Hierarchy
from disclosure.recoding.lattice import Lattice
from disclosure.recoding.losses import Metric, discernibility, marginals
from disclosure.recoding.refused import Reason, Refused
from disclosure.recoding.solution import Solution, sensitive_columns, solution


def search(
    rows: Mapping[str, Sequence[str]],
    hierarchies: Mapping[str, Hierarchy],
    *,
    k: int,
    max_suppression: float = 0.0,
    metric: Metric | str = Metric.NUE,
    t: Closeness | None = None,
    distinct: Mapping[str, int] | None = None,
    iterate: bool = False,
) -> Solution:
    """The table with one level per column: of all feasible nodes the one of least loss, then height, then node.

    `rows` is column → values. Columns with a hierarchy are quasi-identifiers, except those that `t` and
    `distinct` name. A class is good with k people, the `distinct` number of values of each column named there,
    and a distribution within `t`. A node is feasible when the rows outside its good classes are at most
    `max_suppression` × rows; these are suppressed, and where they would make no good class themselves, the
    smallest classes with them. With `iterate` those outside are searched again as a table of their own, until
    nothing more is won; `levels` and `loss` remain those of the first node. Refused when nothing is feasible.
    """
    t = Closeness(*t) if t else None
    distinct = distinct or {}
    metric = Metric(metric)
    quasi = {column: h for column, h in hierarchies.items() if column not in sensitive_columns(t, distinct)}
    table, wanted = coded(rows, quasi), demands(rows, hierarchies, k, distinct, t)
    first = best_node(table, wanted, max_suppression, metric)
    rest = np.flatnonzero(~first.kept)
    row_levels = np.tile(first.levels, (len(table), 1))
    while iterate and len(rest) >= k:
        again = _again(table.take(rest), wanted.take(rest), max_suppression, metric)
        if again is None:
            break
        row_levels[rest] = again.levels
        rest = rest[~again.kept]
    return solution(table, wanted, row_levels, rest, levels=first.levels, loss=first.loss)


def _again(table: Coded, wanted: Demands, max_suppression: float, metric: Metric) -> "Node | None":
    """The best node of a remainder, unless it keeps nobody apart from the suppressed."""
    try:
        node = best_node(table, wanted, max_suppression, metric)
    except Refused:
        return None
    at_top = all(level == h.height for level, h in zip(node.levels, table.hierarchies, strict=True))
    return node if node.kept.any() and not at_top else None


@dataclass(frozen=True)
class Node:
    """A level for each column, its loss, and which rows are in its good classes."""

    levels: np.ndarray
    loss: float
    kept: np.ndarray


def best_node(table: Coded, wanted: Demands, max_suppression: float, metric: Metric) -> Node:
    """Best first by what the columns alone tell of the loss; one look at the table tells of many nodes.

    Being feasible lasts up the lattice and being infeasible down, with one exception: with suppression a class
    may lose its closeness by growing. Then closeness is asked node by node, the rest by inheritance.
    """
    if not 0 <= max_suppression < 1:
        raise Refused(Reason.BROKEN_DEMAND, f"At most a share below 1 may be suppressed, not {max_suppression}.")
    if len(table) < wanted.k:
        raise Refused(Reason.TOO_FEW_ROWS, f"The table has {len(table)} rows; with k = {wanted.k} it needs as many.")
    hunt = _Hunt(table, wanted, math.floor(max_suppression * len(table) + 1e-9), metric)
    node = hunt.best()
    classes = table.classes(hunt.lattice.nodes[node])
    kept = wanted.good(classes)[classes.of_row]
    return Node(hunt.lattice.nodes[node].astype(int), hunt.loss_of(node, classes, int((~kept).sum())), kept)


class _Hunt:
    """One search of one lattice."""

    def __init__(self, table: Coded, wanted: Demands, allowed: int, metric: Metric):
        self.table, self.wanted, self.allowed, self.metric = table, wanted, allowed, metric
        self.lattice = Lattice(marginals(table, metric))
        self.costs = marginals(table, Metric.NCP)
        self.lasting: Callable[[Classes], np.ndarray] = wanted.lasting if allowed else wanted.good

    def best(self) -> int:
        lattice = self.lattice
        if not self._fits(lattice.top):
            raise _hopeless(self.wanted)
        lattice.fit[lattice.top] = True
        best: tuple[float, int, int] | None = None
        while (node := lattice.most_promising()) is not None:
            if best is not None and lattice.key(lattice.bounds[node], node) >= best:
                break
            if not lattice.fit[node]:
                self._learn(node)
            if lattice.open[node]:
                lattice.open[node] = False
                loss = self._judge(node)
                if loss is not None:
                    best = min(filter(None, (best, lattice.key(loss, node))))
        if best is None:
            raise _hopeless(self.wanted)
        return best[2]

    def _learn(self, node: int) -> None:
        """Find the first fitting node on one way to the top, and tell all above it and below its foregoer."""
        way = list(self.lattice.way_up(node, self.costs))
        low, high = 0, len(way) - 1
        while low < high:
            middle = (low + high) // 2
            if self.lattice.fit[way[middle]] or self._fits(way[middle]):
                high = middle
            else:
                low = middle + 1
        self.lattice.fit |= self.lattice.above(way[high])
        if high:
            self.lattice.open &= ~self.lattice.below(way[high - 1])

    def _fits(self, node: int) -> bool:
        classes = self.table.classes(self.lattice.nodes[node])
        if self.metric is Metric.DM:
            self.lattice.raise_bounds(node, discernibility(classes))
        return classes.sizes[~self.lasting(classes)].sum() <= self.allowed

    def _judge(self, node: int) -> float | None:
        """The loss of a node; None if it is not feasible."""
        classes = self.table.classes(self.lattice.nodes[node])
        outside = int(classes.sizes[~self.wanted.good(classes)].sum())
        return self.loss_of(node, classes, outside) if outside <= self.allowed else None

    def loss_of(self, node: int, classes: Classes, outside: int) -> float:
        if self.metric is Metric.DM:
            return float(discernibility(classes))
        if self.metric is Metric.NUE or not outside:
            return float(self.lattice.bounds[node])
        kept = self.wanted.good(classes)[classes.of_row]
        levels = self.lattice.nodes[node]
        widths = sum(
            h.widths[levels[c], self.table.leaves[kept, c]].sum() for c, h in enumerate(self.table.hierarchies)
        )
        return float(widths / len(levels) + outside) / len(self.table)


def _hopeless(wanted: Demands) -> Refused:
    sentence = f"Even with everything coarsened to “*” the table does not fulfil k = {wanted.k} and the rest demanded."
    return Refused(Reason.NOTHING_FEASIBLE, sentence)
