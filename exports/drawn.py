"""The charts of a release in the reader's language, each with the table behind it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from core.lists import in_a_row
from core.templatetags.ui import Bar
from evaluation.catalogue import instrument
from exports.charts import Film, Flow, Group, Point, Rows, Step, changes, curve, films, flow
from exports.columns import OTHER, STATISTICS
from exports.receipt import called
from exports.words import COLUMNS, in_readers_language
from organisations.models import Language

WITHHELD = "–"


@dataclass(frozen=True, slots=True)
class Box:
    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Interval:
    """A group's mean change and its limits: as numbers, and as places across the picture in per cent."""

    column: str  # "" of everybody
    label: str
    numbers: tuple[str, ...]  # people, before, after, change, limits
    at: str = ""  # "" where the group is hidden
    low: str = ""
    high: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """One instrument's groups, over one scale that has zero in it."""

    name: str
    better: str
    zero: str
    groups: list[Interval]


@dataclass(frozen=True, slots=True)
class Charts:
    steps: list[Box]
    left: list[Box]
    bars: list[Bar]
    points: Sequence[Point]
    points_sentence: str
    films: list[Bar]
    dose: list[tuple[str, str, str, str]]  # film, language, showings, minutes
    changes: list[Changed]


def charts_of(figures: Mapping[str, Rows]) -> Charts:
    way: Flow = flow(figures)
    points, shown = curve(figures), films(figures)
    languages = _languages(shown)
    bars = [Bar(str(point.session), point.share or 0, _number(point.share), "even") for point in points]
    return Charts(
        steps=[_box(step) for step in way.steps],
        left=[_box(step) for step in way.left],
        bars=bars,
        points=points,
        points_sentence=_("Andel som var med, i procent per träff: %(shares)s")
        % {"shares": in_a_row(f"{bar.label}: {bar.text}" for bar in bars)},
        films=[_bar(film, languages) for film in shown if film.minutes],
        dose=[
            (str(film.number), languages[film.language], _number(film.shown), _number(film.minutes)) for film in shown
        ],
        changes=[_changed(key, groups) for key, groups in changes(figures).items()],
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


def _changed(key: str, groups: Sequence[Group]) -> Changed:
    limits = [limit for group in groups for limit in (group.low, group.high) if limit is not None]
    first, last = min(0.0, *limits), max(0.0, *limits)

    def place(value: float) -> str:
        """In per cent across, with room at both ends."""
        return f"{4 + 92 * (value - first) / (last - first or 1):.2f}"

    return Changed(
        in_readers_language(called(key)),
        _("Högre poäng är bättre.") if instrument(key).better == "higher" else _("Lägre poäng är bättre."),
        place(0),
        [_interval(group, place) for group in groups],
    )


def _interval(group: Group, place: Callable[[float], str]) -> Interval:
    name = _group_name(group)
    if group.mean is None:
        return Interval(*name, (WITHHELD,) * 5)
    shown = (_decimal(group.before), _decimal(group.after), _signed(group.mean))
    limits = _("%(low)s till %(high)s") % {"low": _signed(group.low), "high": _signed(group.high)}
    places = (place(value) for value in (group.mean, group.low, group.high))
    return Interval(*name, (str(group.n), *shown, limits), *places)


def _group_name(group: Group) -> tuple[str, str]:
    """What it is divided by, and which part it is."""
    if group.breakdown == "total":
        return "", _("Alla")
    column = STATISTICS.columns[STATISTICS.header.index("label")]
    return str(COLUMNS[group.breakdown]).capitalize(), in_readers_language(column.values[group.label])


def _decimal(value: float) -> str:
    return number_format(value, 1)


def _signed(value: float) -> str:
    """With a sign of its own: a change has a direction."""
    return f"{'+' if value > 0 else '−' if value < 0 else ''}{_decimal(abs(value))}"


def _number(value: int | None) -> str:
    return WITHHELD if value is None else str(value)
