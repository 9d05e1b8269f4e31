"""Every specimen of the zoo says what was true, through the real guard and the real child. No database."""

from collections import Counter

import pytest

from circles.register_import.workbook import read_workbook
from circles.rules.register_reading.register import read_register
from tests.circles.register_import.knowledge import known
from tests.circles.register_import.truth import TRUE, Truth
from tests.circles.register_import.zoo import FILES, OTHER, PAIRS

PLACES = {"1280": "Malmö", "1281": "Lund", "1490": "Borås"}


def told(circle) -> tuple:
    people = Counter((person.gender, person.birth_band) for person in circle.people)
    days = tuple(session.day for session in circle.sessions)
    place = PLACES[circle.municipality]
    return circle.title, place, days, len(circle.people), people, circle.tally()


def agrees(data: bytes, *truths: Truth):
    reading = read_register(read_workbook(data), known())
    assert reading.errors == ()
    assert [told(circle) for circle in reading.circles] == [truth.told() for truth in truths]
    return reading


WITHOUT_HOURS = {"facts across", "facts without labels", "everything in columns"}


@pytest.mark.parametrize("name", FILES)
def test_specimen_says_what_was_true(name):
    [circle] = agrees(FILES[name](), TRUE).circles
    assert (circle.language, circle.leaders, circle.programme) == ("fa-AF", ("Sahar Karimi",), "vagar-vidare")
    assert {session.hours for session in circle.sessions} == ({None} if name in WITHOUT_HOURS else {3})


@pytest.mark.parametrize("name", PAIRS)
def test_two_circles_in_one_file(name):
    agrees(PAIRS[name](), TRUE, OTHER)
