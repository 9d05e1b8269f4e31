"""A table of quasi-identifiers as numbers: which leaf of its hierarchy each cell is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from disclosure.recoding.hierarchy import Hierarchy
from disclosure.recoding.refused import Reason, Refused

ROOM = 2**62  # a key must stay within a signed 64-bit number


@dataclass(frozen=True)
class Coded:
    """`leaves` is rows × columns: the place of each value in its hierarchy's leaves."""

    columns: tuple[str, ...]
    hierarchies: tuple[Hierarchy, ...]
    leaves: np.ndarray

    def __len__(self) -> int:
        return len(self.leaves)

    def take(self, rows: np.ndarray) -> "Coded":
        return Coded(self.columns, self.hierarchies, self.leaves[rows])

    @cached_property
    def labels(self) -> list[list[np.ndarray]]:
        """For each column and level, each row's label as a number."""
        return [
            [codes[self.leaves[:, column]] for codes in hierarchy.label_codes]
            for column, hierarchy in enumerate(self.hierarchies)
        ]

    def classes(self, node: Sequence[int]) -> "Classes":
        """The classes of rows that read alike when each column is at its level in `node`."""
        sizes = [len(h.labels[level]) for h, level in zip(self.hierarchies, node, strict=True)]
        return group([self.labels[column][level] for column, level in enumerate(node)], sizes, len(self))


@dataclass(frozen=True)
class Classes:
    """`of_row` tells each row's class by a number; `sizes` is indexed by it and may hold zeros."""

    of_row: np.ndarray
    sizes: np.ndarray


def group(codes: Sequence[np.ndarray], sizes: Sequence[int], rows: int) -> Classes:
    """Rows with equal codes are one class. Mixed radix: one number a row, then counting."""
    key, radix = np.zeros(rows, dtype=np.int64), 1
    for code, size in zip(codes, sizes, strict=True):
        if radix * size > ROOM:
            values, key = np.unique(key, return_inverse=True)
            radix = len(values)
        key, radix = key * size + code, radix * size
    if radix <= max(4 * rows, 4096):
        return Classes(key, np.bincount(key, minlength=radix))
    _, of_row, counts = np.unique(key, return_inverse=True, return_counts=True)
    return Classes(of_row, counts)


def coded(rows: Mapping[str, Sequence[str]], hierarchies: Mapping[str, Hierarchy]) -> Coded:
    """The table's quasi-identifiers (the columns with a hierarchy, in the table's order) as numbers.

    Refused for a hierarchy of no column, columns of unequal length, an empty value, a value without a leaf.
    """
    for column in hierarchies:
        if column not in rows:
            raise Refused(Reason.UNKNOWN_COLUMN, f"There is a hierarchy of “{column}”, but no such column.")
    columns = tuple(column for column in rows if column in hierarchies)
    if not columns:
        raise Refused(Reason.UNKNOWN_COLUMN, "No column has a hierarchy, so there is nothing to coarsen.")
    if len({len(rows[column]) for column in columns}) > 1:
        raise Refused(Reason.BROKEN_TABLE, "The columns are not equally long.")
    leaves = np.column_stack([_leaves(column, rows[column], hierarchies[column]) for column in columns])
    return Coded(columns, tuple(hierarchies[column] for column in columns), leaves)


def _leaves(column: str, values: Sequence[str], hierarchy: Hierarchy) -> np.ndarray:
    try:
        return np.fromiter(map(hierarchy.code_of.__getitem__, values), dtype=np.int64, count=len(values))
    except KeyError:
        raise _unknown(column, values, hierarchy) from None


def _unknown(column: str, values: Sequence[str], hierarchy: Hierarchy) -> Refused:
    number, value = next((n, v) for n, v in enumerate(values, start=1) if v not in hierarchy.code_of)
    if not value.strip():
        remedy = "Fill it in, or write a word for missing that its hierarchy knows."
        return Refused(Reason.EMPTY_VALUE, f"Row {number}: “{column}” is empty. {remedy}")
    sentence = f"Row {number}: “{value}” in “{column}” has no line in its hierarchy."
    return Refused(Reason.VALUE_NOT_IN_HIERARCHY, sentence)
