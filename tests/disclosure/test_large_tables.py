"""A table of the shape the benchmark Adult has: nine quasi-identifiers, 30 162 people, 12 960 nodes."""

import random
import tracemalloc
from time import perf_counter

import pandas
import pytest
from pycanon import anonymity

from disclosure.recoding import Hierarchy, partition, search

# Leaves, and how many of them each level between leaf and top puts together.
SHAPE = {
    "sex": (2, []), "age": (72, [5, 10, 20]), "race": (5, []), "marital": (7, [3]), "education": (16, [3, 9]),
    "country": (41, [8]), "work": (8, [3]), "occupation": (14, [4]), "salary": (2, []),
}  # fmt: skip
STEEP = {"country": 2.2, "race": 1.5, "work": 1.5}  # how much commoner the first leaves are


def hierarchy(column, leaves, steps):
    return Hierarchy(
        [(f"{column}{n}", *(f"{column} {step}·{n // step}" for step in steps), "*") for n in range(leaves)]
    )


HIERARCHIES = {column: hierarchy(column, *shape) for column, shape in SHAPE.items()}


def people(count, seed=3):
    draw = random.Random(seed)
    return {
        column: draw.choices(
            HIERARCHIES[column].leaves,
            [1 / (n + 1) ** STEEP.get(column, 0.5) for n in range(leaves)],
            k=count,
        )
        for column, (leaves, _) in SHAPE.items()
    }


def test_parts_lose_far_less_than_one_level_for_all():
    rows = people(3_000)
    one_level = search(rows, HIERARCHIES, k=5, max_suppression=0.05, metric="ncp")
    by_parts = partition(rows, HIERARCHIES, k=5)
    assert by_parts.ncp < 0.85 * one_level.ncp
    for solution in (one_level, by_parts):
        assert anonymity.k_anonymity(pandas.DataFrame(solution.table), list(SHAPE)) == solution.smallest >= 5


@pytest.mark.soak
@pytest.mark.parametrize("metric", ["nue", "dm", "ncp"])
def test_thirteen_thousand_nodes_take_less_than_a_minute(metric):
    rows = people(30_162)
    began = perf_counter()
    solution = search(rows, HIERARCHIES, k=5, max_suppression=0.04, metric=metric, iterate=True)
    assert perf_counter() - began < 60
    assert solution.smallest >= 5


@pytest.mark.soak
def test_the_search_of_a_large_table_stays_below_a_gigabyte():
    rows = people(30_162)
    tracemalloc.start()
    search(rows, HIERARCHIES, k=5, max_suppression=0.04, iterate=True)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000_000


@pytest.mark.soak
def test_no_node_of_less_loss_is_feasible_in_a_large_table():
    """Three hundred of the nodes that the search passed by, each counted by another library."""
    rows = people(30_162)
    levels = {column: pandas.DataFrame(h.lines).set_index(0, drop=False) for column, h in HIERARCHIES.items()}
    best = search(rows, HIERARCHIES, k=5, max_suppression=0.04, metric="dm")
    draw = random.Random(5)
    for _ in range(300):
        node = {column: draw.randrange(h.height + 1) for column, h in HIERARCHIES.items()}
        table = pandas.DataFrame({c: levels[c][level].loc[rows[c]].to_numpy() for c, level in node.items()})
        sizes = table.groupby(list(SHAPE)).size()
        if sizes[sizes < 5].sum() <= 0.04 * len(table):
            assert (sizes**2).sum() >= best.loss
