"""Searching: what a person may see, never a protected card."""

import pytest
from django.urls import reverse

from circles.models import Circle
from desk.search import _asked_card


def find(client, words):
    return client.get(reverse("desk:search"), {"q": words}).content.decode()


def test_swedish_letters_are_found_whatever_their_case(world, sign_in):
    assert "Vägar vidare 14" in find(sign_in(world.eva), "VÄGAR VIDARE 14")


def test_leaders_and_offers_are_found(world, sign_in):
    client = sign_in(world.eva)
    assert "Rami Haddad" in find(client, "rami")
    assert "Kvinnogrupp på dari" in find(client, "kvinnogrupp")


def test_a_card_is_found_by_its_words(world, sign_in):
    assert "Blå häger 05" in find(sign_in(world.sahar), "blå häger 5")


def test_a_protected_card_is_never_found(world, sign_in):
    person = world.circle.enrolments.get(participant__number=5).participant
    person.is_protected = True
    person.save()
    assert "Blå häger 05" not in find(sign_in(world.eva), "blå häger 5")


STRANGERS = [
    ("karin", "Vägar vidare 14"),
    ("convener", "Vägar vidare"),
    ("admin", "häger"),
    ("im", "rami"),
    ("steward", "häger 05"),
]


@pytest.mark.parametrize(("who", "words"), STRANGERS)
def test_strangers_find_nothing(world, sign_in, who, words):
    page = find(sign_in(getattr(world, who)), words)
    assert "Inget hittades" in page


def test_one_letter_is_too_few(world, sign_in):
    assert "Vägar vidare 14" not in find(sign_in(world.eva), "v")


def test_at_most_ten_of_a_kind(world, sign_in):
    for number in range(30):
        Circle.objects.create(
            title=f"Sång {number:02}",
            hub=world.skane,
            municipality=world.places["Malmö"],
            language=world.languages["ar"],
        )
    assert find(sign_in(world.eva), "sång").count("Sång ") == 10


def test_words_that_are_no_card_ask_for_none():
    assert _asked_card(["blå", "häger", "27-k"]) == {"colour": "blue", "picture": "heron", "number": 27}
    assert _asked_card(["blått"]) == {"colour": "blue"}
    assert _asked_card(["blå", "tand"]) == {}
