"""Pooling: a figure stands for people from several circles, or it is not published."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

L = TypeVar("L", bound=Hashable)

MIN_CIRCLES = 3


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one circle adds to one figure: the label of the figure, the circle, and its counts by name."""

    label: Hashable
    circle: Hashable
    counts: Mapping[str, int]


def pool(
    contributions: Iterable[Contribution], *, labels: Iterable[L], circles: int = MIN_CIRCLES
) -> dict[L, dict[str, int] | None]:
    """The sums per label, in the order of `labels`; None where fewer circles than `circles` contribute.

    A circle contributes when any of its counts is above zero. `labels` is a fixed list: labels made from
    the data would tell of it. ValueError for a label outside it, or for `circles` below three.
    """
    if circles < MIN_CIRCLES:
        raise ValueError(f"Pooling needs at least {MIN_CIRCLES} circles, not {circles}.")
    sums: dict[L, dict[str, int]] = {label: {} for label in labels}
    behind: dict[L, set[Hashable]] = {label: set() for label in sums}
    for part in contributions:
        if part.label not in sums:
            raise ValueError(f"{part.label!r} is not among the fixed labels.")
        for name, count in part.counts.items():
            sums[part.label][name] = sums[part.label].get(name, 0) + count
        if any(part.counts.values()):
            behind[part.label].add(part.circle)
    return {label: sums[label] if len(behind[label]) >= circles else None for label in sums}
