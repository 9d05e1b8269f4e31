"""Which groups of a breakdown have means: none too small, none that hides alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure import hidden_groups, may_have_means

GROUPS = st.dictionaries(st.sampled_from("uvwxyz"), st.lists(st.sampled_from("abcde"), max_size=25))


@pytest.mark.parametrize(
    ("circles", "may"),
    [
        ("aaaabbbbcc", True),
        ("aaaabbbbc", False),  # nine people
        ("aaaaabbbbb", False),  # two circles
        ("aaaaabbbbc", True),
        ("aaaaaabbbc", False),  # four are left without the first circle
        ("", False),
    ],
)
def test_ten_people_of_three_circles_and_five_outside_each(circles, may):
    assert may_have_means(list(circles)) is may


def test_a_group_never_hides_alone():
    groups = {"woman": "aabbccddee" * 3, "man": "aabbccddee" * 2, "other": "abc"}
    assert hidden_groups(groups) == {"man", "other"}


def test_where_nobody_is_in_the_hidden_one_nobody_else_hides():
    assert hidden_groups({"woman": "aabbccddee", "man": "aabbccddee", "other": ""}) == {"other"}


def test_two_that_are_large_enough_together_need_no_third():
    small = {"x": "aabbcc", "y": "aabbcc"}
    assert hidden_groups(small | {"z": "abcdeabcde"}) == {"x", "y"}
    assert hidden_groups({"x": "ab", "y": "bc", "z": "abcdeabcde"}) == {"x", "y", "z"}


def test_what_may_be_told_can_be_said_otherwise():
    groups = {"x": [1] * 9, "y": [2] * 4, "z": [3] * 5}
    assert hidden_groups(groups, lambda people: len(people) >= 5) == {"y", "z"}


@given(GROUPS)
def test_what_the_rest_tells_of_the_hidden_ones_may_be_told(groups):
    hidden = hidden_groups(groups)
    assert all(may_have_means(groups[label]) for label in groups.keys() - hidden)
    together = [circle for label in hidden for circle in groups[label]]
    assert not together or may_have_means(together) or hidden == set(groups)
