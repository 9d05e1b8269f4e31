"""Charts of a release: drawn of its published figures alone."""

from exports.charts import curve, films, flow
from exports.columns import NOT_APPLICABLE, OUTSIDE, WITHHELD

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
