"""The slow and plain counterpart of the recoding, sharing no code with it: loops over rows, every node tried."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from itertools import product
from math import log2


@dataclass
class Case:
    """A small table with its hierarchies as lines, and a sensitive column `need` beside."""

    rows: dict[str, list[str]]
    lines: dict[str, list[tuple[str, ...]]]
    need: list[str] = field(default_factory=list)

    @property
    def columns(self):
        return list(self.lines)

    @property
    def people(self):
        return len(self.rows[self.columns[0]])

    def label(self, column, leaf, level):
        return next(line[level] for line in self.lines[column] if line[0] == leaf)

    def at(self, node):
        """Each row's labels at a node."""
        return [
            tuple(self.label(c, self.rows[c][i], level) for c, level in zip(self.columns, node, strict=True))
            for i in range(self.people)
        ]

    def nodes(self):
        return product(*(range(len(self.lines[c][0])) for c in self.columns))


def members(labels):
    classes = defaultdict(list)
    for row, label in enumerate(labels):
        classes[label].append(row)
    return classes


def distance(values, everyone, order, kind):
    """Between the distribution of some values and everyone's."""
    apart = [values.count(v) / len(values) - everyone.count(v) / len(everyone) for v in order]
    if kind == "equal":
        return sum(map(abs, apart)) / 2
    return sum(abs(sum(apart[: i + 1])) for i in range(len(apart))) / max(len(apart) - 1, 1)


def is_good(case, rows, k, distinct=None, t=None):
    values = [case.need[i] for i in rows] if case.need else []
    if len(rows) < k or (distinct and len(set(values)) < distinct):
        return False
    if t is None:
        return True
    limit, kind = t
    return distance(values, case.need, sorted(set(case.need), key=int), kind) <= limit + 1e-9


def outside(case, labels, **demands):
    return {i for rows in members(labels).values() if not is_good(case, rows, **demands) for i in rows}


def covered(case, column, label):
    return {line[0] for line in case.lines[column] if label in line}


def penalty(case, labels):
    """NCP of rows of labels, each cell on its own."""
    cells = [
        (len(covered(case, c, row[n])) - 1) / max(len(case.lines[c]) - 1, 1)
        for row in labels
        for n, c in enumerate(case.columns)
    ]
    return sum(cells) / len(cells)


def entropy(case, node):
    bits = 0.0
    for c, level in zip(case.columns, node, strict=True):
        leaves = Counter(case.rows[c])
        groups = Counter(case.label(c, leaf, level) for leaf in case.rows[c])
        bits -= sum(log2(leaves[leaf] / groups[case.label(c, leaf, level)]) for leaf in case.rows[c])
    return bits


def loss(case, node, metric, **demands):
    labels = case.at(node)
    if metric == "nue":
        return entropy(case, node)
    if metric == "dm":
        return sum(len(rows) ** 2 for rows in members(labels).values())
    hidden = outside(case, labels, **demands)
    return penalty(case, [("*",) * len(row) if i in hidden else row for i, row in enumerate(labels)])


def optimum(case, *, max_suppression, metric, **demands):
    """(loss, height, node, suppressed) of the best node, or None: every node tried."""
    allowed = int(max_suppression * case.people + 1e-9)
    found = []
    for node in case.nodes():
        hidden = len(outside(case, case.at(node), **demands))
        if hidden <= allowed:
            found.append((round(loss(case, node, metric, **demands), 9), sum(node), node, hidden))
    return min(found, default=None)
