"""Before asking: what a table would cost at each k, in numbers rounded enough to be shown."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from disclosure.recoding.demands import Closeness
from disclosure.recoding.hierarchy import TOP, Hierarchy
from disclosure.recoding.losses import Metric
from disclosure.recoding.partition import partition
from disclosure.recoding.refused import Reason, Refused
from disclosure.recoding.search import search
from disclosure.recoding.solution import Solution
from disclosure.rounding import midpoint6

SLIDER = range(5, 16)
COMPARABLE = 0.5  # a column in which fewer people than this share have a label of their own compares nothing


def least_loss(
    rows: Mapping[str, Sequence[str]],
    hierarchies: Mapping[str, Hierarchy],
    *,
    k: int,
    max_suppression: float = 0.0,
    t: Closeness | None = None,
    distinct: Mapping[str, int] | None = None,
    weights: Mapping[str, float] | None = None,
) -> Solution:
    """One level per column or levels by parts, whichever loses less of this table (`ncp`, suppressed rows counted, each
    column by its weight).

    Where one leaves more rows without any label than may be suppressed, it is the other. A table with too many ways
    for the one gets the other. Refused as both are.
    """
    asked = {"k": k, "t": t, "distinct": distinct}
    weights = weights or {}
    by_parts = partition(rows, hierarchies, weights=weights, **asked)
    try:
        one_level = search(rows, hierarchies, max_suppression=max_suppression, metric=Metric.NCP, iterate=True, **asked)
    except Refused as refused:
        if refused.reason is not Reason.TOO_MANY_NODES:
            raise
        return by_parts
    most = max_suppression * sum(one_level.sizes)

    def cost(found: Solution) -> tuple[bool, bool, float]:
        lost = sum(weights.get(column, 1) * penalty for column, penalty in found.penalties.items())
        return found.hidden > most, found.suppressed > most, lost

    return min((by_parts, one_level), key=cost)


@dataclass(frozen=True, slots=True)
class Preview:
    """One place of the slider. Percentages are whole, people are midpoints of six.

    `compared` are the columns in which at least half of the people keep a label below `*`.
    """

    k: int
    loss_percent: int
    suppressed_percent: int
    largest_class: int
    compared: tuple[str, ...]


def previews(
    rows: Mapping[str, Sequence[str]], hierarchies: Mapping[str, Hierarchy], ks: Iterable[int] = SLIDER, **asked
) -> list[Preview]:
    """What each k would cost, as far as the table can be released at it at all.

    Ask it of frozen batches only: of a table that grows by one person a day, two previews tell of that person.
    """
    found = []
    for k in ks:
        try:
            found.append(_preview(k, least_loss(rows, hierarchies, k=k, **asked), hierarchies))
        except Refused as refused:
            if refused.reason not in (Reason.TOO_FEW_ROWS, Reason.NOTHING_FEASIBLE):
                raise
            break  # a higher k fulfils no more
    return found


def _preview(k: int, solution: Solution, hierarchies: Mapping[str, Hierarchy]) -> Preview:
    people = sum(solution.sizes)
    return Preview(
        k=k,
        loss_percent=round(100 * solution.ncp),
        suppressed_percent=round(100 * midpoint6(solution.suppressed) / midpoint6(people)),
        largest_class=midpoint6(solution.largest),
        compared=tuple(
            column
            for column, labels in solution.table.items()
            if sum(label != TOP for label in labels) >= COMPARABLE * people
        ),
    )
