import pytest
from django.utils.translation import override

from core.lists import in_a_row, listed, listed_apart
from core.templatetags import ui


@pytest.mark.parametrize(("language", "row"), [("sv", "Malmö, Lund"), ("en", "Malmö, Lund"), ("ar", "Malmö، Lund")])
def test_a_row_has_the_comma_of_the_language(language, row):
    with override(language):
        assert in_a_row(["Malmö", None, "", "Lund"]) == row


@pytest.mark.parametrize(
    ("words", "said"),
    [([], ""), (["IM"], "IM"), (["IM", "NAD"], "IM och NAD"), (["IM", "NAD", "kommunen"], "IM, NAD och kommunen")],
)
def test_a_sentence_lists_with_and(words, said):
    with override("sv"):
        assert listed(words) == said


def test_an_arabic_sentence_lists_with_its_own_comma_and_and():
    with override("ar"):
        assert listed(["IM", "NAD", "RB"]) == "IM، NAD وRB"


def test_on_a_page_each_word_keeps_its_own_direction_and_is_escaped():
    with override("ar"):
        assert ui.in_a_row(["<b>", "Lund"]) == "<bdi>&lt;b&gt;</bdi>، <bdi>Lund</bdi>"
    with override("sv"):
        assert ui.in_a_row(["dari", "farsi"], "capital") == "<bdi>Dari</bdi>, <bdi>farsi</bdi>"


def test_a_list_in_a_sentence_keeps_each_names_direction_and_escapes_it():
    with override("ar"):
        assert listed_apart(["IM", "<b>", "RB"]) == "<bdi>IM</bdi>، <bdi>&lt;b&gt;</bdi> و<bdi>RB</bdi>"
    assert listed_apart(["IM"]) == "<bdi>IM</bdi>"
