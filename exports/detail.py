"""How much detail a table of A_characteristics has left, read off its published rows."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from exports.hierarchies import COLUMNS, TOP, level_of, width_of

COMPARABLE = 0.5  # a column in which fewer people than this share have a label below `*` compares nothing


@dataclass(frozen=True, slots=True)
class Detail:
    """People, exact. `coarsened`: column → people with a broader label than a leaf, the hidden apart."""

    people: int
    hidden: int  # `*` in every column
    largest: int  # people who read alike
    coarsened: dict[str, int]
    kept: dict[str, float]  # column → 0 to 1
    compared: tuple[str, ...]

    @property
    def not_compared(self) -> tuple[str, ...]:
        return tuple(column for column in COLUMNS if column not in self.compared)

    @property
    def loss(self) -> float:
        """The mean over people and columns: what one minus it leaves is shown column by column."""
        return 1 - sum(self.kept.values()) / len(self.kept)


def detail(rows: Sequence[Sequence]) -> Detail:
    """Of rows as they are published: an id, then each column's label and level. ValueError for no rows."""
    if not rows:
        raise ValueError("No rows, no detail.")
    classes = Counter(tuple(row[1::2]) for row in rows)
    return of_classes(classes)


def of_classes(classes: Counter[tuple[str, ...]]) -> Detail:
    """Of labels, column by column → people."""
    people, hidden = classes.total(), classes[(TOP,) * len(COLUMNS)]
    columns = {column: Counter() for column in COLUMNS}
    for labels, number in classes.items():
        for column, label in zip(COLUMNS, labels, strict=True):
            columns[column][label] += number
    return Detail(
        people=people,
        hidden=hidden,
        largest=max(classes.values()),
        coarsened={
            column: sum(n for label, n in labels.items() if level_of()[column][label] > 0) - hidden
            for column, labels in columns.items()
        },
        kept={
            column: 1 - sum(n * width_of()[column][label] for label, n in labels.items()) / people
            for column, labels in columns.items()
        },
        compared=tuple(column for column, labels in columns.items() if people - labels[TOP] >= COMPARABLE * people),
    )
