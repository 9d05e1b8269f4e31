"""The gate against exporters who spoil B and S: each is refused by the name of its rule; the honest ones pass."""

from dataclasses import replace
from statistics import fmean, stdev

import pytest

from disclosure import midpoint6
from exports.figures.outcomes import Outcomes
from exports.figures.published import one_decimal
from exports.gate import check, model, outcomes, statistics
from exports.writers.excel import workbook
from tests.exports.answered import WHO5, answered, figures_of, known_answers
from tests.exports.crowd import crowd
from tests.exports.test_gate import FIGURES, sheets
from tests.exports.written import ANSWERS, GROUPED, KNOWN_WITH_PEOPLE, PAIRS, PEOPLE

ROWS, STATISTICS = GROUPED.rows, ANSWERS["S_statistics"]
BANDS = {WHO5: {row[2] for row in ROWS}}
PLACE = {name: place for place, name in enumerate(statistics.HEADER)}


def of_b(rows, made=GROUPED, pairs=PAIRS, **facts) -> set[str]:
    return {rule for rule, _ in outcomes.findings(rows, known_answers(pairs, made, **facts))}


def of_s(rows, pairs=PAIRS, bands=BANDS, made=GROUPED, **facts) -> set[str]:
    return {rule for rule, _ in statistics.findings(rows, known_answers(pairs, made, **facts), bands)}


def test_the_honest_tables_pass():
    assert of_b(ROWS) == of_s(STATISTICS) == set()
    assert len(ROWS) == 120


def test_of_several_instruments_too():
    pairs = PAIRS + [
        replace(pair, instrument="sleep-1", before=pair.before // 20, after=4.0 - pair.seat % 3) for pair in PAIRS
    ]
    made, figures = figures_of(pairs)
    assert len(made.rows) == 240
    assert of_b(made.rows, made, pairs) == set()
    bands = {key: {row[2] for row in made.rows if row[1] == key} for key in (WHO5, "sleep-1")}
    assert of_s(figures["S_statistics"], pairs, bands, made) == set()


# --- B ---------------------------------------------------------------------------------------------------------
def everyones_own() -> Outcomes:
    """Exact values, as an exporter gives them who took away the names and thinks that is enough."""
    of_seat = {(pair.instrument, pair.seat): pair for pair in PAIRS}
    own = [of_seat[row[1], GROUPED.seats[row[0]]] for row in ROWS]
    return Outcomes([[*row[:3], pair.before, pair.after] for row, pair in zip(ROWS, own, strict=True)], GROUPED.seats)


def test_exact_values_are_refused():
    made = everyones_own()
    assert "group_too_small" in of_b(made.rows, made)


def test_a_group_of_four_is_refused():
    band, before, after = ROWS[0][2:]
    alike = [place for place, row in enumerate(ROWS) if row[2:] == [band, before, after]]
    spoiled = [list(row) for row in ROWS]
    for place in alike[4:]:
        spoiled[place][3] = before + 0.1
    assert "group_too_small" in of_b(spoiled)


def test_a_group_of_one_circle_is_refused():
    """Five people, of whom four are of one circle: its leader knows the fifth."""
    together = {ROWS[0][0]} | {row[0] for row in ROWS if row[2:] == ROWS[0][2:]}
    seats = [GROUPED.seats[one] for one in sorted(together)]
    pairs = [replace(pair, circle=1) if pair.seat in seats[2:] else replace(pair, circle=2) for pair in PAIRS]
    assert "one_circle" in of_b(ROWS, pairs=pairs)


def test_a_mean_of_two_decimals_is_refused():
    assert "precision" in of_b([[*ROWS[0][:3], 52.04, ROWS[0][4]], *ROWS[1:]])


def test_a_mean_that_is_not_the_groups_is_refused():
    value = ROWS[0][3]
    assert of_b([[*row[:3], round(value + 0.3, 1) if row[3] == value else row[3], row[4]] for row in ROWS]) == {
        "untrue"
    }


def test_fewer_than_a_hundred_pairs_are_refused():
    pairs = PAIRS[:99]
    kept = {pair.seat for pair in pairs}
    rows = [row for row in ROWS if GROUPED.seats[row[0]] in kept]
    assert "too_few" in of_b(rows, Outcomes(rows, {row[0]: GROUPED.seats[row[0]] for row in rows}), pairs)


def test_somebody_left_out_or_twice_is_refused():
    assert "cumulative" in of_b(ROWS[1:])
    twice = dict(GROUPED.seats) | {ROWS[0][0]: GROUPED.seats[ROWS[1][0]]}
    assert "cumulative" in of_b(ROWS, Outcomes(ROWS, twice))


def test_a_person_in_another_band_than_her_own_is_refused():
    other = next(row for row in ROWS if row[2] != ROWS[0][2])
    assert "cumulative" in of_b([[*ROWS[0][:2], *other[2:]], *ROWS[1:]])


def test_a_band_in_which_all_answered_alike_is_refused():
    """Whoever has seen that somebody was seldom there knows what she answered."""
    low = {GROUPED.seats[row[0]] for row in ROWS if row[2] == "low"}
    pairs = [replace(pair, before=52.0) if pair.seat in low else pair for pair in PAIRS]
    rows = [[*row[:3], 52.0, row[4]] if row[2] == "low" else row for row in ROWS]
    assert of_b(rows, pairs=pairs) == {"alike"}
    honest, _ = figures_of(pairs)
    assert "low" not in {row[2] for row in honest.rows} and of_b(honest.rows, honest, pairs) == set()


def test_a_band_far_below_all_others_is_refused():
    low = {GROUPED.seats[row[0]] for row in ROWS if row[2] == "low"}
    pairs = [replace(pair, after=4.0 * (pair.seat % 3)) if pair.seat in low else pair for pair in PAIRS]
    assert "alike" in of_b(ROWS, pairs=pairs)
    honest, _ = figures_of(pairs)
    assert of_b(honest.rows, honest, pairs) == set()


def test_an_instrument_that_nearly_all_answered_alike_is_in_no_table():
    pairs = [replace(pair, instrument="sleep-1", before=3.0, after=float(1 + pair.seat % 5)) for pair in PAIRS]
    made, figures = figures_of(pairs)
    assert made.rows == figures["S_statistics"] == figures["S_model"] == []
    assert [entry.line for entry in made.lines] == ["too_alike", "no_model"]
    rows = [["bcdfghjk", "sleep-1", "*", 3.0, 3.0]]
    assert "alike" in of_b(rows, Outcomes(rows, {"bcdfghjk": pairs[0].seat}), pairs[:1])


def test_ids_of_another_release_or_of_a_are_refused():
    assert of_b(ROWS, used_ids=frozenset({ROWS[3][0]})) == {"id_reused"}
    shared = [[PEOPLE["A_characteristics"][0][0], *ROWS[0][1:]], *ROWS[1:]]
    content = workbook(sheets(FIGURES | PEOPLE | {"B_outcomes": sorted(shared)}))
    assert "id_shared" in {finding.rule for finding in check(content, KNOWN_WITH_PEOPLE)}


@pytest.mark.parametrize("one", ["1", 17, "Blå häger 27", "aeiouyab", None])
def test_an_id_of_another_form_is_refused(one):
    assert "id_form" in of_b([[one, *ROWS[0][1:]], *ROWS[1:]])


def test_ids_that_follow_the_primary_key_are_refused():
    seats = dict(zip(sorted(GROUPED.seats), sorted(GROUPED.seats.values()), strict=True))
    of_seat = {seat: row for row in ROWS for seat in [GROUPED.seats[row[0]]]}
    rows = [[one, *of_seat[seat][1:]] for one, seat in seats.items()]
    assert of_b(rows, Outcomes(rows, seats)) == {"id_order"}


def test_rows_out_of_order_are_refused():
    assert "order" in of_b(ROWS[::-1])


def test_a_later_edition_is_the_published_rows_or_nothing():
    assert of_b(ROWS, made=None, published=({"B_outcomes": ROWS},)) == set()
    other = figures_of(PAIRS)[0].rows
    assert of_b(other, made=None, published=({"B_outcomes": ROWS},)) == {"no_evidence"}
    assert of_b(other, figures_of(PAIRS)[0], published=({"B_outcomes": ROWS},)) >= {"cumulative"}
    assert {rule for rule, _ in outcomes.findings(ROWS, None)} == {"no_evidence"}


def test_another_column_is_refused():
    assert "columns" in of_b([[*row, "2026H1"] for row in ROWS])


# --- S ---------------------------------------------------------------------------------------------------------
def changed(row, **columns) -> list[list]:
    one = list(STATISTICS[row])
    for name, value in columns.items():
        one[PLACE[name]] = value
    return [*STATISTICS[:row], one, *STATISTICS[row + 1 :]]


@pytest.mark.parametrize(
    ("columns", "rule"),
    [
        ({"n": 120}, "count"),
        ({"improved": 46}, "count"),
        ({"deteriorated": 0.37}, "count"),  # an unrounded share
        ({"mean_change": 5.38}, "precision"),
        ({"sd_change": 15.41}, "precision"),
        ({"ci_low": -0.72}, "precision"),
        ({"icc": 27}, "precision"),
        ({"icc": 0.2}, "precision"),
        ({"mean_before": 51.9}, "untrue"),
        ({"sd_change": 12}, "untrue"),
        ({"n": 111}, "untrue"),
        ({"label": "Malmö"}, "label"),
        ({"breakdown": "circle"}, "label"),
        ({"n": -96}, "not_hidden"),
    ],
)
def test_a_sabotaged_figure_is_refused(columns, rule):
    assert rule in of_s(changed(0, **columns))


def of_sexes(**people) -> list:
    """Pairs with so many of each sex."""
    sexes = [sex for sex, number in people.items() for _ in range(number)]
    return [replace(pair, leaves=pair.leaves | {"sex": sex}) for pair, sex in zip(PAIRS, sexes, strict=True)]


def test_a_group_that_is_too_small_is_hidden_and_another_with_it():
    pairs = of_sexes(woman=70, man=43, other_or_not_said=7)
    rows = figures_of(pairs)[1]["S_statistics"]
    shown = {row[2]: row[3] for row in rows if row[1] == "sex"}
    assert shown == {"woman": 69, "man": -96, "other_or_not_said": -96}
    assert of_s(rows, pairs) == set()


def test_a_two_decimal_mean_of_twelve_people_is_refused():
    pairs = of_sexes(woman=65, man=43, other_or_not_said=12)
    rows = figures_of(pairs)[1]["S_statistics"]
    assert [row[3] for row in rows if row[2] == "other_or_not_said"] == [9]
    spoiled = [[*row[:4], 51.04, *row[5:]] if row[2] == "other_or_not_said" else row for row in rows]
    assert of_s(rows, pairs) == set()
    assert of_s(spoiled, pairs) == {"precision"}


def test_a_group_shown_though_it_is_too_small_is_refused():
    pairs = of_sexes(woman=70, man=43, other_or_not_said=7)
    rows = figures_of(pairs)[1]["S_statistics"]
    spoiled = [[*row[:3], 9, 50, 55, 5, 10, 0, 10, 0, 3, 3] if row[2] == "other_or_not_said" else row for row in rows]
    assert "group_too_small" in of_s(spoiled, pairs)


def test_a_group_that_hides_alone_is_refused():
    """The men are enough by themselves; but with them shown the total tells of the seven others."""
    pairs = of_sexes(woman=70, man=43, other_or_not_said=7)
    rows = figures_of(pairs)[1]["S_statistics"]
    men = figures_of([pair for pair in pairs if pair.leaves["sex"] == "man"])[1]["S_statistics"][0]
    spoiled = [[*row[:3], *men[3:]] if row[2] == "man" else row for row in rows]
    assert of_s(spoiled, pairs) == {"hidden_alone"}


def test_a_group_that_answered_alike_is_hidden_and_refused_if_it_is_shown():
    """All the women were at the bottom: the mean of any group of them is each one's own answer."""
    pairs = [replace(pair, before=0.0) if pair.leaves["sex"] == "woman" else pair for pair in PAIRS]
    rows = figures_of(pairs)[1]["S_statistics"]
    assert {row[3] for row in rows if row[2] in ("woman", "man")} == {-96}
    assert of_s(rows, pairs, {}) == set()
    women = [pair for pair in pairs if pair.leaves["sex"] == "woman"]
    told = [midpoint6(len(women)), 0, one_decimal(fmean(pair.after for pair in women))]
    changes = [pair.change for pair in women]
    told += [one_decimal(fmean(changes)), one_decimal(stdev(changes)), 0, 10, -96, -96, -96]
    assert of_s([[*row[:3], *told] if row[2] == "woman" else row for row in rows], pairs, {}) >= {"alike"}


def test_men_who_let_work_out_the_women_who_answered_alike_are_refused():
    pairs = [replace(pair, before=0.0) if pair.leaves["sex"] == "woman" else pair for pair in PAIRS]
    rows = figures_of(pairs)[1]["S_statistics"]
    men = next(row for row in STATISTICS if row[2] == "man")
    assert of_s([men if row[2] == "man" else row for row in rows], pairs, {}) == {"hidden_alone"}


def test_shares_of_a_small_group_are_refused():
    """Fifteen of fifteen feel better: so does whoever of them one knows."""
    place = next(n for n, row in enumerate(STATISTICS) if row[2] == "man")
    assert STATISTICS[place][PLACE["icc"] :] == [-96, -96, -96]
    for name, value in (("icc", 100), ("improved", 39), ("deteriorated", 0)):
        assert of_s(changed(place, **{name: value})) == {"shares_of_few"}


def test_a_group_left_out_or_said_to_be_empty_is_refused():
    assert "group_missing" in of_s([row for row in STATISTICS if row[2] != "man"])
    place = next(n for n, row in enumerate(STATISTICS) if row[2] == "man")
    empty = [*STATISTICS[place][:3], 0, *[-97] * 9]
    assert "untrue" in of_s([*STATISTICS[:place], empty, *STATISTICS[place + 1 :]])


def test_other_dose_bands_than_those_of_b_are_refused():
    assert "bands_differ" in of_s(STATISTICS, bands={WHO5: {"below_high", "high"}})


def test_statistics_of_people_who_are_too_few_are_refused():
    few = answered(crowd(3, people=9, circles=3))
    rows = [[WHO5, "total", "all", 9, 50, 55, 5, 10, 0, 10, 0, 3, 3]]
    assert "group_too_small" in of_s([*rows, *STATISTICS[1:]], few, {})
    assert figures_of(few)[1]["S_statistics"] == []


def test_a_later_edition_of_the_statistics_is_the_published_one():
    assert of_s(STATISTICS, made=None, published=({"S_statistics": STATISTICS},)) == set()
    assert of_s(changed(0, improved=39), made=None, published=({"S_statistics": STATISTICS},)) == {"no_evidence"}
    assert {rule for rule, _ in statistics.findings(STATISTICS, None, {})} == {"no_evidence"}


# --- The model -------------------------------------------------------------------------------------------------
MODEL = ANSWERS["S_model"]


def of_model(rows, pairs=PAIRS, bands=BANDS, made=GROUPED, **facts) -> set[str]:
    return {rule for rule, _ in model.findings(rows, known_answers(pairs, made, **facts), bands)}


def test_the_honest_model_passes_and_a_later_edition_is_the_published_one():
    assert of_model(MODEL) == of_model(MODEL, made=None, published=({"S_model": MODEL},)) == set()
    assert of_model(MODEL[1:], made=None, published=({"S_model": MODEL},)) == {"no_evidence"}
    assert {rule for rule, _ in model.findings(MODEL, None, {})} == {"no_evidence"}


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ([WHO5, "sex", "woman", 1.25, 0, 2], "precision"),
        ([WHO5, "circle_17", "all", 1, 0, 2], "label"),
        ([WHO5, "sex", "Malmö", 1, 0, 2], "label"),
        ([WHO5, "residual", "all", 12, 10, 14], "label"),
        ([WHO5, "sex", "man", 1, 0, 2], "repeated_row"),
        ([WHO5, "sex", "woman", 1, 0], "columns"),
    ],
)
def test_a_sabotaged_model_is_refused(row, rule):
    assert rule in of_model([*MODEL, row])


def test_a_model_with_a_term_of_seven_people_is_refused():
    pairs = of_sexes(woman=70, man=43, other_or_not_said=7)
    honest = figures_of(pairs)[1]["S_model"]
    assert of_model(honest, pairs) == set()
    assert of_model(MODEL, pairs) == {"group_too_small"}


def test_a_model_of_people_who_answered_alike_is_refused():
    assert "alike" in of_model(MODEL, [replace(pair, after=52.0) for pair in PAIRS])


def test_a_model_of_ninety_nine_people_is_refused():
    assert "too_few" in of_model(MODEL, PAIRS[:99])
