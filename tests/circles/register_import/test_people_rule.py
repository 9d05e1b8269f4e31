"""Names, genders, birth years and the numbers that must not be kept. No database."""

from datetime import date, datetime

import pytest

from circles.rules.register_reading.identity_numbers import holds_number, is_number_heading, without_number
from circles.rules.register_reading.people import band_of, born, gender_of, is_total, name_key, name_of

TODAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    "value",
    [
        1989,
        1989.0,
        "1989",
        "f. 1989",
        "1989-04-12",
        "19890412",
        "890412",
        datetime(1989, 4, 12),
        32610,
        datetime(1905, 6, 11),
    ],
)
def test_birth_year(value):
    assert born(value, TODAY).year == 1989


@pytest.mark.parametrize(
    ("value", "near"),
    [("2089", 1989), (1889, 1989), (89, 1989), ("19889", 1989), (2025, 1925), ("hej", None), (3, None),
     ("nittio", 1990), ("Nittiotvå", 1992), ("nittiotalet", 1990), ("åttio-fem", 1985), ("fem", 2005), ("nitton", 2019),
     ("nittonhundra nittiotvå", 1992), ("född nitton åttio", 1980), ("tvåtusentre", 2003), ("nittiotjugo", None)],
)  # fmt: skip
def test_implausible_birth_year(value, near):
    found = born(value, TODAY)
    assert (found.year, found.wrong, found.nearest) == (None, True, near)


@pytest.mark.parametrize("value", [None, "", "-", "?"])
def test_no_birth_year(value):
    assert not born(value, TODAY).wrong and born(value, TODAY).year is None


def test_band_of_five_years():
    assert [band_of(year) for year in (1989, 1990, 1994, 1995, None)] == [1985, 1990, 1990, 1995, None]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        (["K", "k", "Kvinna", "F", "kv."], "woman"),
        (["M", "man", "Man"], "man"),
        (["Annat"], "other"),
        (["", None, "-"], ""),
    ],
)
def test_gender(values, code):
    assert {gender_of(value) for value in values} == {code}


def test_unknown_gender():
    assert gender_of("Zahra") is None


def test_one_name_in_two_spellings():
    assert name_key("Zahra  KOVALENKO") == name_key(" zahra kovalenko\u200f")
    assert name_key("أحمد علي") == name_key("احمد على") == name_key("احمد علی")
    assert name_key("Zahra Ali") != name_key("Zahra Alі")  # the last letter is Cyrillic: not ours to guess


def test_name_loses_direction_marks_and_keeps_joiners():
    assert name_of("\u202bعلی\u200cرضا\u202c\u0007 ") == "علی\u200cرضا"


@pytest.mark.parametrize(
    "text", ["Summa närvarande", "Totalt:", "Underskrift ledare: ____", "S:a", "Antal", "Signatur"]
)
def test_row_that_is_no_person(text):
    assert is_total(text)


@pytest.mark.parametrize("text", ["Summaya Ali", "Signe Ek", "Antalya Noor", ""])
def test_row_that_is_a_person(text):
    assert not is_total(text)


@pytest.mark.parametrize(
    "value",
    [
        "19890412-1234", "890412-1234", "890412 - 1234", "198904121234", 198904121234, "890412+1234",
        "8507099805", 8507099805,
        "890472-1234", "19890472-1234", "52-123456", "890412-TF12", "19890412T123", "Zahra Kovalenko 890412-1234",
    ],
)  # fmt: skip
def test_number_is_found(value):
    assert holds_number(value)


@pytest.mark.parametrize(
    "value",
    [1989, "1989-04-12", "19890412", "070-123 45 67", "0701234567", 45903, "x", "2025-09-03", "891312-1234"],
)
def test_no_number(value):
    assert not holds_number(value)


def test_number_is_taken_out_of_a_name():
    assert without_number("Zahra Kovalenko (890412-1234)") == "Zahra Kovalenko"
    assert without_number("Zahra  Kovalenko") == "Zahra  Kovalenko"


@pytest.mark.parametrize(
    "text", ["Personnummer", "Pers.nr", "pnr", "Samordningsnr", "LMA-nr", "Dossiernummer", "Personnr."]
)
def test_heading_of_numbers(text):
    assert is_number_heading(text)


@pytest.mark.parametrize("text", ["Nr", "Deltagare", "Telefonnummer", "Personer"])
def test_heading_of_something_else(text):
    assert not is_number_heading(text)
