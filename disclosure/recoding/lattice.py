"""All ways to give each column one level, and what is known of them so far."""

import math
from collections.abc import Iterator, Sequence

import numpy as np

from disclosure.recoding.refused import Reason, Refused

MAX_NODES = 2_000_000
DIGITS = 12  # two losses that differ by less are a tie


class Lattice:
    """The nodes in lexicographic order. A node's *bound* is a loss that it cannot be below."""

    def __init__(self, marginals: Sequence[np.ndarray]):
        shape = [len(levels) for levels in marginals]
        if math.prod(shape) > MAX_NODES:
            ways = f"There are {math.prod(shape)} ways to coarsen this table, too many to search"
            raise Refused(Reason.TOO_MANY_NODES, f"{ways}. Partition it instead.")
        self.nodes = np.indices(shape, dtype=np.int8).reshape(len(shape), -1).T
        self.heights = self.nodes.sum(axis=1, dtype=np.int64)
        self.strides = np.array([math.prod(shape[column + 1 :]) for column in range(len(shape))])
        self.bounds = sum(levels[self.nodes[:, column]] for column, levels in enumerate(marginals))
        self.scale = max(float(self.bounds[-1]), 1.0)
        self.open = np.ones(len(self.nodes), dtype=bool)  # may still be the best
        self.fit = np.zeros(len(self.nodes), dtype=bool)  # known to suppress no more than is allowed

    @property
    def top(self) -> int:
        return len(self.nodes) - 1

    def key(self, loss: float, node: int) -> tuple[float, int, int]:
        """Ties are broken by loss, height, node."""
        return round(loss / self.scale, DIGITS), int(self.heights[node]), node

    def most_promising(self) -> int | None:
        """The open node of the lowest bound; of equals the lowest, then the first."""
        nodes = np.flatnonzero(self.open)
        if not len(nodes):
            return None
        bounds = np.round(self.bounds[nodes] / self.scale, DIGITS)
        nodes = nodes[bounds == bounds.min()]
        return int(nodes[np.argmin(self.heights[nodes])])

    def above(self, node: int) -> np.ndarray:
        return (self.nodes >= self.nodes[node]).all(axis=1)

    def below(self, node: int) -> np.ndarray:
        return (self.nodes <= self.nodes[node]).all(axis=1)

    def raise_bounds(self, node: int, loss: float) -> None:
        above = self.above(node)
        self.bounds[above] = np.maximum(self.bounds[above], loss)

    def way_up(self, node: int, costs: Sequence[np.ndarray]) -> Iterator[int]:
        """From a node to the top, one level at a time, by the cheapest step each time."""
        levels = self.nodes[node].astype(int)
        tops = self.nodes[self.top]
        while True:
            yield int(levels @ self.strides)
            steps = [(cost[levels[c] + 1] - cost[levels[c]], c) for c, cost in enumerate(costs) if levels[c] < tops[c]]
            if not steps:
                return
            levels[min(steps)[1]] += 1
