"""Before and after in groups: nobody's own value, the means of all untouched, no circle's leader in the know."""

from collections import Counter, defaultdict
from statistics import fmean, pvariance

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from disclosure.recoding import Reason, Refused, microaggregate

ROW = st.tuples(st.integers(0, 25), st.integers(0, 25), st.sampled_from("abcdef"))
ROWS = st.lists(ROW, min_size=5, max_size=80)


def grouped(rows):
    found = microaggregate([row[:2] for row in rows], [row[2] for row in rows])
    groups = defaultdict(list)
    for row, number in enumerate(found.of_row):
        groups[number].append(row)
    return found, list(groups.values())


def outside_the_largest(circles):
    return len(circles) - max(Counter(circles).values())


@settings(max_examples=80, deadline=None)
@given(ROWS)
def test_a_group_has_five_people_and_three_outside_its_largest_circle(rows):
    if outside_the_largest([circle for *_, circle in rows]) < 3:
        with pytest.raises(Refused) as refused:
            grouped(rows)
        assert refused.value.reason is Reason.TOO_FEW_ROWS
        return
    found, groups = grouped(rows)
    for group in groups:
        assert len(group) >= 5
        assert outside_the_largest([rows[row][2] for row in group]) >= 3
        for variable in range(2):
            mean = fmean(rows[row][variable] for row in group)
            assert all(found.values[row][variable] == pytest.approx(mean) for row in group)


@settings(max_examples=40, deadline=None)
@given(ROWS)
def test_the_means_of_all_are_exact_and_the_shrinking_is_told(rows):
    if outside_the_largest([circle for *_, circle in rows]) < 3:
        return
    found, _ = grouped(rows)
    for variable in range(2):
        exact = [row[variable] for row in rows]
        shown = [values[variable] for values in found.values]
        assert fmean(shown) == pytest.approx(fmean(exact))
        if pvariance(exact) > 0:
            assert found.kept_variance[variable] == pytest.approx(pvariance(shown) / pvariance(exact))
    change = [after - before for before, after, _ in rows]
    shown = [after - before for before, after in found.values]
    if pvariance(change) > 0:
        assert found.kept_change == pytest.approx(pvariance(shown) / pvariance(change))


def test_people_alike_are_put_together():
    rows = [(0, 5, circle) for circle in "abcde"] + [(20, 25, circle) for circle in "abcde"]
    found, groups = grouped(rows)
    assert sorted(map(sorted, groups)) == [[0, 1, 2, 3, 4], [5, 6, 7, 8, 9]]
    assert found.kept_variance == (1.0, 1.0)
    assert found.kept_change == 1.0


def test_a_group_of_one_circle_grows_until_others_are_in_it():
    rows = [(0, 0, "a")] * 5 + [(20, 20, "b")] * 5
    _, groups = grouped(rows)
    assert len(groups) == 1


def test_two_scales_weigh_the_same():
    """Without scaling the hundreds would decide alone."""
    points = [(n % 2, 100 * (n % 2) + n // 2) for n in range(20)]
    found = microaggregate(points, [f"c{n}" for n in range(20)])
    assert found.kept_variance[0] == 1.0


def test_what_is_asked_wrongly_is_refused():
    for arguments, reason in [
        (([(1, 1)] * 6, list("abcdef"), {"k": 4}), Reason.K_TOO_LOW),
        (([(1, 1)] * 6, list("abcdef"), {"outside": 2}), Reason.BROKEN_DEMAND),
        (([(1, 1)] * 6, list("abcde"), {}), Reason.BROKEN_TABLE),
        (([(1, 1)] * 4, list("abcd"), {}), Reason.TOO_FEW_ROWS),
    ]:
        points, circles, options = arguments
        with pytest.raises(Refused) as refused:
            microaggregate(points, circles, **options)
        assert refused.value.reason is reason
