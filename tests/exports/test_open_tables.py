"""The open tables: merged, withheld, rounded, summed and shared from published figures, and from nothing else."""

import io
import json
import zipfile
from random import Random

import pytest

from disclosure import share
from exports.columns import Words
from exports.document import pages
from exports.public.catalogue import ALL, REST, SHEETS, TABLES
from exports.public.lines import Line
from exports.public.receipt import receipt
from exports.public.tables import open_tables
from exports.writers import delimited, package
from tests.exports import open_tables as made
from tests.exports import written
from tests.exports.crowd import crowd, drawn
from tests.exports.open_tables import COUNTED, FIGURES, N, W


def person(**labels):
    told = {"sex": "woman", "age_band": "30-49", "language_group": "arabic", "arrival_band": "under_3"}
    told |= {"dose_band": "high", "period": "2026H1"} | labels
    return ["x", *(cell for label in told.values() for cell in (label, 0))]


def rows(people, table):
    found = open_tables({"A_characteristics": people, **COUNTED})
    return {tuple(row[:-2]): row[-2:] for row in found.figures.get(table, [])}, found.refused


def counted(table, **figures):
    return open_tables(FIGURES | figures).figures.get(table)


def test_labels_are_merged_to_fixed_groups_and_coarser_ones_are_a_group_of_their_own():
    ages = ["15-19", "20-29", "under_50"] * 5 + ["50-54", "60+"] * 5 + ["*", "*", "unknown"] * 5
    found, _ = rows([person(age_band=age, sex=sex) for sex in ("woman", "man") for age in ages], "P1_sex_age")
    assert found["woman", "under_50"] == [15, 19]
    assert found["man", "50+"] == [10, 12]
    assert found["woman", REST] == [15, 19]
    assert found["other_or_not_said", REST] == [W, W]


def test_every_label_of_the_hierarchy_has_one_place():
    for table in TABLES:
        for dimension in table.dimensions:
            assert set(dimension.place.values()) == {category.code for category in dimension.categories}


def test_seven_are_withheld_and_eight_are_ten():
    people = [person(dose_band="low")] * 8 + [person()] * 40
    assert rows(people, "P4_dose")[0]["below_high",] == [10, 20]
    people = [person(dose_band="low")] * 7 + [person()] * 40 + [person(dose_band="*")] * 20
    found, _ = rows(people, "P4_dose")
    assert found["below_high",] == [W, W]
    assert found["high",] == [40, 67]


def test_margins_are_sums_of_what_is_written():
    people = [person(dose_band="low")] * 7 + [person()] * 43 + [person(dose_band="*")] * 18
    found, _ = rows(people, "P4_dose")
    assert found["high",][0] + found[REST,][0] == found[ALL,][0] == 65  # of 68 people
    assert found[ALL,][1] == N


def test_a_number_that_would_read_as_everyone_is_not_written():
    """All are there often: that one number would say it of each of them."""
    found, refused = rows([person()] * 60, "P4_dose")
    assert found == {}
    assert {"table": "P4_dose", "rule": "nothing_left"} in refused
    both = [person(sex=sex, age_band=age) for sex in ("woman", "man") for age in ("under_50", "*")]
    found, _ = rows(both * 20 + [person(sex="other_or_not_said")] * 20 + [person(age_band="50+")] * 20, "P1_sex_age")
    assert found["other_or_not_said", "under_50"] == [W, W]  # they would all be under 50 …
    assert found["woman", "50+"] == [W, W]  # … and those over 50 all women
    assert found["man", "under_50"] == found["man", REST] == [20, 25]


def test_that_nobodys_label_is_known_may_stand_alone():
    people = [person(sex=sex, age_band="*") for sex in ("woman", "man") for _ in range(40)]
    found, _ = rows(people, "P1_sex_age")
    assert found["woman", REST] == found["woman", ALL] == [40, 50]
    assert rows([person(dose_band="*")] * 40, "P4_dose")[0] == {}


def test_a_part_that_may_be_the_whole_is_not_written():
    sessions = {row[0]: row[1:] for row in counted("P6_sessions")}
    assert sessions[1] == [110, 85, 77]  # 117 − 9 = 108
    assert sessions[3] == [110, W, W]  # everyone came
    assert sessions[99] == [W, W, W]
    modules = {row[0]: row[1:] for row in counted("P7_modules")}
    assert modules == {1: [20, 15, 75], 2: [15, W, W], 99: [W, W, W]}


def test_what_may_be_seven_is_withheld_where_only_a_midpoint_is_known():
    flow = [["invited", N, 129], ["enrolled", N, 117], ["started", N, 15], ["completed", N, 9], ["before", N, 0]]
    found = {row[0]: row[1:] for row in counted("P5_flow", F_flow=flow)}
    assert found["invited"] == [130, N]
    assert found["started"] == [15, 12]
    assert found["completed"] == found["before"] == [W, W]  # 7–12, and nobody


def test_films_are_put_together_by_language():
    films = {row[0]: row[1:] for row in counted("P8_films")}
    assert films == {"prs": [15, 38], "so": [25, 62], "other": [W, W], ALL: [40, N]}
    assert list(films)[-2:] == ["other", ALL]


def test_shares_are_made_of_the_rounded_numbers_and_never_tell_of_all_or_none():
    assert share(10, 15) == 67
    assert share(999, 1000) is share(1, 1000) is share(5, 5) is share(0, 5) is share(0, 0) is None


@pytest.mark.parametrize(("people", "rule"), [(29, "too_few_people"), (0, "no_rows")])
def test_too_few_people_refuse_a_table_by_rule(people, rule):
    found, refused = rows([person()] * people, "P3_arrival")
    assert found == {}
    assert rule in {one["rule"] for one in refused if one["table"] == "P3_arrival"}


def test_too_few_enrolled_or_too_few_circles_refuse_what_is_counted_of_them():
    few = open_tables(FIGURES | {"F_flow": [["invited", N, 33], ["enrolled", N, 27], ["started", N, W]]})
    assert {one["rule"] for one in few.refused if one["table"] == "P6_sessions"} == {"too_few_people"}
    pilot = open_tables(FIGURES | {"F_flow": [["invited", N, W], ["enrolled", N, W]]})
    assert {one["rule"] for one in pilot.refused if one["table"] == "P7_modules"} == {
        "too_few_people",
        "too_few_circles",
    }


def test_the_receipt_says_what_was_done_and_what_is_not_there():
    tables = open_tables(COUNTED)
    lines = receipt(tables)
    assert [(one.line, one.columns) for one in lines if one.line == Line.NO_ROWS] == [
        (Line.NO_ROWS, (name,)) for name in ("P1_sex_age", "P2_language", "P3_arrival", "P4_dose")
    ]
    shown = sum(row[n] > 0 for rows_ in tables.figures.values() for row in rows_ for n in range(1, len(row) - 1))
    told = {one.line: one.number for one in lines}
    assert told[Line.ROUNDED] + told[Line.SUMMED] == shown
    assert told[Line.WITHHELD] > 0


def test_two_builds_are_the_same_bytes_and_the_package_says_that_it_is_open_data():
    first, second = made.files(), made.files()
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first["zip"])) as packed:
        described = json.loads(packed.read("datapackage.json"))
        origin = json.loads(packed.read("provenance.json"))
        report = json.loads(packed.read("disclosure.json"))
        readme = packed.read("README.en.md").decode()
        assert "Öppna data, CC0 1.0" in packed.read("README.sv.md").decode()
    assert described["licenses"][0]["name"] == origin["license"] == "CC0-1.0"
    assert origin["profile"] == "pt"
    assert origin["written_from"]["name"] == "ringar-sf-vv-2026h1-1.xlsx"
    assert report["rules"]["withheld_up_to"] == 7
    assert "Open data, CC0 1.0" in readme and "Scientific files" not in readme


def test_the_codebook_has_every_table_and_its_groups():
    tables = open_tables(FIGURES)
    book = pages(tables.figures, made.about(tables), SHEETS)
    assert [page.name for page in book] == ["README", "codebook", *tables.figures]
    told = {(row[0], row[1], row[3]): row[6] for row in book[1].rows}
    assert told["P2_language", "language_group", "other_families"] == "other language families"
    assert told["P1_sex_age", "age_band", REST] == "missing, or coarser than this table"
    assert told["P8_films", "language", "so"] == "Somali"


# --- who holds both, and who holds all ---


@pytest.mark.parametrize("seed", range(12))
def test_who_holds_the_scientific_files_can_write_the_open_tables_so_they_tell_nothing_more(seed):
    """Recomputed from the CSVs of their package by a reader that shares no code with us, over random batches."""
    figures = random_figures(seed)
    names = {code: Words(code, code) for code in ("ar", "prs", "so")}
    csvs = {f"csv/{one.name}.csv": delimited.plain(one) for one in written.data(figures, languages=names).tables}
    by_hand = made.counted_by_hand(package.bundles("sf", csvs)["zip"].content)
    tables = open_tables(figures)
    read = made.csv_in(made.files(tables)["zip"])
    assert set(read) == set(tables.figures) and len(read) >= 4
    for name, lines in read.items():
        width = len(made.PEOPLE.get(name, "x"))
        cells = {tuple(line[:width]): [int(one) for one in line[width:-1]] for line in lines if ALL not in line}
        assert cells == by_hand[name], name


def random_figures(seed):
    lot = Random(seed)

    def midpoint(most):
        return lot.choice([0, W, *range(3, most, 6)])

    def people(most):
        return lot.choice(range(45, most, 6))

    return {
        "A_characteristics": drawn(crowd(seed, people=90 + 10 * seed)).rows,
        "C_attendance": [[n, people(130), midpoint(130), lot.choice([0, 3, 9, 15])] for n in range(1, 11)],
        "D_delivery": [
            *(["module", n, N, N, midpoint(60), midpoint(60), N] for n in range(1, 11)),
            *(["film", N, n, one, N, midpoint(40), 3] for n in range(1, 6) for one in ("ar", "prs", "so", "other")),
        ],
        "F_flow": [
            ["invited", N, 129],
            ["enrolled", N, people(130)],
            *([step, N, midpoint(120)] for step in ("started", "completed", "before")),
            ["after", N, N],
            ["left", "moved", 3],
        ],
    }


def test_tables_of_two_batches_are_of_other_people_and_rewriting_one_changes_nothing():
    """A cell of one batch says nothing of the other's; the same figures give the same tables, whenever."""
    first, second = crowd(1, people=140, circles=12), crowd(2, people=140, circles=12, first=1000)
    one = {"A_characteristics": drawn(first).rows, **COUNTED}
    two = {"A_characteristics": drawn(second, first).rows, **COUNTED}
    assert not set(first.seats) & set(second.seats)
    before = open_tables(one).figures
    assert before["P1_sex_age"] != open_tables(two).figures["P1_sex_age"]
    assert before == open_tables(one).figures
