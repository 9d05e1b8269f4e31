"""People down, dates across: what is understood, and every error and doubt in its place. No database."""

from datetime import date, datetime

import pytest

from circles.register_import.sentences import sentence
from circles.rules.register_reading.grid import Formula, Merge
from tests.circles.register_import.books import FACTS, MARKS, PEOPLE, matrix_rows, weekly
from tests.circles.register_import.knowledge import codes, grid, read

# The rows of `matrix_rows`: facts in 1–5, headings in 7, people in 8–10, dates in D–F.


def test_plain_matrix_leaves_nothing_to_say():
    reading = read(matrix_rows())
    assert reading.remarks == ()
    [circle] = reading.circles
    assert circle.programme == "vagar-vidare"
    assert [session.hours for session in circle.sessions] == [4, 4, 4]
    assert circle.tally() == {"present": 5, "part": 1, "notified": 1, "absent": 1, "not_recorded": 1}


def test_title_rows_total_and_signature_are_no_people():
    rows = [["NÄRVAROLISTA"], *matrix_rows(), [], ["Summa närvarande", None, None, 2, 2, 2]]
    rows += [[], ["Underskrift ledare: ______________"], ["x = här, - = inte här"]]
    reading = read(rows)
    assert reading.remarks == ()
    assert len(reading.circles[0].people) == 3


def test_total_row_without_a_word():
    reading = read([*matrix_rows(), [None, None, None, 3, 2, 0]])
    assert reading.errors == ()
    assert len(reading.circles[0].people) == 3


def test_row_after_the_total_with_only_a_text_is_a_doubt():
    reading = read([*matrix_rows(), ["Summa", None, None, 2, 2, 2], ["Lokalen var kall"]])
    assert codes(reading.doubts) == [("row_after_total", 12, "A")]
    assert len(reading.circles[0].people) == 3


def test_numbered_rows_that_are_prepared_but_empty():
    rows = matrix_rows(
        headings=("Nr", "Deltagare", "Kön", "Född"),
        people=[(1, *PEOPLE[0]), (2, *PEOPLE[1]), (3, None, None, None)],
        marks=[*MARKS[:2], [None] * 3],
    )
    reading = read(rows)
    assert reading.remarks == ()
    assert len(reading.circles[0].people) == 2


def test_unknown_mark_tells_row_column_and_nearest():
    marks = [["x", "sjukk", "del"], *MARKS[1:]]
    [error] = read(matrix_rows(marks=marks)).errors
    assert codes([error]) == [("unknown_mark", 8, "E")]
    assert error.place.sheet == "Vägar vidare 14"
    assert error.reason.value("nearest") == "sjuk"


def test_every_error_is_told_at_once():
    facts = FACTS | {"Kommun:": "Malmoe", "Språk:": "Darii", "Studietimmar per träff:": 7}
    rows = matrix_rows(facts=facts, people=[("Zahra Ali", "K", 2089), *PEOPLE[1:]], marks=[["?", "x", "x"], *MARKS[1:]])
    reading = read(rows)
    assert sorted(codes(reading.errors)) == [
        ("hours_over_ceiling", 5, "B"),
        ("unknown_birth_year", 8, "C"),
        ("unknown_language", 3, "B"),
        ("unknown_mark", 8, "D"),
        ("unknown_municipality", 4, "B"),
    ]
    nearest = {remark.reason.code: dict(remark.reason.values).get("nearest") for remark in reading.errors}
    assert (nearest["unknown_municipality"], nearest["unknown_language"]) == ("Malmö", "dari")
    assert (nearest["hours_over_ceiling"], nearest["unknown_birth_year"]) == (4, 1989)


@pytest.mark.parametrize(("hours", "nearest"), [(180, 4), (5, 4), (90, 2), (99, 4), (10**9, 4)])
def test_hours_over_the_ceiling(hours, nearest):
    """Minutes are told as hours; else the ceiling is the nearest."""
    [error] = read(matrix_rows(facts=FACTS | {"Studietimmar per träff:": hours})).errors
    assert error.reason.code == "hours_over_ceiling"
    assert error.reason.value("nearest") == nearest


def test_ceiling_is_that_of_the_day():
    """The rule set of 2026 allows three hours, that of 2025 four."""
    rows = matrix_rows(dates=weekly(3, date(2025, 12, 22)))
    assert codes(read(rows).errors) == []
    assert codes(read(matrix_rows(dates=weekly(3, date(2026, 1, 7)))).errors) == [("hours_over_ceiling", 5, "B")]


@pytest.mark.parametrize(
    ("hours", "code"), [("fyra", "unknown_hours"), (3.5, "hours_not_whole"), (-1, "hours_not_whole")]
)
def test_hours_that_are_none(hours, code):
    assert codes(read(matrix_rows(facts=FACTS | {"Studietimmar per träff:": hours})).errors) == [(code, 5, "B")]


@pytest.mark.parametrize("hours", ["4 h", "4 tim", "4 studietimmar", 4.0, "4,0"])
def test_hours_in_words(hours):
    reading = read(matrix_rows(facts=FACTS | {"Studietimmar per träff:": hours}))
    assert {session.hours for session in reading.circles[0].sessions} == {4}


@pytest.mark.parametrize("word", ["Tigrinja", "tigrinska", "TIGRINYA"])
def test_language_spellings(word):
    assert read(matrix_rows(facts=FACTS | {"Språk:": word})).circles[0].language == "ti"


@pytest.mark.parametrize("word", ["Malmö kommun", "MALMÖ", "Malmö stad", " malmö "])
def test_municipality_spellings(word):
    assert read(matrix_rows(facts=FACTS | {"Kommun:": word})).circles[0].municipality == "1280"


# --- Dates ---------------------------------------------------------------------------------------------


def test_swedish_dates_get_their_year_from_a_neighbour_and_it_is_told():
    reading = read(matrix_rows(dates=["3/9 2025", "10/9", "ons 17 sep"]))
    assert reading.errors == ()
    assert codes(reading.doubts) == [("year_inferred", 7, "E")]
    assert [session.day for session in reading.circles[0].sessions] == [
        date(2025, 9, 3),
        date(2025, 9, 10),
        date(2025, 9, 17),
    ]


def test_year_from_the_heading():
    reading = read([["NÄRVAROLISTA HT 2025"], *matrix_rows(dates=["3/9", "10/9", "17/9"])])
    assert [session.day.year for session in reading.circles[0].sessions] == [2025] * 3


def test_no_year_anywhere_is_the_latest_that_has_been_and_it_is_told():
    reading = read(matrix_rows(dates=["3/9", "10/9", "17/9"]))
    assert reading.errors == ()
    [doubt] = reading.doubts
    assert codes([doubt]) == [("year_latest", 7, "D")]
    assert doubt.reason.value("first") == date(2025, 9, 3)


def test_leap_day_in_another_year_is_an_error_with_the_latest():
    reading = read([["HT 2025"], *matrix_rows(dates=["29/2", "10/9", "17/9"])])
    [error] = reading.errors
    assert codes([error]) == [("year_missing", 8, "D")]
    assert error.reason.value("nearest") == date(2024, 2, 29)


def test_marks_on_a_day_that_has_not_been_are_an_error():
    days = [*weekly(2, date(2026, 3, 11)), weekly(1, date(2026, 4, 1))[0]]
    facts = {key: value for key, value in FACTS.items() if "timmar" not in key}
    reading = read(matrix_rows(facts=facts, dates=days))
    assert codes(reading.errors) == [("marks_ahead", 6, "F")]


def test_days_ahead_without_marks_are_planned():
    days = [*weekly(2, date(2026, 3, 11)), weekly(1, date(2026, 4, 1))[0]]
    marks = [[*row[:2], None] for row in MARKS]
    facts = {key: value for key, value in FACTS.items() if "timmar" not in key}
    reading = read(matrix_rows(facts=facts, dates=days, marks=marks))
    assert reading.errors == ()
    assert len(reading.circles[0].sessions) == 3


@pytest.mark.parametrize(("people", "told"), [(19, []), (20, ["too_many_people"])])
def test_more_people_than_a_meeting_may_have_is_a_doubt(people, told):
    """Twenty with the leader."""
    names = [(f"Namn {chr(65 + at)}", "K", 1980) for at in range(people)]
    reading = read(matrix_rows(people=names, marks=[["x"]] * people, dates=weekly(1)))
    assert [remark.reason.code for remark in reading.remarks] == told


def test_leaders_own_row_is_no_participant():
    rows = [*matrix_rows(), ["Sahar Karimi (ledare)", "K", 1980, "x", "x", "x"], ["Ledare", None, None, "x", "x", "x"]]
    reading = read(rows)
    assert codes(reading.remarks) == [("leaders_row", 11, ""), ("leaders_row", 12, "")]
    assert len(reading.circles[0].people) == 3


def test_title_in_one_table_is_one_circle_however_long_the_pause():
    days = [*weekly(2), weekly(1, date(2026, 3, 4))[0]]
    reading = read(matrix_rows(facts={**FACTS, "Studietimmar per träff:": 3}, dates=days))
    assert [len(circle.sessions) for circle in reading.circles] == [3]
    assert codes(reading.doubts) == [("passes_new_year", 7, "F")]


def test_date_that_cannot_be():
    [error] = read(matrix_rows(dates=["3/9 2025", "31 sep 2025", "17/9 2025"])).errors
    assert codes([error]) == [("unknown_date", 7, "E")]
    assert error.reason.value("nearest") == date(2025, 9, 30)


def test_mark_under_a_date_that_cannot_be_is_told_as_well():
    rows = matrix_rows(dates=["3/9 2025", "31 sep 2025", "17/9 2025"], marks=[["x", "kanske", "x"], *MARKS[1:]])
    assert codes(read(rows).errors) == [("unknown_date", 7, "E"), ("unknown_mark", 8, "E")]


def test_date_of_another_century():
    dates = [datetime(2025, 9, 3), datetime(1925, 9, 10), datetime(2025, 9, 17)]
    assert codes(read(matrix_rows(dates=dates)).errors) == [("implausible_date", 7, "E")]


def test_wrong_weekday_is_a_doubt():
    reading = read(matrix_rows(dates=["tor 3/9 2025", "10/9 2025", "17/9 2025"]))
    assert codes(reading.remarks) == [("other_weekday", 7, "D")]


def test_dates_out_of_order_are_sorted_and_told():
    dates = weekly(3)
    reading = read(matrix_rows(dates=[dates[1], dates[0], dates[2]], marks=[["x", "-", "del"], *MARKS[1:]]))
    assert codes(reading.remarks) == [("dates_out_of_order", 7, "E")]
    [circle] = reading.circles
    first = [mark.status for mark in circle.marks if mark.session == 0 and mark.person == circle.people[0].ref]
    assert first == ["absent"]


def test_same_date_twice_is_an_error_unless_an_hour_tells_them_apart():
    dates = weekly(3)
    assert codes(read(matrix_rows(dates=[dates[0], dates[0], dates[2]])).errors) == [("date_twice", 7, "E")]
    reading = read(matrix_rows(dates=["3/9 2025 10:00", "3/9 2025 13:00", "17/9 2025"]))
    assert reading.remarks == ()
    assert [session.start.hour for session in reading.circles[0].sessions[:2]] == [10, 13]


def test_column_of_marks_without_a_date():
    rows = matrix_rows()
    rows[6][4] = "Onsdag"
    assert codes(read(rows).errors) == [("marks_without_date", 7, "E")]


def test_dates_in_the_row_above_the_headings():
    rows = matrix_rows()
    rows[5], rows[6] = [None, None, None, *weekly(3)], ["Deltagare", "Kön", "Född", 1, 2, 3]
    reading = read(rows)
    assert reading.errors == ()
    assert len(reading.circles[0].sessions) == 3


def test_headings_merged_over_two_rows():
    rows = matrix_rows()
    rows[6:7] = [["Deltagare", "Kön", "Född", "Närvaro"], [None, None, None, *weekly(3)]]
    merges = (Merge(7, 1, 8, 1), Merge(7, 2, 8, 2), Merge(7, 3, 8, 3), Merge(7, 4, 7, 6))
    reading = read(grid(rows, merges=merges))
    assert reading.errors == ()
    assert (len(reading.circles[0].people), len(reading.circles[0].sessions)) == (3, 3)


def test_rows_of_films_and_hours_under_the_dates():
    rows = matrix_rows(facts={key: value for key, value in FACTS.items() if "timmar" not in key})
    rows += [["Film", None, None, "Film 1", None, "Film 9"], ["Studietimmar", None, None, 3, 4, 5]]
    reading = read(rows)
    assert codes(reading.doubts) == [("unknown_film", 10, "F")]
    assert codes(reading.errors) == [("hours_over_ceiling", 11, "F")]
    assert [(session.films, session.hours) for session in reading.circles[0].sessions[:2]] == [
        (("film-1",), 3),
        ((), 4),
    ]


def test_formula_without_a_value_is_never_taken_for_empty():
    rows = matrix_rows()
    rows[7][4] = Formula.UNCALCULATED
    assert codes(read(rows).errors) == [("formula_without_value", 8, "E")]


# --- People --------------------------------------------------------------------------------------------


def test_arabic_names():
    people = [("أحمد العلي", "M", 1990), ("\u202bفاطمة نور\u202c", "K", 1985), ("ሳባ ተስፋይ", "K", 1988)]
    [circle] = read(matrix_rows(people=people)).circles
    assert [person.name for person in circle.people] == ["أحمد العلي", "فاطمة نور", "ሳባ ተስፋይ"]


def test_first_and_last_name():
    people = [("Zahra", "Kovalenko"), ("Zahra", "Ali"), ("Tesfay", None)]
    [circle] = read(matrix_rows(people=people, headings=("Förnamn", "Efternamn"))).circles
    assert [person.name for person in circle.people] == ["Zahra Kovalenko", "Zahra Ali", "Tesfay"]


def test_same_row_twice_is_one_person():
    reading = read(
        matrix_rows(people=[PEOPLE[0], PEOPLE[0], PEOPLE[2]], marks=[["x", "x", None], ["x", None, "-"], MARKS[2]])
    )
    assert codes(reading.remarks) == [("person_twice", 9, "A")]
    [circle] = reading.circles
    assert [mark.status for mark in circle.marks if mark.person == circle.people[0].ref] == [
        "present",
        "present",
        "absent",
    ]


def test_same_name_with_two_marks_for_a_date_is_an_error():
    reading = read(
        matrix_rows(people=[PEOPLE[0], PEOPLE[0], PEOPLE[2]], marks=[["x", "x", "x"], ["x", "-", "x"], MARKS[2]])
    )
    [error] = reading.errors
    assert codes([error]) == [("two_marks", 9, "E")]
    assert error.reason.value("other_row") == 8


def test_same_name_with_two_birth_years_is_two_people():
    reading = read(matrix_rows(people=[PEOPLE[0], ("Zahra Kovalenko", "K", 1971), PEOPLE[2]]))
    assert codes(reading.remarks) == [("same_name_two_people", 9, "A")]
    assert len(reading.circles[0].people) == 3


def test_marks_without_a_name():
    assert codes(read(matrix_rows(people=[(None, "K", 1990), *PEOPLE[1:]])).errors) == [("marks_without_name", 8, "A")]


def test_column_of_personal_numbers_is_left_out_and_told_without_the_number():
    people = [("Zahra Ali", "K", "19890412-1234"), ("Olena Noor", "K", "19550101-1234"), ("Ali Said", "M", 1990)]
    reading = read(matrix_rows(people=people))
    assert codes(reading.remarks) == [("birth_year_missing", 7, ""), ("number_column_left_out", 7, "C")]
    assert {person.birth_band for person in reading.circles[0].people} == {None}
    assert "1989" not in repr(reading)


def test_unknown_column_of_numbers_is_told_by_its_letter():
    rows = matrix_rows()
    for row, number in zip(rows[6:], ["LMA-nummer", "52-123456", "52-123457", None], strict=True):
        row.append(number)
    reading = read(rows)
    assert codes(reading.remarks) == [("number_column_left_out", 7, "G")]
    assert reading.understood[0].left_out == (("G", "LMA-nummer"),)


def test_number_beside_a_name_is_taken_away():
    reading = read(matrix_rows(people=[("Zahra Kovalenko 890412-1234", "K", 1989), *PEOPLE[1:]]))
    assert codes(reading.remarks) == [("number_taken_from_name", 8, "A")]
    assert reading.circles[0].people[0].name == "Zahra Kovalenko"


def test_extra_columns_are_left_out_and_only_common_headings_are_named():
    rows = matrix_rows()
    for row, more in zip(
        rows[6:], [["Telefon", "Faisal Noor"], ["070-1", "ringer"], [None, None], [None, "7"]], strict=True
    ):
        row.extend(more)
    reading = read(rows)
    assert reading.remarks == ()
    assert reading.understood[0].left_out == (("G", "Telefon"), ("H", ""))


def test_no_remark_ever_holds_a_name_or_what_stood_in_the_cell():
    facts = FACTS | {
        "Kommun:": "Zahra Kovalenko",
        "Språk:": "Zahra Kovalenko",
        "Studietimmar per träff:": "Zahra Kovalenko",
    }
    people = [("Zahra Kovalenko", "Zahra Kovalenko", "Zahra Kovalenko"), *PEOPLE[1:]]
    rows = matrix_rows(facts=facts, people=people, marks=[["Zahra Kovalenko"] * 3, *MARKS[1:]])
    reading = read(rows)
    assert len(reading.errors) >= 6
    assert "zahra" not in repr(reading.remarks).lower()


# --- Circles and sheets --------------------------------------------------------------------------------


def test_unknown_leader_is_a_doubt_told_once():
    reading = read(matrix_rows(facts=FACTS | {"Ledare:": "Sahar Karimii"}))
    assert codes(reading.remarks) == [("unknown_leader", 2, "B")]
    assert reading.remarks[0].reason.value("is_near") is True


def test_two_leaders_in_one_cell():
    reading = read(matrix_rows(facts=FACTS | {"Ledare:": "Sahar Karimi och Rami Haddad"}))
    assert reading.circles[0].leaders == ("Sahar Karimi", "Rami Haddad")


@pytest.mark.parametrize(
    ("gone", "code"),
    [
        ("Ledare:", "leader_missing"),
        ("Studietimmar per träff:", "hours_missing"),
        ("Språk:", "language_from_leader"),
        ("Kommun:", "municipality_from_leader"),
    ],
)
def test_missing_line_that_can_be_done_without(gone, code):
    reading = read(matrix_rows(facts={key: value for key, value in FACTS.items() if key != gone}))
    assert reading.errors == ()
    assert code in [remark.reason.code for remark in reading.doubts]


@pytest.mark.parametrize(("gone", "code"), [("Språk:", "language_missing"), ("Kommun:", "municipality_missing")])
def test_missing_line_that_nobody_can_guess(gone, code):
    facts = {key: value for key, value in FACTS.items() if key not in (gone, "Ledare:")}
    assert [remark.reason.code for remark in read(matrix_rows(facts=facts)).errors] == [code]


def test_missing_columns_that_can_be_done_without():
    reading = read(matrix_rows(people=[(name,) for name, _, _ in PEOPLE], headings=("Namn",)))
    assert reading.errors == ()
    assert [remark.reason.code for remark in reading.doubts] == ["gender_missing", "birth_year_missing"]


def test_title_from_the_name_of_the_sheet():
    rows = matrix_rows(facts={key: value for key, value in FACTS.items() if key != "Cirkel:"})
    reading = read(grid(rows, "Vägar vidare 21"))
    assert reading.circles[0].title == "Vägar vidare 21"
    assert codes(reading.remarks) == [("title_from_sheet", 6, "")]
    assert [remark.reason.code for remark in read(grid(rows, "Blad1")).errors] == ["title_missing"]


def test_unknown_programme_is_a_doubt():
    assert [remark.reason.code for remark in read(matrix_rows(facts=FACTS | {"Cirkel:": "Kvinnogruppen"})).remarks] == [
        "programme_unknown"
    ]


def test_facts_beside_each_other_and_in_one_cell():
    rows = matrix_rows(facts={})
    rows[0:1] = [
        ["Cirkel: Vägar vidare 14", None, "Ledare:", "Sahar Karimi"],
        ["Språk", "Kommun"],
        ["Dari", "Malmö"],
        [],
    ]
    reading = read(rows)
    assert reading.errors == ()
    assert (reading.circles[0].leaders, reading.circles[0].municipality) == (("Sahar Karimi",), "1280")


def test_two_tables_on_one_sheet():
    second = matrix_rows(facts=FACTS | {"Cirkel:": "Vägar vidare 15"}, dates=weekly(3, date(2025, 10, 1)))
    reading = read([*matrix_rows(), ["Underskrift ledare: ____"], [], *second])
    assert reading.errors == ()
    assert [(circle.title, len(circle.people)) for circle in reading.circles] == [
        ("Vägar vidare 14", 3),
        ("Vägar vidare 15", 3),
    ]


def test_person_of_two_circles_is_one_person_and_told():
    second = matrix_rows(
        facts=FACTS | {"Cirkel:": "Vägar vidare 15"}, people=[PEOPLE[0], ("Nadia Said", "K", 1981), PEOPLE[2]]
    )
    reading = read(grid(matrix_rows()), grid(second, "Vägar vidare 15"))
    assert codes(reading.remarks) == [("person_in_two_circles", 8, "A"), ("person_in_two_circles", 10, "A")]
    first, other = reading.circles
    assert first.people[0] == other.people[0]
    assert len({person.ref for circle in reading.circles for person in circle.people}) == 4


def test_same_name_without_birth_year_is_never_made_one():
    people = [(name, gender) for name, gender, _ in PEOPLE]
    rows = [
        matrix_rows(facts=FACTS | {"Cirkel:": f"Vägar vidare {number}"}, people=people, headings=("Namn", "Kön"))
        for number in (14, 15)
    ]
    reading = read(*rows)
    assert len({person.ref for circle in reading.circles for person in circle.people}) == 6


def test_circle_that_continues_on_another_sheet():
    second = matrix_rows(dates=weekly(3, date(2025, 10, 1)))
    reading = read(grid(matrix_rows(), "Sept"), grid(second, "Okt"))
    assert [remark.reason.code for remark in reading.remarks] == ["circle_continues"]
    [circle] = reading.circles
    assert (len(circle.people), len(circle.sessions)) == (3, 6)


def test_same_title_with_another_leader_is_an_error():
    second = matrix_rows(facts=FACTS | {"Ledare:": "Rami Haddad"}, dates=weekly(3, date(2025, 10, 1)))
    reading = read(grid(matrix_rows(), "A"), grid(second, "B"))
    assert [remark.reason.code for remark in reading.errors] == ["same_title_other_leader"]


def test_same_title_in_another_municipality_is_another_circle():
    second = matrix_rows(
        facts=FACTS | {"Kommun:": "Lund", "Ledare:": "Rami Haddad"}, people=[("Nadia Said", "K", 1981)], marks=MARKS[:1]
    )
    reading = read(grid(matrix_rows(), "A"), grid(second, "B"))
    assert reading.errors == ()
    assert [circle.municipality for circle in reading.circles] == ["1280", "1281"]
    assert "same_title_elsewhere" in [remark.reason.code for remark in reading.doubts]


def test_hidden_sheet_is_left_out_and_told():
    reading = read(grid(matrix_rows()), grid(matrix_rows(facts=FACTS | {"Cirkel:": "Gammal"}), "Gammal", hidden=True))
    assert codes(reading.remarks) == [("hidden_sheet", 0, "")]
    assert len(reading.circles) == 1


def test_workbook_without_a_list():
    reading = read(grid([["Budget", 2025], ["Hyra", 4000]], "Budget"))
    assert [remark.reason.code for remark in reading.errors] == ["no_register_found"]


def test_dates_without_a_column_of_people():
    rows = matrix_rows()
    rows[6][0] = "Kryssa här"
    assert codes(read(rows).errors) == [("no_person_column", 7, "")]


def test_matrix_without_people():
    assert [remark.reason.code for remark in read(matrix_rows()[:7]).errors] == ["no_people"]


def turned(rows: list[list], facts: int) -> list[list]:
    """The table below the lines of facts on its side, as Excel transposes it."""
    table = [row + [None] * (max(map(len, rows)) - len(row)) for row in rows[facts:]]
    return [*rows[:facts], *([*column] for column in zip(*table, strict=True))]


def test_people_across_and_dates_down_is_an_error_that_says_what_to_do():
    rows = turned(matrix_rows(headings=("Deltagare",), people=[(name,) for name, *_ in PEOPLE]), len(FACTS) + 1)
    for heading in ("Deltagare", "Datum", None):
        rows[len(FACTS) + 1][0] = heading
        reading = read(rows)
        assert codes(reading.errors) == [("people_across", len(FACTS) + 2, "")]
        assert reading.circles == ()
        assert "Transponera" in sentence(reading.errors[0])


def test_statistics_with_dates_down_are_left_alone():
    days = weekly(4)
    rows = [["Datum", "Kvinnor", "Män"], *([day, 4, 5] for day in days)]
    assert codes(read(rows).errors) == [("no_register_found", 0, "")]
