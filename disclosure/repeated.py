"""Two releases of one population, laid beside each other: what came between must be nobody or a crowd.

A table made anew of everyone each time gives away whoever was added. Batches that share nobody, each made once,
differ by whole classes; `narrow_differences` shows that it is so.
"""

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

L = TypeVar("L", bound=Hashable)

MIN_CLASS_STEP = 5  # people of one class between two releases; k where k is higher
MIN_CELL_STEP = 10  # people of one cell of a table


def narrow_differences(earlier: Mapping[L, int], later: Mapping[L, int], *, least: int) -> dict[L, int]:
    """The labels whose counts differ by fewer than `least` people and not by 0, with the difference.

    `earlier` and `later` are label → people; a label that one of them lacks counts 0 there. For classes of
    people give `Counter(rows)`. ValueError for a step below five.

    >>> narrow_differences({"women 20–29": 12, "men 20–29": 9}, {"women 20–29": 13, "men 20–29": 15}, least=5)
    {'women 20–29': 1}
    """
    if least < MIN_CLASS_STEP:
        raise ValueError(f"Releases differ by at least {MIN_CLASS_STEP} people or by none, not by {least}.")
    steps = Counter(later)
    steps.subtract(earlier)
    return {label: step for label, step in steps.items() if 0 < abs(step) < least}
