"""What a class of people who read alike must fulfil: k people, l distinct values, a distribution within t."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

import numpy as np

from disclosure.recoding.coded import Classes
from disclosure.recoding.hierarchy import Hierarchy
from disclosure.recoding.refused import Reason, Refused

SLACK = 1e-9  # of a distance that equals t but for the last bits


class Closeness(NamedTuple):
    """A class's distribution of `column` is at most `limit` from that of the whole table.

    `equal`: half the sum of the differences of shares. `ordered`: the earth mover's distance over the values
    in their order, 1 from the first to the last (Li, Li and Venkatasubramanian 2007).
    """

    column: str
    limit: float
    distance: Literal["equal", "ordered"] = "equal"


@dataclass(frozen=True)
class Sensitive:
    """One sensitive column as numbers below `width`."""

    of_row: np.ndarray
    width: int

    def take(self, rows: np.ndarray) -> "Sensitive":
        return Sensitive(self.of_row[rows], self.width)


@dataclass(frozen=True)
class Demands:
    """Which classes are good. `overall` is the distribution of the whole table, of a part of it too."""

    k: int
    distinct: tuple[tuple[Sensitive, int], ...] = ()
    close: Sensitive | None = None
    closeness: Closeness | None = None
    overall: np.ndarray = field(default_factory=lambda: np.empty(0))

    def take(self, rows: np.ndarray) -> "Demands":
        """The same demands on some of the rows."""
        distinct = tuple((values.take(rows), least) for values, least in self.distinct)
        close = self.close and self.close.take(rows)
        return Demands(self.k, distinct, close, self.closeness, self.overall)

    def lasting(self, classes: Classes) -> np.ndarray:
        """The classes that stay good however much they grow: k and distinct values, not closeness."""
        good = classes.sizes >= self.k
        for values, least in self.distinct:
            pairs = np.unique(classes.of_row * values.width + values.of_row)
            good &= np.bincount(pairs // values.width, minlength=len(good)) >= least
        return good

    def good(self, classes: Classes) -> np.ndarray:
        """The classes that fulfil everything, as one truth value for each of `classes.sizes`."""
        good = self.lasting(classes)
        if self.close is not None and good.any():
            good[good] = self._distances(classes, good) <= self.closeness.limit + SLACK
        return good

    def of_all(self, rows: int) -> bool:
        """Whether all the rows together, so many of them, would be a good class."""
        return bool(self.good(Classes(np.zeros(rows, dtype=np.int64), np.array([rows])))[0])

    def _distances(self, classes: Classes, of: np.ndarray) -> np.ndarray:
        place = np.cumsum(of) - 1
        rows = of[classes.of_row]
        pairs = place[classes.of_row[rows]] * self.close.width + self.close.of_row[rows]
        counts = np.bincount(pairs, minlength=int(of.sum()) * self.close.width).reshape(-1, self.close.width)
        return distances(counts / classes.sizes[of][:, None], self.overall, self.closeness.distance)


def distances(shares: np.ndarray, overall: np.ndarray, distance: str) -> np.ndarray:
    """How far each row of shares is from the overall shares, 0 to 1."""
    apart = shares - overall
    if distance == "ordered":
        return np.abs(np.cumsum(apart, axis=-1)).sum(axis=-1) / max(len(overall) - 1, 1)
    return np.abs(apart).sum(axis=-1) / 2


def demands(
    rows: Mapping[str, Sequence[str]],
    hierarchies: Mapping[str, Hierarchy],
    k: int,
    distinct: Mapping[str, int],
    t: Closeness | None,
) -> Demands:
    """The demands on this table. Refused for what the table does not have or no table could fulfil."""
    if isinstance(k, bool) or not isinstance(k, int) or k < 2:
        raise Refused(Reason.K_TOO_LOW, f"k is a whole number from 2 up, not {k}: with less, people stand alone.")
    counted = tuple((_sensitive(column, rows, None), _least(column, least)) for column, least in distinct.items())
    if t is None:
        return Demands(k, counted)
    _check(t)
    close = _sensitive(t.column, rows, _order(t, rows, hierarchies))
    overall = np.bincount(close.of_row, minlength=close.width) / max(len(close.of_row), 1)
    return Demands(k, counted, close, t, overall)


def _least(column: str, least: int) -> int:
    if least < 2:
        raise Refused(Reason.BROKEN_DEMAND, f"Distinct values of “{column}”: {least} demands nothing; give 2 or more.")
    return least


def _check(t: Closeness) -> None:
    if not 0 < t.limit <= 1:
        raise Refused(Reason.BROKEN_DEMAND, f"t of “{t.column}” is above 0 and at most 1, not {t.limit}.")
    if t.distance not in ("equal", "ordered"):
        raise Refused(Reason.BROKEN_DEMAND, f"A distance is “equal” or “ordered”, not “{t.distance}”.")


def _sensitive(column: str, rows: Mapping[str, Sequence[str]], order: Sequence[str] | None) -> Sensitive:
    if column not in rows:
        raise Refused(Reason.UNKNOWN_COLUMN, f"There is no column “{column}” to demand anything of.")
    places = {value: place for place, value in enumerate(order or dict.fromkeys(rows[column]))}
    return Sensitive(np.array([places[value] for value in rows[column]], dtype=np.int64), len(places))


def _order(t: Closeness, rows: Mapping[str, Sequence[str]], hierarchies: Mapping[str, Hierarchy]) -> list[str] | None:
    """The values in order: as the hierarchy lists them, else by number."""
    if t.distance == "equal" or t.column not in rows:
        return None
    values = set(rows[t.column])
    if t.column in hierarchies and values <= set(hierarchies[t.column].leaves):
        return list(hierarchies[t.column].leaves)
    try:
        return sorted(values, key=float)
    except ValueError:
        sentence = f"“{t.column}” has no order: give it a hierarchy file with all values in order, or use “equal”."
        raise Refused(Reason.BROKEN_DEMAND, sentence) from None
