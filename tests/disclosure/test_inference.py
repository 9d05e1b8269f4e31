"""Which groups say of each in them what they answered."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import wasserstein_distance

from disclosure import tells_of_each
from disclosure.inference import ordered_distance

VALUES = st.lists(st.integers(0, 6), min_size=1, max_size=30)
EVERYBODY = [1, 2, 3, 4, 5] * 20


@pytest.mark.parametrize(
    ("values", "tells"),
    [
        ([3] * 6 + [2, 4, 1, 5], False),
        ([3] * 7 + [2, 4, 1], True),
        ([1, 2, 3] * 4, False),  # a quarter of the scale below
        ([1, 2] * 6, True),
        ([4, 5] * 6, True),
        ([], False),
    ],
)
def test_at_most_six_in_ten_alike_and_not_far_from_all(values, tells):
    assert tells_of_each(values, EVERYBODY) is tells


def test_the_limit_itself_may_be_told():
    assert ordered_distance([1, 2] * 6, [1, 2, 2, 3, 3, 4] * 5) == pytest.approx(1 / 3)
    of_all = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]
    moved = [0, 1, 2, 3, 4, 5, 6, 7]  # 0.15 below
    assert not tells_of_each(moved, of_all)
    assert tells_of_each([0, 1, 2, 3], of_all)  # 0.35 below


@given(VALUES, VALUES)
def test_the_distance_is_that_of_another_library(group, others):
    everybody = group + others
    steps = {value: step for step, value in enumerate(sorted(set(everybody)))}
    apart = wasserstein_distance([steps[value] for value in group], [steps[value] for value in everybody])
    assert ordered_distance(group, everybody) == pytest.approx(apart / max(len(steps) - 1, 1))


@given(VALUES)
def test_of_everybody_only_being_alike_tells(values):
    assert tells_of_each(values, values) == (max(Counter(values).values()) > 0.6 * len(values))
