"""What a language is called on a screen: never by its Swedish name where the screen isn't Swedish."""

import re

import pytest

from organisations.language_names import language_name
from organisations.lists import lines
from organisations.models import Language

ALL = [Language(**row) for row in lines("languages")]


def test_arabic_names_of_what_cldr_does_not_know():
    codes = ["arz", "acm", "ary", "apd", "aii", "mnk", "rmy", "prs"]
    names = {language.code: language_name(language, "ar") for language in ALL if language.code in codes}
    assert [names[code] for code in codes] == [
        "العربية المصرية",
        "العربية العراقية",
        "العربية المغربية",
        "العربية السودانية",
        "الآشورية / السريانية الشرقية",
        "الماندينكا",
        "الرومنية (فلاكس)",
        "الدارية",
    ]


@pytest.mark.parametrize("language", ALL, ids=lambda language: language.code)
def test_no_swedish_name_on_an_arabic_screen(language):
    name = language_name(language, "ar")
    assert name != language.name_sv or language.code == "sv" or re.search("[\u0600-\u06ff]", name)
    assert language_name(language, "en") == language.name_en


def test_no_two_languages_share_a_name_on_an_arabic_screen():
    names = [language_name(language, "ar") for language in ALL]
    assert len(names) == len(set(names))
