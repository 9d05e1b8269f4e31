"""Two hundred invented batches: as many read alike as k says, by three counters that agree."""

from collections import Counter
from itertools import pairwise

import pandas
from pycanon import anonymity

from exports.detail import detail
from exports.gate import labels
from exports.gate.characteristics import findings
from tests.exports.crowd import crowd, drawn, known

HEADER = [name for column in labels.COLUMNS for name in (column, f"{column}_level")]


def naive(rows) -> int:
    """Each row against each other row."""
    return min(sum(one == other for other in rows) for one in rows)


def by_sorting(rows) -> int:
    """The shortest run of equals among the sorted."""
    ordered = sorted(map(str, rows))
    starts = [0, *(n for n, (one, other) in enumerate(pairwise(ordered), start=1) if one != other), len(ordered)]
    return min(end - start for start, end in pairwise(starts))


def one_batch(seed: int) -> bool:
    """Whether there is a table of it; if so it holds what it promises."""
    k = 5 + seed % 11
    people = crowd(seed, people=60 + 7 * (seed % 23), circles=6 + seed % 9)
    table = drawn(people, k=k)
    if not table.rows:
        assert table.refused
        return False
    rows = [row[1:] for row in table.rows]
    own = min(Counter(map(tuple, rows)).values())
    assert own == naive(rows) == by_sorting(rows)
    frame = pandas.DataFrame(rows, columns=HEADER).astype(str)
    assert anonymity.k_anonymity(frame, HEADER) == own >= k
    assert list(findings(table.rows, known(people, table, k=k))) == []
    assert detail(table.rows).people == len(people.seats)
    return True


def test_two_hundred_random_batches_read_alike_as_k_says():
    made = sum(one_batch(seed) for seed in range(200))
    assert made >= 150  # of the rest too much would have been hidden: they say so and have no table
