"""Measured values, such as before and after, replaced by the means of small groups of people alike.

MDAV (Domingo-Ferrer and Torra 2005): the person farthest from the middle with those nearest to them, then the one
farthest from that person with theirs, until too few are left, who join the nearest. Here a group also grows until
enough of its members are outside its largest circle: a leader who knows one circle by heart must not know a group.
"""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np

from disclosure.recoding.refused import Reason, Refused

GROUP = 5
OUTSIDE = 3  # members outside the largest circle of the group


@dataclass(frozen=True)
class Microaggregated:
    """`values` is rows × variables, each the mean of its group; `of_row` numbers the groups.

    `kept_variance` of each variable, and of the difference of the last and the first as `kept_change`, is the
    share of the variance that the means still show, 0 to 1: standard deviations shrink by its root. Means of all
    rows are exact.
    """

    values: list[tuple[float, ...]]
    of_row: list[int]
    kept_variance: tuple[float, ...]
    kept_change: float


def microaggregate(
    points: Sequence[Sequence[float]], circles: Sequence[Hashable], *, k: int = GROUP, outside: int = OUTSIDE
) -> Microaggregated:
    """Group rows of numbers; each group has `k` people or more and `outside` or more outside its largest circle.

    Distances are of values divided by their standard deviation. Deterministic: of equals the first row. Refused
    for k below five, `outside` below three, rows without a circle each, and too few rows or circles for any group.
    """
    if k < GROUP:
        raise Refused(Reason.K_TOO_LOW, f"Groups have at least {GROUP} people, not {k}.")
    if outside < OUTSIDE:
        raise Refused(Reason.BROKEN_DEMAND, f"At least {OUTSIDE} are outside the largest circle, not {outside}.")
    if len(points) != len(circles):
        raise Refused(Reason.BROKEN_TABLE, f"There are {len(points)} rows, but circles of {len(circles)}.")
    places = {circle: place for place, circle in enumerate(dict.fromkeys(circles))}
    rule = _Rule(k, outside, np.array([places[circle] for circle in circles], dtype=np.int64))
    if not rule.holds(np.arange(len(points))):
        needed = f"groups of {k} people, {outside} of them outside the largest circle"
        raise Refused(Reason.TOO_FEW_ROWS, f"{len(points)} rows of {len(places)} circles make no {needed}.")
    exact = np.asarray(points, dtype=float)
    of_row = _groups(_scaled(exact), rule)
    means = np.column_stack([np.bincount(of_row, weights=column) for column in exact.T])
    values = (means / np.bincount(of_row)[:, None])[of_row]
    return Microaggregated(
        values=[tuple(row) for row in values.tolist()],
        of_row=of_row.tolist(),
        kept_variance=tuple(_kept(*pair) for pair in zip(exact.T, values.T, strict=True)),
        kept_change=_kept(exact[:, -1] - exact[:, 0], values[:, -1] - values[:, 0]),
    )


@dataclass(frozen=True)
class _Rule:
    k: int
    outside: int
    circles: np.ndarray

    def holds(self, rows: np.ndarray) -> bool:
        if len(rows) < self.k:
            return False
        return len(rows) - np.bincount(self.circles[rows]).max() >= self.outside

    def shortest(self, rows: np.ndarray) -> np.ndarray:
        """The first rows that hold, of rows in order of distance that hold together."""
        low, high = self.k, len(rows)
        while low < high:  # more people never break the rule
            middle = (low + high) // 2
            low, high = (low, middle) if self.holds(rows[:middle]) else (middle + 1, high)
        return rows[:low]


def _scaled(points: np.ndarray) -> np.ndarray:
    deviation = points.std(axis=0)
    return points / np.where(deviation > 0, deviation, 1)


def _groups(points: np.ndarray, rule: _Rule) -> np.ndarray:
    of_row = np.full(len(points), -1)
    left, count, former = np.arange(len(points)), 0, None
    while rule.holds(left):
        middle = points[left].mean(axis=0) if former is None else points[former]
        start = left[np.argmax(_distances(points[left], middle))]
        of_row[rule.shortest(left[np.argsort(_distances(points[left], points[start]), kind="stable")])] = count
        left, count = left[of_row[left] < 0], count + 1
        former = start if former is None else None
    return _joined(points, of_row, left)


def _joined(points: np.ndarray, of_row: np.ndarray, left: np.ndarray) -> np.ndarray:
    """Those who make no group of their own join that of the person nearest to them."""
    grouped = np.flatnonzero(of_row >= 0)
    for row in left:
        of_row[row] = of_row[grouped[np.argmin(_distances(points[grouped], points[row]))]]
    return of_row


def _distances(points: np.ndarray, place: np.ndarray) -> np.ndarray:
    return ((points - place) ** 2).sum(axis=1)


def _kept(exact: np.ndarray, shown: np.ndarray) -> float:
    return float(shown.var() / exact.var()) if exact.var() > 0 else 1.0
