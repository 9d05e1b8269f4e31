"""The code card: grammar, check letter, forgiving reading, drawing, and pictures that can be told apart."""

import random
import re
from itertools import combinations, product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.card_sentences import sentence
from participants.rules.cards import (
    COLOURS,
    LETTERS,
    NUMBERS,
    PICTURES,
    Card,
    CardError,
    NoCardLeft,
    contrast,
    draw,
    parse,
)

STATIC = Path(__file__).resolve().parents[2] / "static"
COLOUR_CODES, PICTURE_CODES = st.sampled_from(list(COLOURS)), st.sampled_from(list(PICTURES))
CARDS = st.builds(Card, COLOUR_CODES, PICTURE_CODES, st.sampled_from(NUMBERS))


@pytest.mark.parametrize(
    ("card", "name"),
    [
        (Card("brown", "acorn", 52), "Brunt ekollon 52"),
        (Card("blue", "heron", 27), "Blå häger 27"),
        (Card("red", "cherry", 19), "Rött körsbär 19"),
        (Card("white", "cloud", 63), "Vitt moln 63"),
        (Card("blue", "mountain", 36), "Blått berg 36"),
        (Card("orange", "lamp", 5), "Orange lampa 05"),
        (Card("pink", "feather", 0), "Rosa fjäder 00"),
    ],
)
def test_the_colour_follows_the_gender_of_the_noun(card, name):
    assert card.name == name


def test_the_full_name_ends_with_the_check_letter():
    assert Card("blue", "heron", 27).full_name == "Blå häger 27-K"


@given(CARDS, st.sampled_from(NUMBERS))
def test_any_one_wrong_digit_or_two_swapped_digits_give_another_letter(card, number):
    wrong_digits = sum(a != b for a, b in zip(card.digits, f"{number:02}", strict=True))
    swapped = card.digits[::-1] == f"{number:02}"
    if number != card.number and (wrong_digits == 1 or swapped):
        assert Card(card.colour, card.picture, number).check_letter() != card.check_letter()


@pytest.mark.parametrize("number", [0, 27, 99])
def test_a_wrong_colour_or_a_wrong_picture_gives_another_letter(number):
    for picture in PICTURES:
        assert len({Card(colour, picture, number).check_letter() for colour in COLOURS}) == len(COLOURS)
    for colour in COLOURS:
        assert len({Card(colour, picture, number).check_letter() for picture in PICTURES}) == len(PICTURES)


def test_the_letters_have_none_that_is_taken_for_another():
    assert len(set(LETTERS)) == 23
    assert not set(LETTERS) & set("IOQ")


def test_no_value_is_given_twice():
    for table in (COLOURS, PICTURES):
        values = [one.value for one in table.values()]
        assert len(set(values)) == len(values) <= len(LETTERS)


@given(CARDS)
def test_what_is_printed_can_be_read(card):
    assert parse(card.full_name) == card


@pytest.mark.parametrize(
    "text",
    [
        "blå häger 27-K",
        "BLÅ HÄGER 27K",
        "  bla   hager 27 k ",
        "Blått häger 27–k",
        "blå-häger-27-k",
        "Blå häger27K",
        "Bla\u030a ha\u0308ger 27-K",
    ],
)
def test_reading_forgives_case_spaces_hyphens_dots_and_endings(text):
    assert parse(text) == Card("blue", "heron", 27)


def test_one_digit_is_read_as_two():
    card = Card("yellow", "butterfly", 8)
    assert parse(f"Gul fjäril 8-{card.check_letter()}") == card


@pytest.mark.parametrize(
    ("text", "reason", "suggestion"),
    [
        ("", "empty", ""),
        (" - ", "empty", ""),
        ("27", "colour", ""),
        ("blå", "number", ""),
        ("blå 27-K", "picture", ""),
        ("häger 27-K", "colour", ""),
        ("turkos häger 27-K", "colour", ""),
        ("bruun ekollon 52", "colour", "brun"),
        ("blå hägr 27-K", "picture", "häger"),
        ("blå häger", "number", ""),
        ("blå häger 127-K", "number", ""),
        ("blå häger 27", "letter_missing", ""),
        ("blå häger 27-L", "letter_wrong", ""),
        ("blå häger 72-K", "letter_wrong", ""),
        ("grön häger 27-K", "letter_wrong", ""),
    ],
)
def test_a_text_that_is_no_card_says_which_part(text, reason, suggestion):
    with pytest.raises(CardError) as caught:
        parse(text)
    assert (caught.value.reason, caught.value.suggestion) == (reason, suggestion)


@given(st.text(max_size=40))
def test_any_text_is_a_card_or_a_reason(text):
    try:
        assert parse(text).full_name
    except CardError as error:
        assert error.reason in {"empty", "colour", "picture", "number", "letter_missing", "letter_wrong"}


@pytest.mark.parametrize(
    "parts", [("blue", "heron", 100), ("blue", "boat", 1), ("teal", "heron", 1), ("blue", "heron", -1)]
)
def test_there_is_no_card_outside_the_vocabulary(parts):
    with pytest.raises(ValueError):
        Card(*parts)


def test_drawing_gives_each_colour_and_picture_once_before_any_comes_twice():
    rng, taken = random.Random(7), set()
    for _ in range(len(COLOURS) * len(PICTURES)):
        taken.add(draw(rng, taken))
    assert len({(card.colour, card.picture) for card in taken}) == len(taken)
    assert draw(rng, taken) not in taken


def test_drawing_finds_the_last_card_and_says_when_there_is_none():
    every = {Card(*parts) for parts in product(COLOURS, PICTURES, NUMBERS)}
    last = Card("grey", "bicycle", 45)
    assert draw(random.Random(1), every - {last}) == last
    with pytest.raises(NoCardLeft):
        draw(random.Random(1), every)


@pytest.mark.parametrize("code", COLOURS)
def test_the_picture_stands_out_from_its_tile(code):
    assert contrast(COLOURS[code].tile, COLOURS[code].ink) >= 4.5


def test_contrast_is_measured_as_the_guidelines_do():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


def test_the_style_sheet_shows_the_colours_that_were_measured():
    css = (STATIC / "css" / "components.css").read_text()
    for code, colour in COLOURS.items():
        assert f".code-card--{code} {{ --card-tile: {colour.tile}; --card-ink: {colour.ink};" in css


def test_each_picture_is_drawn():
    drawn = re.findall(r'<symbol id="([^"]+)"', (STATIC / "img" / "cards.svg").read_text())
    assert sorted(drawn) == sorted(PICTURES)


def test_no_two_nouns_are_a_letter_apart():
    for one, other in combinations([picture.noun for picture in PICTURES.values()], 2):
        different = sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))
        assert different > 1


@pytest.mark.parametrize("reason", ["empty", "colour", "picture", "number", "letter_missing", "letter_wrong"])
def test_every_reason_has_a_sentence_that_says_what_to_do(reason):
    assert sentence(CardError(reason)).startswith(("Skriv", "Börja", "Bokstaven hör inte till"))


def test_a_near_word_is_suggested():
    assert sentence(CardError("picture", "häger")).startswith("Menade du häger?")
