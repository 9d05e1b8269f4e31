"""The slider's numbers: true to the recoding behind them, and no finer than may be shown."""

import pytest
from hypothesis import given, settings

from disclosure.recoding import Hierarchy, Reason, Refused, least_loss, partition, previews, search
from disclosure.rounding import is_midpoint6
from tests.disclosure.test_search import HIERARCHIES, cases


def uneven():
    """Thirty of one kind, six of another, one alone: a table that levels and parts coarsen differently."""
    rows = [("0", "f", "p0")] * 30 + [("5", "m", "p1")] * 6 + [("7", "x", "p2")]
    return dict(zip(HIERARCHIES, map(list, zip(*rows, strict=True)), strict=True))


@settings(max_examples=25, deadline=None)
@given(cases(40))
def test_the_lesser_loss_is_taken(case):
    either = least_loss(case.rows, HIERARCHIES, k=2, max_suppression=0.1)
    by_parts = partition(case.rows, HIERARCHIES, k=2)
    one_level = search(case.rows, HIERARCHIES, k=2, max_suppression=0.1, metric="ncp", iterate=True)
    most = 0.1 * case.people
    assert (either.hidden > most, either.ncp) <= (by_parts.hidden > most, by_parts.ncp)
    assert either.suppressed <= 0.1 * case.people
    assert either in (by_parts, one_level)


@settings(max_examples=25, deadline=None)
@given(cases(40))
def test_a_column_that_is_worth_more_keeps_as_much_or_more(case):
    column = next(iter(HIERARCHIES))
    asked = {"k": 2, "max_suppression": 0.1}
    alike, worth = (
        least_loss(case.rows, HIERARCHIES, **asked),
        least_loss(case.rows, HIERARCHIES, **asked, weights={column: 1000}),
    )
    assert worth.smallest >= 2 and worth.penalties[column] <= alike.penalties[column] + 1e-9


def test_a_column_of_many_levels_is_split_first_if_it_is_worth_it():
    deep = Hierarchy([(f"{n}", f"{n // 2 * 2}+", f"{n // 4 * 4}++", "*") for n in range(8)])
    flat = Hierarchy([("f", "*"), ("m", "*")])
    rows = {"age": [f"{n % 8}" for n in range(48)], "sex": ["fm"[n // 24] for n in range(48)]}
    hierarchies = {"age": deep, "sex": flat}
    assert partition(rows, hierarchies, k=5).penalties["age"] > 0.1
    found = partition(rows, hierarchies, k=5, weights={"age": 10})
    assert found.penalties == {"age": 0, "sex": 1} and found.ncp == 0.5


def test_a_table_with_too_many_ways_is_partitioned():
    tall = Hierarchy([("a", "b", "c", "d", "*"), ("x", "b", "c", "d", "*")])
    rows = {f"q{n}": ["a"] * 5 + ["x"] * 5 for n in range(10)}
    assert least_loss(rows, dict.fromkeys(rows, tall), k=5).ncp == 0


def test_the_slider_goes_from_five_to_fifteen():
    found = previews(uneven(), HIERARCHIES, max_suppression=0.05)
    assert [preview.k for preview in found] == list(range(5, 16))
    losses = [preview.loss_percent for preview in found]
    assert losses[0] < losses[-1]


@settings(max_examples=15, deadline=None)
@given(cases(40))
def test_the_numbers_are_rounded_and_belong_to_the_table(case):
    for preview in previews(case.rows, HIERARCHIES, ks=(2, 5), max_suppression=0.1):
        solution = least_loss(case.rows, HIERARCHIES, k=preview.k, max_suppression=0.1)
        assert abs(preview.loss_percent / 100 - solution.ncp) <= 0.005 + 1e-9
        assert is_midpoint6(preview.largest_class)
        assert abs(preview.largest_class - solution.largest) <= 3
        assert isinstance(preview.suppressed_percent, int)
        for column, labels in solution.table.items():
            assert (column in preview.compared) == (2 * labels.count("*") <= len(labels))


def test_the_slider_ends_where_the_table_does():
    rows = {column: values[:12] for column, values in uneven().items()}
    assert [preview.k for preview in previews(rows, HIERARCHIES)] == list(range(5, 13))


def test_a_broken_table_is_refused_and_not_passed_over():
    with pytest.raises(Refused) as refused:
        previews({**uneven(), "sex": ["?"] * 37}, HIERARCHIES)
    assert refused.value.reason is Reason.VALUE_NOT_IN_HIERARCHY
