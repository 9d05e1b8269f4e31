"""From people to the rows of A_characteristics. Pure.

So coarse that at least k people of two circles read alike, in labels of static files only. Ids are drawn by lot for one
file. Who has which is known to the gate while it checks, and then to nobody.
"""

import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from disclosure import batch_shortfalls
from exports import hierarchies
from exports.hierarchies import COLUMNS
from exports.rules.classes import K_LEAST
from exports.rules.refusals import Refusal

if TYPE_CHECKING:
    from disclosure import Hierarchy, Solution

MAX_SUPPRESSED = 0.05
# Age has many levels and would be the first to go, and is what evaluators compare by.
DEMANDS = {"max_suppression": MAX_SUPPRESSED, "distinct": {"circle": 2}, "weights": {"age_band": 2}}
ID_LETTERS, ID_LENGTH = "bcdfghjkmnpqrstvwxz", 8  # no vowels: an id is no word, and no number in a spreadsheet

Row = list[int | str]


@dataclass
class People:
    """Leaves, circles and seats, row by row."""

    leaves: dict[str, list[str]] = field(default_factory=lambda: {column: [] for column in COLUMNS})
    circles: list[int] = field(default_factory=list)
    seats: list[int] = field(default_factory=list)

    def add(self, seat: int, circle: int, found: Mapping[str, str]) -> None:
        self.seats.append(seat)
        self.circles.append(circle)
        for column in COLUMNS:
            self.leaves[column].append(found[column])


@dataclass(frozen=True)
class Drawn:
    """The rows, or why there are none. `seats`: id → seat; for the gate's eyes, never stored."""

    rows: list[Row] = field(default_factory=list)
    seats: Mapping[str, int] = field(default_factory=dict)
    refused: Sequence[dict] = ()


def draw(people: People, everyone: People, *, k: int = K_LEAST) -> Drawn:
    """The table of `people`, refused where they are too few or lose too much. `everyone`: of all batches so far."""
    from disclosure import Refused  # here, as below: it needs numpy, which the web processes don't

    small = batch_shortfalls(people=len(people.seats), circles=len(set(people.circles)))
    if small:
        return Drawn(refused=[{"rule": gap.rule, "needed": gap.needed, "missing": gap.missing} for gap in small])
    try:
        solution = coarsened(people, shown(everyone), k=k)
    except Refused:
        return Drawn(refused=[{"rule": Refusal.TOO_COARSE}])
    if solution.hidden > MAX_SUPPRESSED * len(people.seats):
        return Drawn(refused=[{"rule": Refusal.TOO_COARSE}])
    return _with_ids(solution.table, people.seats)


@dataclass(frozen=True)
class Shown:
    """Hierarchies as far down as values are common enough, and the label by which each leaf is shown."""

    hierarchies: Mapping[str, "Hierarchy"]
    labels: Mapping[str, Mapping[str, str]]


def shown(everyone: People) -> Shown:
    """A label has 20 people of 3 circles behind it, over all batches so far. What is rarer has a broader one."""
    from disclosure import shown_leaves, with_shown_leaves

    full = hierarchies.hierarchies()
    labels = {c: shown_leaves(full[c], everyone.leaves[c], everyone.circles) for c in COLUMNS}
    return Shown({c: with_shown_leaves(full[c], labels[c]) for c in COLUMNS}, labels)


def coarsened(people: People, shown: Shown, *, k: int) -> "Solution":
    """The table of least loss. Raises Refused where there is none."""
    from disclosure import least_loss

    table = {c: [shown.labels[c][leaf] for leaf in people.leaves[c]] for c in COLUMNS}
    return least_loss(table | {"circle": people.circles}, shown.hierarchies, k=k, **DEMANDS)


def _with_ids(table: Mapping[str, Sequence[str]], seats: Sequence[int]) -> Drawn:
    ids, levels = fresh_ids(len(seats)), hierarchies.level_of()
    columns = [[(label, levels[column][label]) for label in table[column]] for column in COLUMNS]
    rows = [[one, *(cell for pair in row for cell in pair)] for one, *row in zip(ids, *columns, strict=True)]
    return Drawn(sorted(rows), dict(zip(ids, seats, strict=True)))


def fresh_ids(count: int, *, but_none_of: Collection[str] = ()) -> list[str]:
    ids: set[str] = set()
    while len(ids) < count:
        ids.add("".join(secrets.choice(ID_LETTERS) for _ in range(ID_LENGTH)))
        ids.difference_update(but_none_of)
    return list(ids)
