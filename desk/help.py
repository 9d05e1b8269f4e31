"""Help numbers, in words that were reviewed: Swedish and English. Other languages show both."""

from dataclasses import dataclass

from django.utils.translation import get_language

REVIEWED = ("sv", "en")
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


def help_numbers() -> list[Help]:
    """In the page's language where it is reviewed, else in Swedish and English."""
    code = (get_language() or "sv").partition("-")[0]
    shown = (code,) if code in REVIEWED else REVIEWED
    return [
        Help(number, tuple(Line(language, words[language]) for language in shown)) for number, words in NUMBERS.items()
    ]
