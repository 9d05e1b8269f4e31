"""Help numbers, in words that were reviewed: Swedish and English. Other languages show both."""

from dataclasses import dataclass

from core.reviewed import Line, reviewed_lines

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
class Help:
    number: str
    lines: tuple[Line, ...]


def help_numbers(language: str = "") -> list[Help]:
    """In `language` (without one, the page's) where it is reviewed, else in Swedish and English."""
    return [Help(number, reviewed_lines(words, language)) for number, words in NUMBERS.items()]


def help_heading(language: str) -> tuple[Line, ...]:
    return reviewed_lines(HEADING, language)
