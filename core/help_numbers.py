"""Help numbers, in words that were reviewed: Swedish and English. Other languages show both."""

from dataclasses import dataclass

from django.utils.translation import get_language

REVIEWED = ("sv", "en")
HEADING = {"sv": "Behöver du hjälp nu?", "en": "Do you need help now?"}
# number → words by language. Reviewed by the editors.
NUMBERS = {
    "112": {
        "sv": "Fara för liv: ambulans, polis, räddningstjänst",
        "en": "Danger to life: ambulance, police, fire service",
    },
    "1177": {
        "sv": "Råd om hälsa, dygnet runt",
        "en": "Advice about health, day and night",
    },
}


@dataclass(frozen=True, slots=True)
class Line:
    language: str
    text: str


@dataclass(frozen=True, slots=True)
class Help:
    number: str
    lines: tuple[Line, ...]


def help_numbers(language: str = "") -> list[Help]:
    """In `language` (without one, the page's) where it is reviewed, else in Swedish and English."""
    return [Help(number, _lines(words, language)) for number, words in NUMBERS.items()]


def help_heading(language: str) -> tuple[Line, ...]:
    return _lines(HEADING, language)


def _lines(words: dict[str, str], language: str) -> tuple[Line, ...]:
    code = (language or get_language() or "sv").partition("-")[0]
    shown = (code,) if code in REVIEWED else REVIEWED
    return tuple(Line(one, words[one]) for one in shown)
