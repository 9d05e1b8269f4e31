"""The widgets that several forms share."""

from django.forms import MultipleChoiceField

from core.widgets import ChosenFirst


def test_what_is_ticked_stands_first_and_the_rest_keeps_its_order():
    field = MultipleChoiceField(choices=[(letter, letter) for letter in "abcd"])
    groups = ChosenFirst(choices=field.choices).optgroups("letters", ["c"])
    assert [group[1][0]["value"] for group in groups] == ["c", "a", "b", "d"]
