"""Charts of a release: drawn of its published figures alone."""

import pytest
from django.utils import translation

from exports.charts import changes, curve, films, flow
from exports.columns import NOT_APPLICABLE, OUTSIDE, WITHHELD
from exports.drawn import charts_of

FIGURES = {
    "C_attendance": [
        [1, 63, 57, 3],
        [2, 63, 63, 9],
        [3, WITHHELD, WITHHELD, WITHHELD],
        [4, 9, 3, 9],
        [OUTSIDE, 9, 3, 0],
    ],
    "D_delivery": [
        ["module", 1, NOT_APPLICABLE, NOT_APPLICABLE, 9, 9, NOT_APPLICABLE],
        ["film", NOT_APPLICABLE, 1, "ar", NOT_APPLICABLE, 9, 117],
        ["film", NOT_APPLICABLE, 1, "prs", NOT_APPLICABLE, WITHHELD, WITHHELD],
        ["film", NOT_APPLICABLE, 2, "ar", NOT_APPLICABLE, 0, 0],
    ],
    "F_flow": [
        ["invited", NOT_APPLICABLE, 69],
        ["enrolled", NOT_APPLICABLE, 63],
        ["before", NOT_APPLICABLE, NOT_APPLICABLE],
        ["left", "moved", 3],
        ["left", "health", WITHHELD],
        ["left", "childcare", 0],
    ],
}


def test_shares_are_of_the_published_counts_and_never_over_a_hundred():
    assert [(point.session, point.share) for point in curve(FIGURES)] == [(1, 95), (2, 100), (3, None), (4, None)]


def test_what_the_file_withholds_is_a_gap():
    withheld = curve(FIGURES)[2]
    assert (withheld.attended, withheld.recorded) == (None, None)
    assert [(film.language, film.minutes) for film in films(FIGURES)] == [("ar", 117), ("prs", None)]


def test_the_way_has_the_steps_in_use_and_the_reasons_given():
    way = flow(FIGURES)
    assert [(step.name.en, step.people) for step in way.steps] == [("invited", 69), ("enrolled", 63)]
    assert [(step.name.en, step.people) for step in way.left] == [("moved", 3), ("health", None)]


CHANGES = {
    "S_statistics": [
        ["who5-1", "total", "all", 117, 50.9, 56.3, 5.4, 15.4, -0.7, 11.5, 25, 45, 21],
        ["who5-1", "sex", "woman", 69, 52.9, 58.5, 5.6, 16.1, -3, 14.1, WITHHELD, WITHHELD, WITHHELD],
        ["who5-1", "sex", "man", *[WITHHELD] * 10],
        ["who5-1", "sex", "other_or_not_said", *[WITHHELD] * 10],
        ["who5-1", "age_band", "unknown", 0, *[NOT_APPLICABLE] * 9],
    ]
}


def test_a_hidden_group_has_no_interval_and_an_empty_one_no_place():
    [groups] = changes(CHANGES).values()
    assert [(group.label, group.mean) for group in groups] == [
        ("all", 5.4), ("woman", 5.6), ("man", None), ("other_or_not_said", None)
    ]  # fmt: skip
    assert changes(FIGURES) == {}


@pytest.mark.django_db
def test_intervals_lie_over_one_scale_with_zero_in_it(world):
    with translation.override("sv"):
        [change] = charts_of(FIGURES | CHANGES).changes
    places = [(float(group.low), float(group.at), float(group.high)) for group in change.groups if group.at]
    assert all(low < at < high for low, at, high in places)
    assert places[1][0] == 4 and places[1][2] == 96  # the widest reaches the ends
    assert places[1][0] < float(change.zero) < places[1][1]
    assert change.groups[0].numbers == ("117", "50,9", "56,3", "+5,4", "−0,7 till +11,5")
    assert (change.groups[0].label, change.groups[1].column, change.groups[1].label) == ("Alla", "Kön", "kvinna")
    assert change.groups[2].numbers == ("–",) * 5 and change.groups[2].at == ""
