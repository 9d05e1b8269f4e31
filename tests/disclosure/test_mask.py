"""The one masking function, attacked by someone who knows the code and can subtract."""

import doctest
from collections import defaultdict
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import disclosure
from disclosure import Cells, Policy, mask, midpoint6, nearest5
from disclosure.rounding import is_midpoint6
from disclosure.shown import exact

COUNTS = st.integers(0, 60)
BREAKDOWN = st.dictionaries(st.sampled_from("abcdefgh"), COUNTS, min_size=1)
ROW = st.fixed_dictionaries(dict.fromkeys("abc", COUNTS))
TABLE = st.dictionaries(st.sampled_from("xyz"), ROW, min_size=1)


def reading(cells: Cells) -> tuple[str, ...]:
    return (*map(str, cells.values()), str(cells.total))


def narrowest(masking, *, cells: int, up_to: int) -> int:
    """The fewest true values left for a cell written "1–4", to a reader who tries every table there is.

    Every cell up to `up_to`. A written total above that is not judged: larger cells could explain it too.
    """
    worlds = defaultdict(list)
    for counts in product(range(up_to + 1), repeat=cells):
        masked = masking(dict(enumerate(counts)))
        if masked.total.hidden or masked.total.value <= up_to:
            worlds[reading(masked)].append(counts)
    return min(
        len({counts[cell] for counts in tables})
        for read, tables in worlds.items()
        for cell in range(cells)
        if read[cell] == "1–4"
    )


def screen(counts):
    return mask(counts, Policy.SCREEN)


def naive(counts):
    """What many systems do: small cells hidden, the total left."""
    cells = {label: mask(count, Policy.SCREEN) for label, count in counts.items()}
    return Cells(cells, exact(sum(counts.values())), Policy.SCREEN)


@pytest.mark.parametrize(("cells", "up_to"), [(1, 40), (2, 60), (3, 24), (4, 13)])
def test_subtraction_leaves_a_small_cell_at_least_three_values(cells, up_to):
    assert narrowest(screen, cells=cells, up_to=up_to) >= 3


def test_the_attacker_beats_a_naive_mask():
    assert narrowest(naive, cells=3, up_to=30) == 1


@given(BREAKDOWN)
def test_screen_writes_every_small_cell_as_a_range_and_keeps_zero(counts):
    shown = screen(counts)
    for label, count in counts.items():
        if 1 <= count <= 4:
            assert str(shown[label]) == "1–4"
        elif count == 0:
            assert str(shown[label]) == "0"
        else:
            assert str(shown[label]) in {str(count), "–"}


@given(BREAKDOWN)
def test_screen_hides_one_cell_at_most_beyond_the_small_ones(counts):
    assert sum(str(cell) == "–" for cell in screen(counts).values()) <= 1


@given(BREAKDOWN, st.sampled_from(Policy))
def test_what_is_shown_is_true(counts, policy):
    shown = mask(counts, policy)
    for label, count in counts.items():
        assert shown[label].low <= count
        assert shown[label].high is None or count <= shown[label].high


@given(TABLE)
def test_a_screen_tables_margins_say_no_more_than_its_cells(table):
    shown = mask(table, Policy.SCREEN)
    for row, total in shown.row_totals.items():
        assert (total.low, total.high) == (
            sum(cell.low for cell in shown[row].values()),
            sum(cell.high for cell in shown[row].values()),
        )
    assert shown.total.low <= sum(map(sum, (row.values() for row in table.values()))) <= shown.total.high


@given(st.one_of(BREAKDOWN, TABLE))
def test_rows_is_exact(counts):
    shown = mask(counts, "rows")
    if isinstance(shown, Cells):
        assert {k: cell.value for k, cell in shown.items()} == counts
        assert shown.total.value == sum(counts.values())
    else:
        assert {k: {c: cell.value for c, cell in row.items()} for k, row in shown.items()} == counts


@given(BREAKDOWN)
def test_public_suppresses_up_to_seven_rounds_and_adds_only_what_it_wrote(counts):
    shown = mask(counts, "public")
    if sum(counts.values()) < 30:
        assert {str(cell) for cell in (*shown.values(), shown.total)} == {"–"}
        return
    for label, count in counts.items():
        assert shown[label].value == (None if count <= 7 else nearest5(count))
    assert shown.total.value == sum(cell.value or 0 for cell in shown.values())


def test_public_zero_and_a_hundred_percent_are_protected():
    shown = mask({"women": 40, "men": 0}, "public")
    assert str(shown["men"]) == "0–7"
    assert shown.shares == {"women": None, "men": None}


def test_shares_come_from_what_is_written():
    assert mask({"a": 21, "b": 52, "c": 3}, "public").shares == {"a": 29, "b": 71, "c": None}
    assert mask({"a": 12, "b": 3}, "screen").shares == {"a": None, "b": None}
    assert mask({"a": 12, "b": 0}, "rows").shares == {"a": 100, "b": 0}


@given(BREAKDOWN)
def test_scientific_files_hold_midpoints_and_no_totals(counts):
    shown = mask(counts, "sf")
    assert all(is_midpoint6(cell.value) for cell in shown.values())
    assert shown.total.hidden


@given(COUNTS)
def test_midpoint_is_of_the_class_of_six(count):
    assert midpoint6(count) == 0 if count == 0 else abs(midpoint6(count) - count) <= 3
    assert is_midpoint6(midpoint6(count))


@pytest.mark.parametrize("broken", [-1, 2.0, True, None, "3"])
@pytest.mark.parametrize("policy", Policy)
def test_a_broken_count_raises(broken, policy):
    with pytest.raises(ValueError, match="whole number"):
        mask(broken, policy)
    with pytest.raises(ValueError, match="whole number"):
        mask({"a": broken}, policy)


def test_an_unknown_policy_raises():
    with pytest.raises(ValueError, match="open"):
        mask(3, "open")


def test_a_ragged_table_counts_the_missing_as_zero():
    shown = mask({"x": {"a": 9}, "y": {"b": 6}}, "screen")
    assert str(shown["x"]["b"]) == "0"
    assert str(shown.column_totals["b"]) == "6"


def test_a_template_can_write_it_directly():
    shown = screen({"present": 8, "absent": 3})
    assert f"{shown['absent']}" == "1–4"
    assert list(shown) == ["present", "absent"]


def test_the_readmes_examples_hold():
    readme = Path(disclosure.__file__).with_name("README.md")
    assert doctest.testfile(str(readme), module_relative=False).failed == 0
