"""Words that somebody fluent has read: Swedish and English. A page in another language shows both."""

from dataclasses import dataclass

from django.utils.translation import get_language

REVIEWED = ("sv", "en")


@dataclass(frozen=True, slots=True)
class Line:
    language: str
    text: str


def reviewed_lines(words: dict[str, str], language: str = "") -> tuple[Line, ...]:
    """`words` by language, in `language` (without one, the page's) where it is reviewed, else in every reviewed one."""
    code = (language or get_language() or "sv").partition("-")[0]
    shown = (code,) if code in REVIEWED else REVIEWED
    return tuple(Line(one, words[one]) for one in shown)
