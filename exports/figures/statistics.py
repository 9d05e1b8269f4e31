"""S: before, after and change by group, counted from exact answers. Pure."""

from collections import Counter
from collections.abc import Iterator, Sequence
from math import sqrt
from statistics import fmean, stdev

from disclosure import midpoint6
from evaluation.catalogue import instrument
from exports import hierarchies
from exports.columns import NOT_APPLICABLE, WITHHELD
from exports.figures.published import Row, one_decimal
from exports.outcome_columns import AGE_LEVEL, ALL
from exports.rules.pairs import LEAST_PAIRS, Pair, by_instrument, hidden_in, may_be_told, told

MEASURES = 9  # columns after n
LEVEL = 0.95


def statistics(pairs: Sequence[Pair]) -> list[Row]:
    """Rows of instrument, breakdown, label, n and the measures; none of an instrument whose answers may not be told."""
    return [row for key, answered in by_instrument(pairs).items() for row in _of_instrument(key, answered)]


def _of_instrument(key: str, answered: Sequence[Pair]) -> Iterator[Row]:
    kept, bands = told(answered)
    if not may_be_told(kept, answered):
        return
    for breakdown, groups in breakdowns(kept, bands).items():
        hidden = hidden_in(groups, answered)
        for label, group in groups.items():
            yield [key, breakdown, label, *_told(key, group, is_hidden=label in hidden)]


def breakdowns(kept: Sequence[Pair], bands: Sequence[str]) -> dict[str, dict[str, list[Pair]]]:
    """Breakdown → label → its people. Sex and age have every label, dose the bands that there are: none where all
    are in one."""
    found = {
        "total": {ALL: list(kept)},
        "sex": {label: [] for label in hierarchies.labels("sex", 0)},
        "dose_band": {label: [] for label in sorted(set(bands), key=_place_of_dose)},
        "age_band": {label: [] for label in hierarchies.labels("age_band", AGE_LEVEL)},
    }
    for pair, band in zip(kept, bands, strict=True):
        found["sex"][pair.leaves["sex"]].append(pair)
        found["dose_band"][band].append(pair)
        found["age_band"][hierarchies.coarsened("age_band", pair.leaves["age_band"], AGE_LEVEL)].append(pair)
    if set(bands) == {hierarchies.TOP}:
        del found["dose_band"]
    return found


def _place_of_dose(label: str) -> int:
    return list(hierarchies.level_of()["dose_band"]).index(label)


def _told(key: str, group: Sequence[Pair], *, is_hidden: bool) -> list[int | float]:
    if not group:
        return [0, *[NOT_APPLICABLE] * MEASURES]
    if is_hidden:
        return [WITHHELD] * (1 + MEASURES)
    changes = [pair.change for pair in group]
    circles = [pair.circle for pair in group]
    measures = [
        fmean(pair.before for pair in group),
        fmean(pair.after for pair in group),
        fmean(changes),
        stdev(changes),
        *interval(changes, circles),
    ]
    return [midpoint6(len(group)), *map(one_decimal, measures), *_of_many(key, changes, circles)]


def _of_many(key: str, changes: Sequence[float], circles: Sequence[int]) -> list[int]:
    """What a small group would say too much by: that nearly all of whom one knows are better off, or that the few of a
    circle answer alike."""
    shares = _changed(key, changes)
    if len(changes) < LEAST_PAIRS:
        return [WITHHELD, *(NOT_APPLICABLE if share == NOT_APPLICABLE else WITHHELD for share in shares)]
    return [fives(icc(changes, circles)), *shares]


def interval(changes: Sequence[float], circles: Sequence[int]) -> tuple[float, float]:
    """The 95 % confidence interval of the mean, robust to people of one circle being alike.

    The sandwich of a model with nothing but a mean: variance = G/(G−1) × Σ (sum of a circle's residuals)² ÷ n², and
    Student's t with G−1 degrees of freedom, as Stata's `regress change, vce(cluster circle)`.
    """
    from scipy.special import stdtrit  # here: the job alone needs it

    mean, sums = fmean(changes), Counter()
    for change, circle in zip(changes, circles, strict=True):
        sums[circle] += change - mean
    number = len(sums)
    error = sqrt(number / (number - 1) * sum(value * value for value in sums.values())) / len(changes)
    reach = float(stdtrit(number - 1, 0.5 + LEVEL / 2)) * error
    return mean - reach, mean + reach


def icc(changes: Sequence[float], circles: Sequence[int]) -> float:
    """The share of the variance that lies between circles, by analysis of variance; 0 where it comes out below.

    (MSB − MSW) ÷ (MSB + (m − 1) × MSW), with m = (n − Σ nᵢ² ÷ n) ÷ (G − 1): Donner, International Statistical Review 54
    (1986).
    """
    mean, within = fmean(changes), {}
    for change, circle in zip(changes, circles, strict=True):
        within.setdefault(circle, []).append(change)
    total, number = len(changes), len(within)
    if number < 2 or total == number:
        return 0.0
    means = {circle: fmean(values) for circle, values in within.items()}
    between = sum(len(values) * (means[circle] - mean) ** 2 for circle, values in within.items()) / (number - 1)
    inside = sum((value - means[circle]) ** 2 for circle, values in within.items() for value in values)
    inside /= total - number
    size = (total - sum(len(values) ** 2 for values in within.values()) / total) / (number - 1)
    whole = between + (size - 1) * inside
    return max(0.0, (between - inside) / whole) if whole else 0.0


def fives(share: float) -> int:
    """In per cent, to whole fives: a finer figure would tell more of small circles than it says of the design."""
    return 5 * round(20 * share)


def _changed(key: str, changes: Sequence[float]) -> tuple[int, int]:
    """How many changed by at least what the instrument calls a change, for the better and for the worse."""
    least, sign = instrument(key).change, 1 if instrument(key).better == "higher" else -1
    if least is None:
        return NOT_APPLICABLE, NOT_APPLICABLE
    better = sum(sign * change >= least for change in changes)
    worse = sum(-sign * change >= least for change in changes)
    return midpoint6(better), midpoint6(worse)
