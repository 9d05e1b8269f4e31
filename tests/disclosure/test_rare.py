"""Rare values before the search: each label written has a crowd behind it, and none is wider than need be."""

from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.recoding import Hierarchy, Refused, search, shown_leaves, with_shown_leaves

LINES = [(f"p{n}", f"r{n // 2}", f"s{n // 4}", "*") for n in range(8)]
PLACES = Hierarchy(LINES, name="place")
PEOPLE = st.lists(
    st.tuples(st.sampled_from(range(8)), st.integers(1, 30), st.integers(1, 4)), min_size=1, max_size=8
).map(lambda heaps: [(f"p{place}", f"c{n % circles}") for place, many, circles in heaps for n in range(many)])


def columns(people):
    return list(map(list, zip(*people, strict=True)))


def crowds(people, shown):
    behind = defaultdict(list)
    for value, circle in people:
        behind[shown[value]].append(circle)
    return behind


def is_crowd(circles):
    return len(circles) >= 20 and len(set(circles)) >= 3


@settings(max_examples=80, deadline=None)
@given(PEOPLE)
def test_every_label_below_the_top_has_a_crowd_behind_it(people):
    shown = shown_leaves(PLACES, *columns(people))
    for label, circles in crowds(people, shown).items():
        assert label == "*" or is_crowd(circles)
    for leaf, label in shown.items():
        assert label in next(line for line in LINES if line[0] == leaf)


@settings(max_examples=80, deadline=None)
@given(PEOPLE)
def test_no_label_is_wider_than_need_be(people):
    """Whoever is shown by a label has no crowd under any label below it, among those not shown lower still."""
    shown = shown_leaves(PLACES, *columns(people))
    level = {line[0]: line.index(shown[line[0]]) for line in LINES}
    for line in LINES:
        for lower in range(level[line[0]]):
            together = [
                circle
                for value, circle in people
                for other in LINES
                if other[0] == value and other[lower] == line[lower] and level[value] > lower
            ]
            assert not is_crowd(together)


@settings(max_examples=40, deadline=None)
@given(PEOPLE)
def test_what_is_shown_can_be_searched(people):
    shown = shown_leaves(PLACES, *columns(people))
    written = [shown[value] for value, _ in people]
    hierarchy = with_shown_leaves(PLACES, shown)
    assert set(written) <= set(hierarchy.leaves)
    if len(people) >= 5:
        assert search({"place": written}, {"place": hierarchy}, k=5).smallest >= 5


def test_a_rare_place_is_shown_by_its_region_with_the_other_rare_ones_there():
    people = [("p0", f"c{n % 3}") for n in range(20)] + [("p2", f"c{n % 3}") for n in range(12)]
    people += [("p3", f"c{n % 3}") for n in range(8)] + [("p4", "c1")]
    shown = shown_leaves(PLACES, *columns(people))
    assert [shown[f"p{n}"] for n in (0, 2, 3, 4)] == ["p0", "r1", "r1", "*"]
    assert with_shown_leaves(PLACES, shown).lines[:2] == (LINES[0], ("*", "*", "*", "*"))


@pytest.mark.parametrize("limits", [{"people": 19}, {"from_circles": 2}])
def test_the_limits_are_never_lowered(limits):
    with pytest.raises(Refused, match="at least 20 people from 3 circles"):
        shown_leaves(PLACES, [], [], **limits)
