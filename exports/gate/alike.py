"""Whether a group answered so alike, or so unlike everybody else, that its figures are each one's own."""

from collections.abc import Collection, Sequence
from fractions import Fraction

from exports.gate.answers import Both

POSTERIOR, DISTANCE = Fraction(6, 10), Fraction(3, 10)


def alike(group: Sequence[Both], everybody: Collection[Both]) -> bool:
    """In whole fractions: no rounding stands between a limit and what is on it."""
    return any(
        _of_one([getattr(both, point) for both in group], [getattr(both, point) for both in everybody])
        for point in ("before", "after")
    )


def _of_one(values: Sequence[float], of_all: Sequence[float]) -> bool:
    if any(Fraction(values.count(value), len(values)) > POSTERIOR for value in set(values)):
        return True
    steps = sorted({*values, *of_all})[:-1]
    moved = sum((abs(_below(step, values) - _below(step, of_all)) for step in steps), Fraction(0))
    return moved > DISTANCE * len(steps)


def _below(step: float, values: Sequence[float]) -> Fraction:
    """The share of the values up to a step."""
    return Fraction(sum(value <= step for value in values), len(values))
