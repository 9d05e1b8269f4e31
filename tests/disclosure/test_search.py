"""The search of one level per column against trying everything, and against known optima."""

import pandas
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycanon import anonymity

from disclosure.recoding import Closeness, Hierarchy, Refused, partition, search
from tests.disclosure import naive

LINES = {
    "age": [(str(n), f"{n // 2}a", f"{n // 4}b", "*") for n in range(8)],
    "sex": [("f", "*"), ("m", "*"), ("x", "*")],
    "place": [(f"p{n}", f"r{n % 3}", "*") for n in range(6)],
}
HIERARCHIES = {column: Hierarchy(lines, name=column) for column, lines in LINES.items()}


@st.composite
def cases(draw, max_size=24):
    people = draw(st.integers(4, max_size))
    leaves = {column: st.sampled_from([line[0] for line in lines]) for column, lines in LINES.items()}
    rows = {c: draw(st.lists(leaf, min_size=people, max_size=people)) for c, leaf in leaves.items()}
    need = draw(st.lists(st.sampled_from("1234"), min_size=people, max_size=people))
    return naive.Case(rows, LINES, need)


DEMANDS = st.fixed_dictionaries(
    {"k": st.integers(2, 4)},
    optional={
        "distinct": st.integers(2, 3),
        "t": st.tuples(st.sampled_from([0.1, 0.25, 0.4]), st.sampled_from(["equal", "ordered"])),
    },
)


def asked(demands):
    """The naive demands in the words of the public functions."""
    words = {"k": demands["k"]}
    if "distinct" in demands:
        words["distinct"] = {"need": demands["distinct"]}
    if "t" in demands:
        words["t"] = Closeness("need", *demands["t"])
    return words


def recoded(case, solve, demands, **options):
    return solve({**case.rows, "need": case.need}, HIERARCHIES, **asked(demands), **options)


def written(case, solution):
    return list(zip(*(solution.table[column] for column in case.columns), strict=True))


@settings(max_examples=80, deadline=None)
@given(cases(), DEMANDS, st.sampled_from(["nue", "dm", "ncp"]), st.sampled_from([0.0, 0.1, 0.3]))
def test_the_best_node_is_the_one_that_trying_all_finds(case, demands, metric, max_suppression):
    best = naive.optimum(case, max_suppression=max_suppression, metric=metric, **demands)
    if best is None:
        with pytest.raises(Refused):
            recoded(case, search, demands, metric=metric, max_suppression=max_suppression)
        return
    solution = recoded(case, search, demands, metric=metric, max_suppression=max_suppression)
    loss, _, node, hidden = best
    assert tuple(solution.levels.values()) == node
    assert solution.loss == pytest.approx(loss)
    assert solution.suppressed >= hidden


@settings(max_examples=50, deadline=None)
@given(cases(40), DEMANDS, st.booleans(), st.sampled_from([0.0, 0.1, 0.3]))
def test_whatever_comes_out_of_a_search_fulfils_what_was_demanded(case, demands, iterate, max_suppression):
    try:
        solution = recoded(case, search, demands, iterate=iterate, max_suppression=max_suppression)
    except Refused:
        return
    assert_sound(case, solution, demands)


@settings(max_examples=50, deadline=None)
@given(cases(40), DEMANDS)
def test_whatever_comes_out_of_a_partition_fulfils_what_was_demanded(case, demands):
    try:
        solution = recoded(case, partition, demands)
    except Refused:
        assert not naive.is_good(case, range(case.people), **demands)
        return
    assert_sound(case, solution, demands)
    assert solution.suppressed == 0


def assert_sound(case, solution, demands):
    """Every class is good, the suppressed too; every label is one of its own row's; the figures are counted right."""
    rows = written(case, solution)
    classes = naive.members(rows)
    assert not naive.outside(case, rows, **demands)
    assert sorted(map(len, classes.values())) == list(solution.sizes)
    for column, labels in zip(case.columns, zip(*rows, strict=True), strict=True):
        lines = {line[0]: line for line in case.lines[column]}
        for leaf, label, level in zip(case.rows[column], labels, solution.row_levels[column], strict=True):
            assert lines[leaf][level] == label
    assert solution.ncp == pytest.approx(naive.penalty(case, rows))
    assert solution.dm == sum(len(members) ** 2 for members in classes.values())


@settings(max_examples=15, deadline=None)
@given(cases(40), st.integers(2, 4))
def test_pycanon_counts_the_same_classes(case, k):
    for solution in (
        recoded(case, search, {"k": k}, iterate=True, max_suppression=0.3),
        recoded(case, partition, {"k": k}),
    ):
        assert anonymity.k_anonymity(pandas.DataFrame(solution.table), case.columns) == solution.smallest >= k


@settings(max_examples=25, deadline=None)
@given(cases(40), st.integers(2, 4))
def test_going_on_with_the_remainder_suppresses_no_more(case, k):
    once = recoded(case, search, {"k": k}, max_suppression=0.3)
    again = recoded(case, search, {"k": k}, max_suppression=0.3, iterate=True)
    assert (again.levels, again.loss) == (once.levels, once.loss)
    assert again.suppressed <= once.suppressed


def test_a_remainder_of_fewer_than_k_takes_the_smallest_class_with_it():
    rows = {"sex": ["f"] * 9 + ["m"] * 6 + ["x"] * 1}
    solution = search(rows, {"sex": HIERARCHIES["sex"]}, k=5, max_suppression=0.1)
    assert solution.levels == {"sex": 0}
    assert solution.table["sex"] == ["f"] * 9 + ["*"] * 7
    assert solution.suppressed == 7


def test_a_class_may_lose_its_closeness_by_growing():
    """Feasible at the bottom and at the top, not between: what one node lacks tells nothing of those below it."""
    rows = {"age": list("1412010104"), "place": ["p1", "p3", "p0", "p3", "p1", "p3", "p0", "p0", "p1", "p3"]}
    case = naive.Case(rows, {column: LINES[column] for column in rows}, list("1211212211"))
    demands = {"k": 2, "t": (0.25, "equal")}
    best = naive.optimum(case, max_suppression=0.4, metric="nue", **demands)
    assert best[2] == (0, 0)
    asked_for = {"k": 2, "max_suppression": 0.4, "t": ("need", 0.25)}
    solution = search({**rows, "need": case.need}, {column: HIERARCHIES[column] for column in rows}, **asked_for)
    assert tuple(solution.levels.values()) == best[2]


def test_parts_have_levels_of_their_own():
    rows = {"age": ["0"] * 5 + ["1"] * 5 + ["6"] * 3 + ["7"] * 2, "sex": ["f"] * 10 + ["m"] * 5}
    hierarchies = {column: HIERARCHIES[column] for column in rows}
    assert partition(rows, hierarchies, k=5).table["age"] == ["0"] * 5 + ["1"] * 5 + ["3a"] * 5
    assert search(rows, hierarchies, k=5).table["age"] == ["0a"] * 10 + ["3a"] * 5


def test_too_few_of_one_label_keep_one_other_label_with_them():
    rows = {"sex": ["f"] * 8 + ["m"] * 6 + ["x"] * 2}
    solution = partition(rows, {"sex": HIERARCHIES["sex"]}, k=5)
    assert solution.table["sex"] == ["f"] * 8 + ["*"] * 8


def test_a_part_is_left_whole_where_those_who_stay_would_be_far_from_everyone():
    """Ten who all need the same, four with them: still too far. So the sixteen are not split off either."""
    sex = ["f"] * 10 + ["m"] * 4 + ["x"] * 16
    need = ["1"] * 10 + ["1", "2"] * 2 + ["1"] * 4 + ["2"] * 12
    case = naive.Case({"sex": sex}, {"sex": LINES["sex"]}, need)
    demands = {"k": 2, "t": (0.3, "equal")}
    solution = partition({"sex": sex, "need": need}, {"sex": HIERARCHIES["sex"]}, **asked(demands))
    assert_sound(case, solution, demands)
    assert set(solution.table["sex"]) == {"*"}


def test_a_key_too_long_for_one_number_is_counted_all_the_same():
    """Nine columns of 256 labels: in 64 bits the first one would fall off the end."""
    rows = {"q0": [str(row % 256) for row in range(512)]} | {f"q{n}": ["0"] * 512 for n in range(1, 9)}
    flat = Hierarchy([(str(n), "*") for n in range(256)])
    assert search(rows, dict.fromkeys(rows, flat), k=3).levels["q0"] == 1
    assert search(rows, dict.fromkeys(rows, flat), k=2).sizes == (2,) * 256
