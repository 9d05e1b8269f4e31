import pytest
from hypothesis import given
from hypothesis import strategies as st

from disclosure import Contribution, Rule, batch_shortfalls, midpoint6, pool, table_shortfalls


def parts(label, *circles, **counts):
    return [Contribution(label, circle, counts) for circle in circles]


def test_three_circles_are_pooled_and_two_are_withheld():
    pooled = pool([*parts(1, "a", "b", "c", at_risk=5), *parts(2, "a", "b", at_risk=40)], labels=[1, 2, 3])
    assert pooled == {1: {"at_risk": 15}, 2: None, 3: None}


def test_a_circle_with_nothing_in_it_is_no_circle():
    pooled = pool([*parts(1, "a", "b", at_risk=5), *parts(1, "c", at_risk=0)], labels=[1])
    assert pooled == {1: None}


def test_one_circle_counted_three_times_is_one_circle():
    assert pool(parts(1, "a", "a", "a", at_risk=5), labels=[1]) == {1: None}


def test_labels_are_fixed_beforehand():
    with pytest.raises(ValueError, match="fixed labels"):
        pool(parts(11, "a", "b", "c", at_risk=5), labels=[1])


def test_the_minimum_can_be_raised_and_not_lowered():
    assert pool(parts(1, "a", "b", "c", at_risk=5), labels=[1], circles=4) == {1: None}
    with pytest.raises(ValueError, match="at least 3"):
        pool([], labels=[1], circles=2)


def test_a_pilot_of_two_circles_lacks_circles_and_people():
    assert [(gap.rule, gap.needed, gap.missing) for gap in batch_shortfalls(people=19, circles=2)] == [
        (Rule.TOO_FEW_CIRCLES, 6, 4),
        (Rule.TOO_FEW_PEOPLE, 60, 39),
    ]


def test_sixty_people_of_six_circles_are_enough():
    assert batch_shortfalls(people=60, circles=6) == ()
    assert table_shortfalls(people=30, circles=3) == ()


@given(st.integers(0, 59))
def test_what_is_missing_says_no_more_than_the_rounded_count(people):
    (gap,) = batch_shortfalls(people=people, circles=6)
    assert gap.missing == 60 - midpoint6(people) > 0


def test_a_public_table_needs_thirty_people_of_three_circles():
    gaps = table_shortfalls(people=29, circles=2)
    assert [gap.rule for gap in gaps] == ["too_few_circles", "too_few_people"]
