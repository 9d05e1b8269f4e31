"""The charts of a release in the reader's language, each with the table behind it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.lists import in_a_row
from core.templatetags.ui import Bar, Mark
from exports.charts import Film, Flow, Point, Rows, Step, curve, films, flow
from exports.columns import OTHER
from exports.words import in_readers_language
from organisations.models import Language

WITHHELD = "–"


@dataclass(frozen=True, slots=True)
class Box:
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Charts:
    steps: list[Box]
    left: list[Box]
    marks: list[Mark]
    points: Sequence[Point]
    points_sentence: str
    films: list[Bar]
    dose: list[tuple[str, str, str, str]]  # film, language, showings, minutes


def charts_of(figures: Mapping[str, Rows]) -> Charts:
    way: Flow = flow(figures)
    points, shown = curve(figures), films(figures)
    languages = _languages(shown)
    marks = [Mark(str(point.session), point.share, _number(point.share)) for point in points]
    return Charts(
        steps=[_box(step) for step in way.steps],
        left=[_box(step) for step in way.left],
        marks=marks,
        points=points,
        points_sentence=_("Andel som var med, i procent per träff: %(shares)s")
        % {"shares": in_a_row(f"{mark.label}: {mark.text}" for mark in marks)},
        films=[_bar(film, languages) for film in shown if film.minutes],
        dose=[
            (str(film.number), languages[film.language], _number(film.shown), _number(film.minutes)) for film in shown
        ],
    )


def _box(step: Step) -> Box:
    return Box(in_readers_language(step.name).capitalize(), _number(step.people))


def _languages(shown: Sequence[Film]) -> dict[str, str]:
    """Code → name, as the reader says it."""
    known = Language.objects.in_bulk({film.language for film in shown})
    return {OTHER: _("övriga språk"), **{code: one.label for code, one in known.items()}}


def _bar(film: Film, languages: Mapping[str, str]) -> Bar:
    name = _("Film %(number)s, %(language)s") % {"number": film.number, "language": languages[film.language]}
    minutes = ngettext("%(minutes)s minut", "%(minutes)s minuter", film.minutes) % {"minutes": film.minutes}
    return Bar(name, film.minutes, minutes)


def _number(value: int | None) -> str:
    return WITHHELD if value is None else str(value)
