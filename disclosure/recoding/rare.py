"""Values that too few people have: shown under a broader label of the same hierarchy, before anything is searched.

A language that one person speaks is as good as a name, in the largest class too. So a label needs people and circles
behind it, counted over all batches up to now.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence

from disclosure.recoding.hierarchy import Hierarchy
from disclosure.recoding.refused import Reason, Refused

LEAST_PEOPLE = 20
LEAST_CIRCLES = 3


def shown_leaves(
    hierarchy: Hierarchy,
    values: Sequence[str],
    circles: Sequence[Hashable],
    *,
    people: int = LEAST_PEOPLE,
    from_circles: int = LEAST_CIRCLES,
) -> dict[str, str]:
    """Leaf → the lowest label to show it by: itself, or one that enough people from enough circles share.

    `values` and `circles` are of everyone up to now, row by row. Those shown by one label are counted without the
    leaves below it that are shown by themselves, so subtraction finds nobody. What is too rare even together
    becomes `*`, and so does a leaf that nobody has. Refused for lower limits than 20 people and 3 circles.
    """
    if people < LEAST_PEOPLE or from_circles < LEAST_CIRCLES:
        limits = f"{LEAST_PEOPLE} people from {LEAST_CIRCLES} circles"
        raise Refused(Reason.BROKEN_DEMAND, f"A value needs at least {limits}, not {people} from {from_circles}.")
    behind = defaultdict(list)
    for value, circle in zip(values, circles, strict=True):
        behind[value].append(circle)
    shown: dict[str, str] = {}
    climbing = list(hierarchy.lines)
    for level in range(hierarchy.height + 1):
        sharing = defaultdict(list)
        for line in climbing:
            sharing[line[level]].append(line)
        climbing = []
        for label, lines in sharing.items():
            crowd = [circle for line in lines for circle in behind[line[0]]]
            if level == hierarchy.height or (len(crowd) >= people and len(set(crowd)) >= from_circles):
                shown |= {line[0]: label for line in lines}
            else:
                climbing += lines
    return shown


def with_shown_leaves(hierarchy: Hierarchy, shown: Mapping[str, str]) -> Hierarchy:
    """The hierarchy of a column in which each value is written as `shown` has it."""
    lines: dict[str, tuple[str, ...]] = {}
    for line in hierarchy.lines:
        label = shown[line[0]]
        level = line.index(label)
        lines[label] = (label,) * level + line[level:]
    return Hierarchy(lines.values(), name=hierarchy.name)
