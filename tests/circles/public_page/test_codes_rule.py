import secrets
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circles.rules.public_page import holds_code, without_code
from circles.rules.slips import ALPHABET, LINK_LENGTH, SLIP_LENGTH, draw, draw_checked, grouped, is_checked, read


def test_the_alphabet_has_27_signs_and_none_that_are_taken_for_each_other():
    assert len(set(ALPHABET)) == len(ALPHABET) == 27
    assert not set(ALPHABET) & set("01OIL5SBZ")


def test_a_link_holds_128_bits():
    assert len(ALPHABET) ** LINK_LENGTH >= 2**128


@given(st.integers())
def test_what_is_drawn_and_written_out_is_read_again(seed):
    code = draw(Random(seed).choice, SLIP_LENGTH)
    assert read(grouped(code)) == read(code.lower()) == code


@given(st.integers(), st.integers(0, SLIP_LENGTH - 1), st.sampled_from(ALPHABET))
def test_a_wrong_sign_or_two_that_changed_places_do_not_fit(seed, at, other):
    code = draw_checked(Random(seed).choice, SLIP_LENGTH)
    assert is_checked(code) and read(code) == code
    wrong = code[:at] + other + code[at + 1 :]
    swapped = code[:at] + code[at : at + 2][::-1] + code[at + 2 :]
    assert is_checked(wrong) is (wrong == code) and is_checked(swapped) is (swapped == code)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("acde-2346", "ACDE2346"),
        ("  acde 2346 ", "ACDE2346"),
        ("BZDE2346", "82DE2346"),  # B and Z stand on no slip: their digits do
        ("acde٢٣٤٦", "ACDE2346"),  # Arabic digits
        ("acde۲۳۴۶", "ACDE2346"),  # Persian and Pashto digits
        ("\u200facde2346", "ACDE2346"),  # a mark that a right-to-left keyboard leaves
    ],
)
def test_what_a_hand_does_is_forgiven(typed, meant):
    assert read(typed) == meant


@pytest.mark.parametrize("typed", ["", "ACDE", "ACDE23467", "ACDE234O", "ACDE 234!", "A" * 5000])
def test_what_can_be_no_slip_is_none(typed):
    assert read(typed) is None


def test_codes_come_from_the_system_s_randomness():
    drawn = {draw(secrets.choice, LINK_LENGTH) for _ in range(200)}
    assert len(drawn) == 200


@pytest.mark.parametrize("text", ["Koden är 4471.", "kod 44 71", "44-71", "4471#"])
def test_a_door_code_is_seen_however_it_is_spaced(text):
    assert holds_code(text, "4471")
    assert without_code(text, "4471") == ""


@pytest.mark.parametrize("code", [None, "", "44"])
def test_no_code_and_a_code_of_two_signs_hide_nothing(code):
    assert without_code("Buss 44", code) == "Buss 44"
