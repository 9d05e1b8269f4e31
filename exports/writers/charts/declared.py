"""What a chart is: its words, the rows that are drawn, and how."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from exports.columns import MISSING_CODES, WITHHELD, Words
from exports.document import Value

if TYPE_CHECKING:
    from exports.writers.charts.canvas import Canvas

Rows = Sequence[Sequence[Value]]
Figures = Mapping[str, Rows]
Names = Mapping[str, Words]  # of languages, by code
Lang = Literal["sv", "en"]
LANGS: tuple[Lang, ...] = ("sv", "en")

HIDDEN = Words("visas inte", "withheld")


@dataclass(frozen=True, slots=True)
class Chart:
    """`rows`: exactly what is drawn, missing codes too, under `header`; none where the release has no such figures.

    `draw` puts them on a canvas, `alternative` into sentences; both know the names of the languages.
    """

    name: str  # of its files
    title: Words
    about: Words  # what is drawn, and of whom
    header: tuple[str, ...]
    rows: Callable[[Figures], Rows]
    draw: Callable[[Canvas, Rows, Names], None]
    alternative: Callable[[Rows, Names, Lang], str]


def told(words: Words, lang: Lang) -> str:
    return words.sv if lang == "sv" else words.en


def begun(text: str) -> str:
    return text[:1].upper() + text[1:]


def is_known(value: Value) -> bool:
    return isinstance(value, int) and value >= 0


def number(value: Value, lang: Lang, unit: str = "") -> str:
    if is_known(value):
        return f"{value}{unit}"
    return told(HIDDEN if value == WITHHELD else MISSING_CODES[value], lang)
