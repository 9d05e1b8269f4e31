"""Sentences of rules in the plural form of their number, and rows with the comma of the reader's language."""

import pytest
from django.utils.translation import override

from circles.rules.verdict import reason
from circles.words import sentence


@pytest.mark.parametrize(
    ("code", "values", "one", "many"),
    [
        ("hours_over_proposal", "most", "1 studietimme.", "4 studietimmar."),
        ("meeting_ceiling", "most", "1 studietimme per", "4 studietimmar per"),
        ("too_many_a_week", "most", "1 träff i", "4 träffar i"),
        ("break_too_long", "minutes", "1 minut.", "4 minuter."),
        ("no_seat_free", "seats", "1 plats finns", "Alla 4 platser"),
        ("bad_deadline", "most", "1 dag.", "4 dagar."),
        ("film_too_long", "most", "1 minut lång", "4 minuter lång"),
    ],
)
def test_one_is_one_and_four_are_many(code, values, one, many):
    with override("sv"):
        assert one in sentence(reason(code, **{values: 1}))
        assert many in sentence(reason(code, **{values: 4}))


@pytest.mark.parametrize(("hours", "said"), [(1, "ساعة دراسية واحدة"), (2, "ساعتين"), (3, "3 ساعات"), (12, "12 ساعة")])
def test_arabic_has_its_own_forms(hours, said):
    with override("ar"):
        assert said in sentence(reason("hours_over_proposal", most=hours))


@pytest.mark.parametrize(("language", "row"), [("sv", "1, 2"), ("en", "1, 2"), ("ar", "1، 2")])
def test_numbers_stand_in_a_row_of_the_language(language, row):
    with override(language):
        assert row in sentence(reason("leader_taken", numbers=(1, 2)))
