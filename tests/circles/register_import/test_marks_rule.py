"""Marks, as people write them. No database."""

import pytest

from circles.rules.register import Mark
from circles.rules.register_reading.marks import mark_of, nearest_mark


@pytest.mark.parametrize(
    ("words", "mark"),
    [
        (
            ["x", "X", " x ", 1, 1.0, "1", "ja", "Ja", "JA", "närvarande", "Närvarande", "x\u00a0"],
            Mark.PRESENT,
        ),
        (["del", "Del", "delvis", "DELVIS"], Mark.PART),
        (["anm", "Anm", "anmäld frånvaro", "Anmäld  frånvaro", "sjuk"], Mark.NOTIFIED),
        (["-", "–", "−", 0, 0.0, "0", "nej", "Nej", "frånvarande"], Mark.ABSENT),
        ([None, "", "   ", "\u200f"], Mark.NOT_RECORDED),
    ],
)
def test_known_words(words, mark):
    assert {mark_of(word) for word in words} == {mark}


@pytest.mark.parametrize("word", ["z", "?", 2, 0.5, True, False, "kanske", "närv", "ab", "xx", "--", "10"])
def test_anything_else_is_none(word):
    assert mark_of(word) is None


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("anmäl frånvaro", "anmäld frånvaro"),
        ("sjukk", "sjuk"),
        ("delvist", "delvis"),
        (True, "x"),
        ("ok", "x"),
        ("qqq", ""),
    ],
)
def test_nearest(word, near):
    assert nearest_mark(word) == near


def test_empty_is_never_absent():
    assert mark_of(None) is not Mark.ABSENT
