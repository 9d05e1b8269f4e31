"""Releases laid beside each other by somebody who knows who came in between."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure import narrow_differences
from disclosure.recoding import Hierarchy, Refused, partition, search

PLACES = Hierarchy([(f"p{n}", f"r{n % 2}", "*") for n in range(4)])
SEXES = Hierarchy([("f", "*"), ("m", "*")])
HIERARCHIES = {"place": PLACES, "sex": SEXES}
PEOPLE = st.lists(st.tuples(st.sampled_from(PLACES.leaves), st.sampled_from(SEXES.leaves)), min_size=5, max_size=40)


def columns(people):
    return dict(zip(HIERARCHIES, map(list, zip(*people, strict=True)), strict=True))


def classes(solution):
    return Counter(zip(*solution.table.values(), strict=True))


@settings(max_examples=40, deadline=None)
@given(st.lists(PEOPLE, min_size=2, max_size=4), st.sampled_from([search, partition]))
def test_batches_made_once_differ_by_nobody_or_a_crowd(batches, solve):
    published = Counter()
    for batch in batches:
        before = published.copy()
        published += classes(solve(columns(batch), HIERARCHIES, k=5))
        assert narrow_differences(before, published, least=5) == {}


def test_a_table_made_anew_gives_the_added_person_away():
    people = [(place, sex) for place in PLACES.leaves for sex in SEXES.leaves] * 6
    before = classes(search(columns(people), HIERARCHIES, k=5))
    after = classes(search(columns([*people, ("p3", "m")]), HIERARCHIES, k=5))
    assert narrow_differences(before, after, least=5) == {("p3", "m"): 1}


COUNTS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, 30))


@given(COUNTS, COUNTS, st.integers(5, 12))
def test_a_step_is_found_in_either_direction_and_of_a_missing_label(earlier, later, least):
    found = narrow_differences(earlier, later, least=least)
    for label in {*earlier, *later}:
        step = later.get(label, 0) - earlier.get(label, 0)
        assert found.get(label, 0) == (step if 0 < abs(step) < least else 0)


def test_the_step_is_never_lowered():
    with pytest.raises(ValueError, match="at least 5"):
        narrow_differences({}, {}, least=4)


def test_too_small_a_batch_waits():
    with pytest.raises(Refused):
        search(columns([("p0", "f")] * 4), HIERARCHIES, k=5)
