"""The hierarchies of A_characteristics, read from this folder's static files."""

import csv
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from disclosure import Hierarchy

VERSION = "1"
COLUMNS = ("sex", "age_band", "language_group", "arrival_band", "dose_band", "period")
UNKNOWN = "unknown"
TOP = "*"


@cache
def hierarchies() -> dict[str, "Hierarchy"]:
    """Column → hierarchy."""
    from disclosure import Hierarchy  # here: it needs numpy, which costs every command and web process 0.1 s

    return {column: Hierarchy(_lines(column), name=column) for column in COLUMNS}


@cache
def level_of() -> dict[str, dict[str, int]]:
    """Column → label → the lowest level at which it stands: 0 is a leaf."""
    levels: dict[str, dict[str, int]] = {}
    for column in COLUMNS:
        found = levels.setdefault(column, {})
        for line in _lines(column):
            for level, label in enumerate(line):
                found[label] = min(level, found.get(label, level))
    return levels


@cache
def top_of() -> dict[str, int]:
    """Column → the level of `*`."""
    return {column: labels[TOP] for column, labels in level_of().items()}


@cache
def width_of() -> dict[str, dict[str, float]]:
    """Column → label → the share of the other leaves that it stands for: 0 of a leaf, 1 of `*`."""
    widths: dict[str, dict[str, float]] = {}
    for column in COLUMNS:
        lines = _lines(column)
        labels = {label for line in lines for label in line}
        covered = {label: sum(label in line for line in lines) for label in labels}
        widths[column] = {label: (number - 1) / (len(lines) - 1) for label, number in covered.items()}
    return widths


def labels(column: str, level: int) -> tuple[str, ...]:
    """The column's labels at that level, each once."""
    return tuple(dict.fromkeys(line[level] for line in _lines(column)))


def coarsened(column: str, leaf: str, level: int) -> str:
    """The label that stands for the leaf at that level."""
    return next(line[level] for line in _lines(column) if line[0] == leaf)


def at_or_below(column: str, label: str) -> frozenset[str]:
    """The label and every finer one that it stands for."""
    return frozenset(one for line in _lines(column) if label in line for one in line[: line.index(label) + 1])


@cache
def words() -> dict[str, dict[str, tuple[str, str]]]:
    """Column → label → what it means in Swedish and English."""
    meanings: dict[str, dict[str, tuple[str, str]]] = {}
    for column, label, swedish, english in _lines("words"):
        meanings.setdefault(column, {})[label] = (swedish, english)
    return meanings


@cache
def language_groups() -> dict[str, str]:
    """Language code → leaf of language_group."""
    return dict(_lines("languages"))


@cache
def _lines(name: str) -> tuple[tuple[str, ...], ...]:
    path = Path(__file__).parent / VERSION / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(tuple(line) for line in csv.reader(file, delimiter=";"))
