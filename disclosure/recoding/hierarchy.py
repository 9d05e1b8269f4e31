"""A column's hierarchy: for each leaf, its labels from itself to `*`, level by level."""

import csv
import io
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

import numpy as np

from disclosure.recoding.refused import Reason, Refused

TOP = "*"  # everything; also what is written in each quasi-identifier of a suppressed row


class Hierarchy:
    """One line per leaf, `("17", "16-20", "*")`. Level 0 is the leaf itself, the last level `*` for all.

    Refused (broken_hierarchy) unless all lines are equally long, end in `*`, hold no empty label, name each
    leaf once, and two leaves that share a label share all labels above it: without that, coarsening could
    part people whom it had put together.
    """

    def __init__(self, lines: Iterable[Sequence[str]], *, name: str = "hierarchy"):
        self.lines = tuple(tuple(line) for line in lines)
        self.name = name
        self._check()
        self.leaves = tuple(line[0] for line in self.lines)
        self.code_of = {leaf: code for code, leaf in enumerate(self.leaves)}
        self.height = len(self.lines[0]) - 1

    @classmethod
    def from_csv(cls, text: str, *, name: str = "hierarchy") -> "Hierarchy":
        """From semicolon-separated text without a header, as ARX writes it."""
        lines = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";")
        return cls((line for line in lines if line), name=name)

    def _check(self) -> None:
        if not self.lines:
            raise self._broken("it has no lines")
        above: dict[tuple[int, str], str] = {}
        seen: set[str] = set()
        for number, line in enumerate(self.lines, start=1):
            if fault := self._fault(line, seen, above):
                raise self._broken(f"line {number} {fault}")
            seen.add(line[0])

    def _fault(self, line: Sequence[str], seen: set[str], above: dict[tuple[int, str], str]) -> str | None:
        if len(line) != len(self.lines[0]):
            return f"has {len(line)} labels, the first line {len(self.lines[0])}"
        if not all(label.strip() for label in line):
            return "has an empty label"
        if line[-1] != TOP:
            return f"ends in “{line[-1]}” and not in “*”"
        if line[0] in seen:
            return f"names “{line[0]}” again"
        for level, (label, parent) in enumerate(pairwise(line)):
            if above.setdefault((level, label), parent) != parent:
                return f"puts “{label}” under “{parent}”, an earlier line under “{above[level, label]}”"
        return None

    def _broken(self, fault: str) -> Refused:
        return Refused(Reason.BROKEN_HIERARCHY, f"The hierarchy of “{self.name}” cannot be used: {fault}.")

    @cached_property
    def labels(self) -> tuple[tuple[str, ...], ...]:
        """The labels of each level, in order of first appearance."""
        return tuple(tuple(dict.fromkeys(line[level] for line in self.lines)) for level in range(self.height + 1))

    @cached_property
    def label_codes(self) -> tuple[np.ndarray, ...]:
        """For each level, each leaf's place in `labels[level]`."""
        places = [{label: code for code, label in enumerate(labels)} for labels in self.labels]
        return tuple(np.array([places[level][line[level]] for line in self.lines]) for level in range(self.height + 1))

    @cached_property
    def widths(self) -> np.ndarray:
        """Levels × leaves: (leaves covered − 1) ÷ (leaves − 1) of the leaf's label at that level, 0 to 1."""
        covered = [np.bincount(codes)[codes] for codes in self.label_codes]
        return (np.array(covered) - 1) / max(len(self.leaves) - 1, 1)
