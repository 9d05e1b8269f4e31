"""Whether what is said of a group is said of each in it: nobody has to be found for that.

Somebody who knows that a person is in the group then knows nearly the person's own value.
"""

from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

MOST_ALIKE = 0.6  # the share of a group that may have one and the same value
FARTHEST = 0.30  # ordered t; nearer would be the noise of small groups
SLACK = 1e-9


def tells_of_each(values: Sequence[float], of_all: Sequence[float]) -> bool:
    """Whether a group's values are too alike, or too far from those of all the people that it is a part of.

    >>> everybody = [1, 2, 3, 4, 5] * 4
    >>> tells_of_each([1, 2, 3, 4, 5], everybody)
    False
    >>> tells_of_each([3, 3, 3, 3, 3, 3, 3, 2, 4, 1], everybody)  # seven of ten
    True
    >>> tells_of_each([1, 1, 1, 1, 1, 2, 2, 2, 2, 2], everybody)  # the lowest, all of them
    True
    """
    most = max(Counter(values).values(), default=0)
    return most > MOST_ALIKE * len(values) + SLACK or ordered_distance(values, of_all) > FARTHEST + SLACK


def ordered_distance(values: Sequence[float], of_all: Sequence[float]) -> float:
    """How far a group's distribution is from that of all, 0 to 1: the earth mover's distance over the values that
    occur, in their order, each one step from the next. 0 where there is nobody.

    >>> ordered_distance([1, 1], [1, 1, 2, 2, 3, 3])
    0.5
    """
    if not values:
        return 0.0
    group, everybody = Counter(values), Counter(of_all)
    steps = sorted(group.keys() | everybody.keys())
    apart = accumulate(group[step] / len(values) - everybody[step] / len(of_all) for step in steps)
    return sum(map(abs, apart)) / max(len(steps) - 1, 1)
