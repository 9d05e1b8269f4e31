"""Which groups of a breakdown may have means of their own, and which have to hide with them.

A mean tells more than a count: with the mean of all and those of the other groups, anybody can work out that of a group
that is hidden alone.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from disclosure.pooling import MIN_CIRCLES

L = TypeVar("L", bound=Hashable)
M = TypeVar("M")

MIN_GROUP = 10  # people
MIN_LEFT = 5  # people who are left whichever circle is taken out


def may_have_means(circles: Sequence[Hashable]) -> bool:
    """Whether a group of people, given as the circle of each, may be described by means.

    >>> may_have_means(["a"] * 5 + ["b"] * 4 + ["c"])
    True
    >>> may_have_means(["a"] * 6 + ["b"] * 3 + ["c"])  # without the first circle four are left
    False
    """
    people = Counter(circles)
    largest = max(people.values(), default=0)
    return len(circles) >= MIN_GROUP and len(people) >= MIN_CIRCLES and len(circles) - largest >= MIN_LEFT


def hidden_groups(
    groups: Mapping[L, Sequence[M]], may_be_told: Callable[[Sequence[M]], bool] = may_have_means
) -> set[L]:
    """The groups of one breakdown that are not described: those too small, and others in which they hide.

    `groups`: label → its people, each given as `may_be_told` knows them (the circle of each, if nothing else is said);
    nobody is in two. The hidden ones together are a group that may be told of, because that is what the rest and the
    total tell of them; where nobody is in them there is nothing to hide. Of the others the smallest is hidden first, of
    equals the first.
    """
    hidden = {label for label, people in groups.items() if not may_be_told(people)}
    others = sorted((label for label in groups if label not in hidden), key=lambda label: len(groups[label]))
    together = [one for label in hidden for one in groups[label]]
    while others and together and not may_be_told(together):
        hidden.add(others[0])
        together += groups[others.pop(0)]
    return hidden
