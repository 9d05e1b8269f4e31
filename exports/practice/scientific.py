"""Scientific files of invented people, as coarse and as rounded as real ones."""

from collections.abc import Iterator
from random import Random

from disclosure import midpoint6
from evaluation.catalogue import instrument
from evaluation.rules.instruments import Instrument
from exports import hierarchies
from exports.columns import (
    ATTENDANCE,
    CHARACTERISTICS,
    DELIVERY,
    FLOW,
    MODEL,
    NOT_APPLICABLE,
    OTHER,
    OUTCOMES,
    OUTSIDE,
    REASONS,
    STATISTICS,
    STEPS,
    WITHHELD,
)
from exports.document import About, Value
from exports.outcome_columns import AGE_LEVEL, ALL
from exports.practice.plan import FILM_LANGUAGES, MARK, Plan

SESSIONS, FILMS, PEOPLE, CLASS = 10, 8, 240, 6
ABOUT = About(MARK, MARK, 0, (), FILM_LANGUAGES, is_synthetic=True)
Rows = list[list[Value]]


def invented(plan: Plan) -> dict[str, Rows]:
    """Sheet → rows, drawn by lot from the code."""
    lot, asked = Random(f"{MARK} {plan.code}"), plan.asked  # nosec B311: nothing is hidden by it
    return {
        CHARACTERISTICS.name: sorted(_people(lot)),
        OUTCOMES.name: sorted(row for key in asked for row in _outcomes(lot, instrument(key))),
        STATISTICS.name: [row for key in asked for row in _statistics(lot, instrument(key))],
        MODEL.name: [row for key in asked for row in _model(lot, instrument(key))],
        ATTENDANCE.name: list(_attendance(lot)),
        DELIVERY.name: list(_delivery(lot)),
        FLOW.name: list(_flow(lot)),
    }


def _people(lot: Random) -> Iterator[list[Value]]:
    """People who read alike in sixes, as coarse as those of a release may be."""
    for number in range(PEOPLE):
        if number % CLASS == 0:
            labels = [cell for column in hierarchies.COLUMNS for cell in _label(lot, column)]
        yield [_id(lot), *labels]


def _id(lot: Random) -> str:
    return "".join(lot.choices("bcdfghjkmnpqrstvwxz", k=8))


def _outcomes(lot: Random, one: Instrument) -> Iterator[list[Value]]:
    """People who answer alike in sixes, in three dose bands."""
    low, high = one.lowest, one.highest
    for number in range(PEOPLE):
        if number % CLASS == 0:
            values = [_measured(lot, high, low), _measured(lot, high, low)]
        yield [_id(lot), one.key, hierarchies.labels("dose_band", 0)[number * 3 // PEOPLE], *values]


def _statistics(lot: Random, one: Instrument) -> Iterator[list[Value]]:
    low, high, wide = one.lowest, one.highest, one.highest - one.lowest
    groups = {
        "total": [ALL],
        "sex": hierarchies.labels("sex", 0),
        "dose_band": hierarchies.labels("dose_band", 0)[:3],
        "age_band": hierarchies.labels("age_band", AGE_LEVEL),
    }
    for breakdown, labels in groups.items():
        for label in labels:
            n = midpoint6(lot.randint(30, PEOPLE))
            means = [_measured(lot, high, low), _measured(lot, high, low)]
            measures = [*means, *(_measured(lot, wide * share) for share in (0.1, 0.25, 0.05, 0.15))]
            changed = [midpoint6(n // 2), midpoint6(n // 5)] if one.change else [NOT_APPLICABLE, NOT_APPLICABLE]
            told = [n, *measures, 5 * lot.randint(0, 4), *changed]
            # One time in eight the group is withheld, but never the total.
            hidden = breakdown != "total" and lot.random() < 1 / 8
            yield [one.key, breakdown, label, *([WITHHELD] * len(told) if hidden else told)]


def _model(lot: Random, one: Instrument) -> Iterator[list[Value]]:
    wide = one.highest - one.lowest
    terms = [("intercept", ALL), ("before", ALL), ("dose_band", "middle"), ("dose_band", "high"), ("sex", "man")]
    for term, label in terms:
        estimate, reach = _measured(lot, wide * 0.08), _measured(lot, wide * 0.04)
        yield [one.key, term, label, estimate, *(_tenths(round(10 * (estimate + step))) for step in (-reach, reach))]
    for term in ("circle", "residual"):
        yield [one.key, term, ALL, _measured(lot, wide * 0.12), NOT_APPLICABLE, NOT_APPLICABLE]


def _measured(lot: Random, most: float, least: float = 0) -> float | int:
    return _tenths(lot.randint(round(10 * least), round(10 * most)))


def _tenths(tenths: int) -> float | int:
    return tenths / 10 if tenths % 10 else tenths // 10


def _label(lot: Random, column: str) -> tuple[str, int]:
    return lot.choice(sorted(hierarchies.level_of()[column].items()))


def _count(lot: Random, most: int) -> int:
    """A midpoint of six up to `most`, or, one time in eight, withheld."""
    return WITHHELD if lot.random() < 1 / 8 else midpoint6(lot.randint(0, most))


def _attendance(lot: Random) -> Iterator[list[Value]]:
    for session in (*range(1, SESSIONS + 1), OUTSIDE):
        at_risk = midpoint6(lot.randint(60, PEOPLE))
        yield [session, at_risk, _count(lot, at_risk), _count(lot, at_risk // 8)]


def _delivery(lot: Random) -> Iterator[list[Value]]:
    for module in (*range(1, SESSIONS + 1), OUTSIDE):
        planned = midpoint6(lot.randint(7, 40))
        yield ["module", module, NOT_APPLICABLE, NOT_APPLICABLE, planned, _count(lot, planned), NOT_APPLICABLE]
    for film in range(1, FILMS + 1):
        for language in (*sorted(FILM_LANGUAGES), OTHER):
            yield ["film", NOT_APPLICABLE, film, language, NOT_APPLICABLE, _count(lot, 30), _count(lot, 600)]


def _flow(lot: Random) -> Iterator[list[Value]]:
    people = PEOPLE + 60
    for step in STEPS:
        if step == "left":
            yield from ([step, reason, _count(lot, 30)] for reason in REASONS)
        else:
            people = lot.randint(people * 3 // 4, people)
            yield [step, NOT_APPLICABLE, midpoint6(people)]
