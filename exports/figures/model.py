"""S, the declared mixed model: change ~ dose + before + sex + (1 | circle). Pure but for the library that fits it."""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import isfinite, sqrt
from statistics import fmean

from evaluation.catalogue import instrument
from exports.columns import NOT_APPLICABLE
from exports.figures.published import Row, one_decimal
from exports.figures.statistics import breakdowns
from exports.outcome_columns import ALL, REST
from exports.receipt import Entry, Line
from exports.rules.pairs import LEAST_PAIRS, Pair, by_instrument, hidden_in, may_be_told, told

NORMAL = 1.959964  # of 95 %
BY_GROUPS = ("dose_band", "sex")


@dataclass(frozen=True, slots=True)
class Fitted:
    """Estimates with the limits of their 95 % intervals, in the order of the columns; two standard deviations."""

    effects: tuple[tuple[float, float, float], ...]
    between: float
    within: float


def models(pairs: Sequence[Pair]) -> tuple[list[Row], list[Entry]]:
    """Rows of instrument, term, label, estimate and its limits; and of which instruments there is no model."""
    rows: list[Row] = []
    missing: list[Entry] = []
    for key, answered in by_instrument(pairs).items():
        found = list(_of_instrument(key, answered))
        rows += found
        if not found:
            missing.append(Entry(Line.NO_MODEL, columns=(key,)))
    return rows, missing


def _of_instrument(key: str, answered: Sequence[Pair]) -> Iterator[Row]:
    kept, bands = told(answered)
    if len(kept) < LEAST_PAIRS or not may_be_told(kept, answered):
        return
    groups = _groups(kept, bands, answered)
    before = [pair.before for pair in kept]
    middle, tenth = fmean(before), (instrument(key).highest - instrument(key).lowest) / 10
    columns = [[1.0] * len(kept), [(value - middle) / tenth for value in before]]
    names = [("intercept", ALL), ("before", ALL)]
    for term, labels in groups.items():
        for label in list(dict.fromkeys(sorted(labels, key=_place)))[1:]:  # the first is the reference
            names.append((term, label))
            columns.append([float(one == label) for one in labels])
    fitted = fit([pair.change for pair in kept], columns, [pair.circle for pair in kept])
    if fitted is None:
        return
    for (term, label), effect in zip(names, fitted.effects, strict=True):
        yield [key, term, label, *map(one_decimal, effect)]
    for term, deviation in (("circle", fitted.between), ("residual", fitted.within)):
        yield [key, term, ALL, one_decimal(deviation), NOT_APPLICABLE, NOT_APPLICABLE]


def _groups(kept: Sequence[Pair], bands: Sequence[str], answered: Sequence[Pair]) -> dict[str, list[str]]:
    """Dose and sex of each pair. The groups that S hides are one here, large enough to be shown."""
    found = breakdowns(kept, bands)
    labels = {"dose_band": list(bands), "sex": [pair.leaves["sex"] for pair in kept]}
    for term in BY_GROUPS:
        hidden = hidden_in(found.get(term, {}), answered)
        labels[term] = [REST if label in hidden else label for label in labels[term]]
    return labels


def _place(label: str) -> int:
    """Of a label among those of its column; what is pooled comes last."""
    order = ("low", "below_high", "middle", "high", "unknown", "woman", "man", "other_or_not_said")
    return order.index(label) if label in order else len(order)


def fit(values: Sequence[float], columns: Sequence[Sequence[float]], circles: Sequence[int]) -> Fitted | None:
    """The linear mixed model with a random intercept a circle, by restricted likelihood; None where it has no solution.

    By a search without derivatives: there is one variance to find, and the library's own way along the gradient stops
    short of it where that is near zero. Intervals are estimate ± 1.96 standard errors.
    """
    import numpy as np
    from statsmodels.regression.mixed_linear_model import MixedLM

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that the variance is near zero is no failure, and the rest is looked at here
        try:
            found = MixedLM(np.array(values), np.array(columns).T, groups=np.array(circles)).fit(method="powell")
            errors = [float(error) for error in found.bse_fe]
        except (np.linalg.LinAlgError, ValueError):
            return None
    between, within = float(found.cov_re[0, 0]), float(found.scale)
    if not found.converged or not all(map(isfinite, (*errors, *found.fe_params, between, within))):
        return None
    effects = zip(map(float, found.fe_params), errors, strict=True)
    limits = tuple((one, one - NORMAL * error, one + NORMAL * error) for one, error in effects)
    return Fitted(limits, sqrt(max(between, 0)), sqrt(within))
