"""One row for each person and date: what is understood, and every error and doubt in its place. No database."""

from datetime import date, time

import pytest

from circles.rules.register_reading.grid import Merge
from tests.circles.register_import.books import LIST_HEADINGS, list_rows, weekly
from tests.circles.register_import.knowledge import codes, grid, read

LEADER = ("unknown_leader", 2, "E")  # Hodan Ali leads in `list_rows`, and nobody knows her yet


def changed(row: int, heading: str, value) -> list[list]:
    """`list_rows` with one cell changed; rows count as in Excel."""
    rows = [list(cells) for cells in list_rows()]
    rows[row - 1][LIST_HEADINGS.index(heading)] = value
    return rows


def without(heading: str) -> list[list]:
    at = LIST_HEADINGS.index(heading)
    return [cells[:at] + cells[at + 1 :] for cells in list_rows()]


def test_plain_list():
    reading = read(list_rows())
    assert codes(reading.remarks) == [LEADER]
    [circle] = reading.circles
    assert (circle.title, circle.municipality, circle.language, circle.programme) == (
        "Hälsostöd 3",
        "1280",
        "so",
        "halsostod",
    )
    assert circle.leaders == ("Hodan Ali",)
    assert [(session.hours, session.films) for session in circle.sessions] == [(3, ("film-1",))] * 2
    assert circle.tally() == {"present": 2, "part": 1, "notified": 1, "absent": 1, "not_recorded": 1}


def test_headings_lower_down_in_other_words():
    rows = [["Närvaro i våra grupper"], [], *list_rows()]
    rows[2] = [
        "Träffdatum",
        "Grupp",
        "Ort",
        "Cirkelspråk",
        "Samtalsledare",
        "Namn",
        "K/M",
        "Födelseår",
        "Närvarande",
        "Visad film",
        "Timmar",
    ]
    reading = read(rows)
    assert codes(reading.remarks) == [("unknown_leader", 4, "E")]
    assert reading.circles[0].tally()["present"] == 2


@pytest.mark.parametrize(
    ("heading", "value", "code"),
    [
        ("Datum", "31 sep 2025", "unknown_date"), ("Datum", None, "date_missing"),
        ("Datum", date(1026, 1, 14), "implausible_date"),
        ("Kommun", "Malmoe", "unknown_municipality"), ("Språk", "Sommaliska", "unknown_language"),
        ("Född", 2089, "unknown_birth_year"),
        ("Närvaro", "Kanske", "unknown_mark"), ("Studietimmar", 4, "hours_over_ceiling"),
        ("Deltagare", None, "marks_without_name"),
        ("Cirkel", None, "title_missing"),
    ],
)  # fmt: skip
def test_error_in_its_cell(heading, value, code):
    column = "ABCDEFGHIJK"[LIST_HEADINGS.index(heading)]
    assert (code, 3, column) in codes(read(changed(3, heading, value)).errors)


def test_same_unknown_word_in_every_row_is_told_once():
    rows = [LIST_HEADINGS, *([*cells[:2], "Malmoe", *cells[3:]] for cells in list_rows()[1:])]
    assert codes(read(rows).errors) == [("unknown_municipality", 2, "C")]


@pytest.mark.parametrize(
    ("heading", "code"),
    [
        ("Kön", "gender_missing"),
        ("Född", "birth_year_missing"),
        ("Studietimmar", "hours_missing"),
        ("Ledare", "leader_missing"),
    ],
)
def test_missing_optional_column_is_a_doubt(heading, code):
    reading = read(without(heading))
    assert reading.errors == ()
    assert code in [remark.reason.code for remark in reading.doubts]


def test_film_column_may_be_missing():
    assert codes(read(without("Film")).remarks) == [LEADER]


def test_list_without_marks_is_not_read():
    assert [remark.reason.code for remark in read(without("Närvaro")).errors] != []


def test_facts_above_stand_for_missing_columns():
    rows = [["Kommun:", "Malmö"], ["Cirkel:", "Hälsostöd 3"], [], *(cells[:1] + cells[3:] for cells in list_rows())]
    reading = read(rows)
    assert reading.errors == ()
    assert (reading.circles[0].title, reading.circles[0].municipality) == ("Hälsostöd 3", "1280")


def test_one_sheet_for_each_date():
    def of(day):
        return [["Cirkel:", "Hälsostöd 3"], ["Kommun:", "Malmö"], ["Språk:", "Somaliska"],
                ["Datum:", day, "Tid:", "17.30"], [],
                ["Deltagare", "Närvaro"], ["Zahra Ali", "x"], ["Olena Noor", None], ["Summa", 1]]  # fmt: skip

    reading = read(grid(of("14/1 2026"), "14 jan"), grid(of("21/1 2026"), "21 jan"))
    assert reading.errors == ()
    [circle] = reading.circles
    assert [(session.day, session.start) for session in circle.sessions] == [
        (date(2026, 1, 14), time(17, 30)),
        (date(2026, 1, 21), time(17, 30)),
    ]
    assert circle.tally() == {"present": 2, "part": 0, "notified": 0, "absent": 0, "not_recorded": 2}


def test_cells_merged_downwards():
    rows = [list(cells) for cells in list_rows()]
    for row in (2, 3, 5, 6):
        rows[row][0] = rows[row][1] = None
    merges = tuple(Merge(top, column, top + 2, column) for top in (2, 5) for column in (1, 2))
    reading = read(grid(rows, merges=merges))
    assert codes(reading.remarks) == [LEADER]
    assert len(reading.circles[0].sessions) == 2


def test_dates_without_year_get_it_within_their_circle():
    rows = [list(cells) for cells in list_rows()]
    for row in rows[4:]:
        row[0] = "21/1"
    reading = read(rows)
    assert reading.errors == ()
    assert [session.day for session in reading.circles[0].sessions] == [date(2026, 1, 14), date(2026, 1, 21)]


def test_person_twice_at_one_date():
    same = read([*list_rows(), list_rows()[1]])
    assert codes(same.remarks) == [LEADER, ("person_twice", 8, "F")]
    assert same.circles[0].tally()["present"] == 2
    other = [*list_rows(), [*list_rows()[1][:8], "Nej", "Film 1", 3]]
    [error] = read(other).errors
    assert (codes([error]), error.reason.value("other_row")) == ([("two_marks", 8, "I")], 2)


def test_one_name_with_two_birth_years_at_different_dates_is_an_error():
    assert codes(read(changed(5, "Född", 1939)).errors) == [("two_birth_years", 5, "F")]


def test_two_genders_is_a_doubt():
    assert ("two_genders", 5, "F") in codes(read(changed(5, "Kön", "M")).doubts)


def test_hours_that_differ_within_a_session():
    assert codes(read(changed(3, "Studietimmar", 2)).errors) == [("two_hours", 3, "K")]


def test_two_languages_within_a_circle():
    assert [remark.reason.code for remark in read(changed(3, "Språk", "Dari")).errors] == ["two_languages"]


def test_substitute_leader():
    reading = read(changed(3, "Ledare", "Sahar Karimi"))
    assert reading.errors == ()
    assert (reading.circles[0].leaders, reading.circles[0].substitutes) == (("Hodan Ali",), ("Sahar Karimi",))
    assert "other_leader" in [remark.reason.code for remark in reading.doubts]


@pytest.mark.parametrize(
    ("day", "code"), [("i våras nån gång", "unknown_date"), (date(1899, 3, 1), "implausible_date")]
)
def test_what_else_is_wrong_in_a_row_is_told_with_its_date(day, code):
    rows = changed(2, "Datum", day)
    rows[1][LIST_HEADINGS.index("Född")] = 1850
    assert {remark.reason.code for remark in read(rows).errors} == {code, "unknown_birth_year"}


def test_unknown_film_is_a_doubt_and_left_out():
    reading = read(changed(2, "Film", "Filmen om sömn"))
    assert ("unknown_film", 2, "J") in codes(reading.doubts)
    assert reading.errors == ()


def test_total_rows_and_empty_rows():
    rows = [
        *list_rows(),
        [],
        ["Summa", None, None, None, None, None, None, None, 3],
        ["Underskrift: ____"],
        [None] * 11,
    ]
    assert codes(read(rows).remarks) == [LEADER]


def test_headings_again_on_the_next_page():
    rows = list_rows()
    reading = read([*rows[:4], LIST_HEADINGS, *rows[4:]])
    assert codes(reading.remarks) == [LEADER]
    assert reading.circles[0].tally()["present"] == 2


def test_several_circles_in_one_list():
    second = [
        [cells[0], "Vägar vidare 21", "Trelleborg", "Ukrainska", "Olena Kovalenko", f"P{number} Noor", *cells[6:]]
        for number, cells in enumerate(list_rows()[1:])
    ]
    reading = read([*list_rows(), *second])
    assert [circle.title for circle in reading.circles] == ["Hälsostöd 3", "Vägar vidare 21"]
    assert [circle.programme for circle in reading.circles] == ["halsostod", "vagar-vidare"]


def test_title_that_begins_anew_another_year_is_another_circle():
    reading = read(list_rows(weekly(1, date(2024, 1, 10)) + weekly(1, date(2025, 12, 10))))
    assert reading.errors == ()
    assert [[session.day for session in circle.sessions] for circle in reading.circles] == [
        [date(2024, 1, 10)],
        [date(2025, 12, 10)],
    ]
    assert "title_again" in [remark.reason.code for remark in reading.doubts]


def test_circle_that_rests_at_christmas_is_one_and_told():
    reading = read(list_rows(weekly(1, date(2025, 12, 10)) + weekly(1, date(2026, 1, 14))))
    assert len(reading.circles) == 1
    assert "passes_new_year" in [remark.reason.code for remark in reading.doubts]


def test_circle_over_more_than_a_year_is_a_doubt():
    days = weekly(64, date(2024, 9, 4))[::4]
    rows = [row for day in days for row in list_rows([day])[1:]]
    reading = read([list_rows()[0], *rows])
    assert "dates_far_apart" in [remark.reason.code for remark in reading.doubts]
