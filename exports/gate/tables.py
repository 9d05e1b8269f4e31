"""A table as the gate reads it from any format, and what else the file holds."""

from collections.abc import Iterable
from dataclasses import dataclass, field

Cell = str | int | float | None


class Unreadable(Exception):
    """The bytes are no file of the kind that this reader understands."""


@dataclass
class Found:
    """`stamps`: times in the file's head. `texts`: titles and labels. `beside`: parts that no file of ours has.
    `labels`: variable → number → label, in Stata.

    `rows` may come one by one, once: what lies behind the last of them is in `beside` only then.
    """

    header: list[str]
    rows: Iterable[list[Cell]]
    stamps: set[str] = field(default_factory=set)
    texts: list[str] = field(default_factory=list)
    beside: list[str] = field(default_factory=list)
    labels: dict[str, dict[int, str]] = field(default_factory=dict)


def whole(number: float) -> int | float:
    """Statistics programs know one kind of number: 3.0 is the 3 of the workbook."""
    return int(number) if number == int(number) else number
