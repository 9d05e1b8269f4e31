import re
from datetime import date, time
from string import Formatter

import pytest

from circles.public_page.languages import CODES, chosen, known, language, languages
from tests.house import source
from tests.house.test_words import ARABIC, ENGLISH, SWEDISH

SWEDISH_WORDS = language("sv").words


def placeholders(text):
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


@pytest.mark.parametrize("code", CODES)
class TestEachLanguage:
    def test_has_every_sentence_with_the_same_places_to_fill(self, code):
        words = language(code).words
        assert words.keys() == SWEDISH_WORDS.keys()
        assert {key: placeholders(text) for key, text in words.items()} == {
            key: placeholders(text) for key, text in SWEDISH_WORDS.items()
        }

    def test_holds_no_markup_and_no_empty_sentence(self, code):
        for key, text in language(code).words.items():
            assert text.strip() == text and text, key
            assert not re.search(r"[<>&\n]", text), key

    def test_holds_no_avoided_word(self, code):
        for text in language(code).words.values():
            assert not [hit for pattern in (SWEDISH, ENGLISH, ARABIC) for hit in pattern.findall(text)]

    def test_has_a_week_a_year_and_a_direction(self, code):
        one = language(code)
        assert one.code == code
        assert len(set(one.weekdays)) == 7 and len(set(one.months)) == 12
        assert one.direction == ("rtl" if code in ("ar", "prs", "ps") else "ltr")

    def test_is_written_in_its_own_script(self, code):
        script = {
            "ar": "[\u0600-\u06ff]",
            "prs": "[\u0600-\u06ff]",
            "ps": "[\u0600-\u06ff]",
            "ti": "[\u1200-\u137f]",
            "uk": "[\u0400-\u04ff]",
        }.get(code, "[A-Za-zåäö]")
        for key, text in language(code).words.items():
            assert re.search(script, text), key


def test_every_sentence_is_said_somewhere():
    texts = [path.read_text(encoding="utf-8") for path in source.files(".py", ".html") if "circles" in path.parts]
    said = set(re.findall(r"[\"'](\w+)[\"']", "\n".join(texts)))
    assert SWEDISH_WORDS.keys() <= said, f"No page says {sorted(SWEDISH_WORDS.keys() - said)}: use or delete."


def test_only_what_the_team_reads_counts_as_reviewed():
    assert {one.code for one in languages() if one.is_reviewed} == {"sv", "en"}


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("sv", "torsdag 26 november"),
        ("en", "Thursday 26 November"),
        ("ar", "الخميس 26 نوفمبر"),
        ("prs", "پنجشنبه 26 نومبر"),
        ("ps", "پنجشنبه د نومبر 26"),
        ("so", "Khamiis 26 Noofeembar"),
        ("ti", "ሓሙስ 26 ሕዳር"),
        ("uk", "четвер, 26 листопада"),
    ],
)
def test_a_day_is_written_as_its_language_does(code, written):
    assert language(code).day(date(2026, 11, 26)) == written


def test_a_time_has_a_full_stop_in_swedish_alone():
    assert {one.clock(time(17, 30)) for one in languages()} == {"17.30", "17:30"}
    assert language("sv").clock(time(17, 30)) == "17.30"


@pytest.mark.parametrize(
    ("wanted", "accepted", "of_circle", "code"),
    [
        ("ti", "sv-SE,sv;q=0.9", "prs", "ti"),  # what was asked for
        ("", "fa-AF,fa;q=0.9,en;q=0.5", "ar", "prs"),  # what the phone reads
        ("", "fa-IR", "sv", "prs"),
        ("", "ar-SY", "sv", "ar"),
        ("", "de-DE,de", "uk", "uk"),  # what the circle speaks
        ("", "", "apc", "ar"),
        ("", "", "fr", "sv"),
        ("<script>", "*", "", "sv"),
    ],
)
def test_the_language_is_chosen(wanted, accepted, of_circle, code):
    assert chosen(wanted, accepted, of_circle).code == code


def test_an_unknown_language_is_none_of_the_eight():
    assert known("fr") is None
    with pytest.raises(KeyError):
        language("../../secrets")
