"""Charts of a release for a report: PNG and SVG in Swedish and English, each with the table of what is drawn.

A new chart is one `Chart` in a module of its own and a place in `CHARTS`; the gate reads each by a hand of its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from exports.columns import Words
from exports.dataset import Dataset
from exports.writers import delimited
from exports.writers.charts.attendance import ATTENDANCE
from exports.writers.charts.canvas import Canvas, pictures
from exports.writers.charts.change import CHANGE
from exports.writers.charts.declared import LANGS, Chart, Rows, told
from exports.writers.charts.films import FILMS
from exports.writers.charts.flow import FLOW

CHARTS: tuple[Chart, ...] = (FLOW, ATTENDANCE, FILMS, CHANGE)
ROUNDED = Words(
    "Antal är avrundade till mitten av sex. Det som inte visas gäller för få personer eller cirklar; det är inte noll.",
    "Counts are rounded to the midpoint of six. What is withheld concerns too few people or circles; it is not zero.",
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """One chart of a release: `files` by their path in the package, `alternative` its numbers as sentences."""

    name: str
    title: Words
    alternative: Words
    files: dict[str, bytes]


def drawn(data: Dataset) -> Sequence[Drawn]:
    """Those that the release has figures for, of the published figures alone."""
    figures = {table.name: table.rows for table in data.tables}
    return [_drawn(chart, rows, data) for chart in CHARTS if (rows := chart.rows(figures))]


def _drawn(chart: Chart, rows: Rows, data: Dataset) -> Drawn:
    names = data.about.languages
    alternative = Words(*(chart.alternative(rows, names, lang) for lang in LANGS))
    files = {f"charts/{chart.name}.csv": delimited.lines(chart.header, rows)}
    for lang in LANGS:
        canvas = Canvas(chart, lang)
        chart.draw(canvas, rows, names)
        notes = [told(ROUNDED, lang), f"{told(data.title, lang)}. Ringar."]
        png, svg = pictures(canvas, title=told(chart.title, lang), alternative=told(alternative, lang), notes=notes)
        files |= {f"charts/{chart.name}.{lang}.png": png, f"charts/{chart.name}.{lang}.svg": svg}
    return Drawn(chart.name, chart.title, alternative, files)
