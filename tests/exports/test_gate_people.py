"""The gate against exporters who spoil table A: each is refused by the name of its rule; the honest one passes."""

import pytest

from exports.document import About, Page, pages
from exports.figures.drawing import Drawn
from exports.gate import Evidence, check
from exports.gate import labels as gate_labels
from exports.gate.characteristics import findings
from exports.hierarchies import COLUMNS, level_of
from exports.receipt import receipt
from exports.writers.excel import workbook
from tests.exports.crowd import crowd, drawn, known
from tests.exports.test_gate import FIGURES, KNOWN

PEOPLE = crowd(7)
HONEST = drawn(PEOPLE)
STAR = [cell for column in COLUMNS for cell in ("*", level_of()[column]["*"])]


def rules(rows, population=None) -> set[str]:
    return {rule for rule, _ in findings(rows, population or known(PEOPLE, HONEST))}


def changed(rows, **columns):
    """The first row with other labels, at their right levels."""
    one = list(rows[0])
    for column, label in columns.items():
        place = 1 + 2 * COLUMNS.index(column)
        one[place : place + 2] = [label, level_of()[column].get(label, 0)]
    return [one, *rows[1:]]


def of_classes(*sizes_and_labels):
    """Rows of so many people with these labels, ids in order."""
    cells = [cell for size, row in sizes_and_labels for cell in [row] * size]
    return [
        [f"{'bcdfghjkmnpqrstvwxz'[n // 19]}{'bcdfghjkmnpqrstvwxz'[n % 19]}bcdfgh", *row] for n, row in enumerate(cells)
    ]


def labelled(*labels):
    return [cell for column, label in zip(COLUMNS, labels, strict=True) for cell in (label, level_of()[column][label])]


def test_the_honest_table_passes():
    assert len(HONEST.rows) == 120
    assert rules(HONEST.rows) == set()


def test_a_class_of_one_less_than_k_is_refused():
    wide, thin = labelled("woman", *"*****"), labelled("man", *"*****")
    assert "class_too_small" in rules(of_classes((60, wide), (4, thin), (56, STAR)))
    assert "class_too_small" not in rules(of_classes((60, wide), (5, thin), (55, STAR)))


def test_k_is_the_batchs_and_never_below_five():
    assert "class_too_small" in rules(HONEST.rows, known(PEOPLE, HONEST, k=15))
    two = of_classes((60, labelled("woman", *"*****")), (2, labelled("man", *"*****")), (58, STAR))
    assert "class_too_small" in rules(two, known(PEOPLE, HONEST, k=2))


def test_wildcards_count_for_nobody_but_themselves():
    """With `*` taken for anything, each of these rows would have sixty like it."""
    rows = of_classes((58, STAR), (2, labelled("woman", "*", "arabic", *"***")), (60, labelled("woman", *"*****")))
    assert "class_too_small" in rules(rows)


def test_a_class_of_one_circle_is_refused():
    women = [place for place, sex in enumerate(PEOPLE.leaves["sex"]) if sex == "woman"]
    one = [place for place in women if PEOPLE.circles[place] == PEOPLE.circles[women[0]]][:5]
    assert len(one) == 5
    order = [*one, *(place for place in range(120) if place not in one)]
    rows = of_classes((5, labelled("woman", *"*****")), (115, STAR))
    seats = {row[0]: PEOPLE.seats[place] for row, place in zip(rows, order, strict=True)}
    assert "one_circle" in rules(rows, known(PEOPLE, Drawn(rows, seats)))


def test_too_many_hidden_people_are_refused():
    rows = of_classes((113, labelled("woman", *"*****")), (7, STAR))
    assert "suppressed" in rules(rows)
    assert "suppressed" not in rules(of_classes((114, labelled("woman", *"*****")), (6, STAR)))


def test_a_batch_that_is_too_small_is_refused():
    small = crowd(3, people=59)
    rows = of_classes((57, labelled("woman", *"*****")), (2, STAR))
    assert "too_few" in rules(rows, known(small, HONEST))
    few = crowd(3, people=60, circles=5)
    assert "too_few" in rules(of_classes((60, labelled("woman", *"*****"))), known(few, HONEST))


@pytest.mark.parametrize("empty", ["", " ", None])
def test_an_empty_value_is_refused(empty):
    assert "empty_value" in rules(changed(HONEST.rows, sex=empty))


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("period", "2026-03-04"),
        ("language_group", "Malmö"),
        ("age_band", "34"),
        ("age_band", "31-36"),
        ("sex", 17),
        ("dose_band", 0.67),
    ],
)
def test_a_label_from_the_data_is_refused(column, value):
    assert "label" in rules(changed(HONEST.rows, **{column: value}))


def test_a_level_that_is_not_the_labels_is_refused():
    rows = [list(row) for row in HONEST.rows]
    rows[0][2] += 1
    assert "level" in rules(rows)


def test_a_label_that_is_not_true_is_refused():
    rows = [list(row) for row in HONEST.rows]
    place = next(n for n, row in enumerate(rows) if row[1] == "woman")
    rows[place][1] = "man"
    assert "untrue" in rules(rows)


def test_a_label_that_too_few_have_is_refused():
    population = known(PEOPLE, HONEST)
    label = next(row[1] for row in HONEST.rows if row[1] != "*")
    for few in ((19, 9), (200, 2)):
        rare = known(PEOPLE, HONEST, behind=dict(population.behind) | {("sex", label): few})
        assert "rare_leaf" in rules(HONEST.rows, rare)


def sorted_by_key(rows_of_ids):
    """The honest rows with other ids, in the database's order: whoever is first in the file came first."""
    row_of = {seat: row for row, seat in ((row, HONEST.seats[row[0]]) for row in HONEST.rows)}
    rows = [[one, *row_of[seat][1:]] for one, seat in zip(rows_of_ids, PEOPLE.seats, strict=True)]
    return Drawn(rows, {row[0]: seat for row, seat in zip(rows, PEOPLE.seats, strict=True)})


def test_rows_in_the_databases_order_are_refused():
    table = sorted_by_key([row[0] for row in reversed(HONEST.rows)])
    assert {"order", "id_order"} <= rules(table.rows, known(PEOPLE, table))


def test_ids_that_follow_the_primary_key_are_refused():
    table = sorted_by_key([row[0] for row in HONEST.rows])
    assert rules(table.rows, known(PEOPLE, table)) == {"id_order"}


@pytest.mark.parametrize("one", ["1", 17, "Blå häger 27", "3f2504e0-4f89-11d3-9a0c-0305e82c3301", None])
def test_an_id_of_another_form_is_refused(one):
    assert "id_form" in rules([[one, *HONEST.rows[0][1:]], *HONEST.rows[1:]])


def test_an_id_twice_or_of_another_release_is_refused():
    assert "order" in rules([[HONEST.rows[1][0], *HONEST.rows[0][1:]], *HONEST.rows[1:]])
    assert rules(HONEST.rows, known(PEOPLE, HONEST, used_ids=frozenset({HONEST.rows[3][0]}))) == {"id_reused"}


def test_everyone_anonymised_anew_each_time_is_refused():
    """Batches share nobody. A file of the former batch's people and this one's would tell of those who were added."""
    later = crowd(8, people=61, circles=7, first=500)
    both = drawn(later, PEOPLE)
    cumulative = Drawn([*both.rows, *HONEST.rows], {**both.seats, **HONEST.seats})
    assert "cumulative" in rules(sorted(cumulative.rows), known(later, cumulative, PEOPLE))


def test_an_edition_that_differs_from_the_published_by_a_person_is_refused():
    former = changed(HONEST.rows, sex="*" if HONEST.rows[0][1] != "*" else "woman")
    assert "narrow_difference" in rules(HONEST.rows, known(PEOPLE, HONEST, published=(former,)))
    assert rules(HONEST.rows, known(PEOPLE, HONEST, published=(HONEST.rows,))) == set()


def test_a_later_edition_is_the_published_table_and_nothing_else():
    assert rules(HONEST.rows, known(PEOPLE, None, published=(HONEST.rows,))) == set()
    assert "no_evidence" in rules(HONEST.rows, known(PEOPLE, None))
    assert "no_evidence" in rules(drawn(PEOPLE).rows, known(PEOPLE, None, published=(HONEST.rows,)))


def test_a_later_edition_passes_though_people_have_been_erased_since():
    fewer = known(crowd(7, people=40, circles=4), None, published=(HONEST.rows,), behind={})
    assert rules(HONEST.rows, fewer) == set()


def test_somebody_who_claims_a_person_twice_is_refused():
    first, second, *_ = HONEST.seats
    twice = Drawn(HONEST.rows, HONEST.seats | {second: HONEST.seats[first]})
    assert "cumulative" in rules(HONEST.rows, known(PEOPLE, twice))


# --- In the file itself ---------------------------------------------------------------------------------------
HEADER = ("id", *(name for column in COLUMNS for name in (column, f"{column}_level")))


def book(rows=HONEST.rows, header=HEADER) -> bytes:
    honest = {"A_characteristics": HONEST.rows} | FIGURES
    sheets = pages(honest, About("Vägar vidare", "2026H1", 1, receipt(honest), {}))
    page = Page("A_characteristics", header, tuple(map(tuple, rows)), (14,) * len(header))
    return workbook([*sheets[:2], page, *sheets[3:]])


EVIDENCE = Evidence(KNOWN.circles, KNOWN.forbidden, known(PEOPLE, HONEST))


def of_file(content) -> set[str]:
    return {finding.rule for finding in check(content, EVIDENCE)}


def test_the_honest_file_passes_with_its_codebook_and_receipt():
    assert check(book(), EVIDENCE) == []


@pytest.mark.parametrize("name", ["circle_id", "communicator_id", "index", "municipality"])
def test_a_column_that_is_not_allowed_is_refused(name):
    assert of_file(book([[*row, 17] for row in HONEST.rows], (*HEADER, name))) == {"columns"}


def test_a_communicator_in_the_place_of_a_label_is_refused():
    assert {"label", "canary"} <= of_file(book(changed(HONEST.rows, language_group="Sahar Karimi")))


def test_findings_never_hold_a_value():
    found = check(book(changed(HONEST.rows, language_group="klingonska")), EVIDENCE)
    assert found
    assert not any("klingonska" in finding.where for finding in found)


def test_a_hierarchy_that_was_changed_in_place_is_refused(monkeypatch):
    gate_labels.lines.cache_clear(), gate_labels.heights.cache_clear()
    monkeypatch.setitem(gate_labels.SHA256, "sex", "0" * 64)
    assert of_file(book()) == {"hierarchy"}
    gate_labels.lines.cache_clear(), gate_labels.heights.cache_clear()
