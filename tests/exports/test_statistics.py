"""The statistics of S against published results, another library, and plain definitions."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from statsmodels.regression.linear_model import OLS

from exports.figures.model import fit, models
from exports.figures.published import one_decimal
from exports.figures.statistics import fives, icc, interval, statistics
from tests.exports.answered import answered
from tests.exports.crowd import crowd
from tests.exports.vectors import DYESTUFF, DYESTUFF_LMER, SLEEPSTUDY, SLEEPSTUDY_LMER
from tests.exports.written import PAIRS

YIELDS = [float(value) for batch in DYESTUFF for value in batch]
BATCHES = [number for number, batch in enumerate(DYESTUFF) for _ in batch]


def by_column(rows):
    return {(row[1], row[2]): row[3:] for row in rows}


def test_the_mixed_model_is_that_of_lme4_for_davies_dyestuff():
    found = fit(YIELDS, [[1.0] * 30], BATCHES)
    [(intercept, low, high)] = found.effects
    assert intercept == pytest.approx(DYESTUFF_LMER["intercept"], abs=0.01)
    assert (high - low) / 2 / 1.96 == pytest.approx(DYESTUFF_LMER["error"], abs=0.05)
    assert found.between**2 == pytest.approx(DYESTUFF_LMER["between"], rel=0.005)
    assert found.within**2 == pytest.approx(DYESTUFF_LMER["within"], rel=0.005)


def test_and_with_a_covariate_for_the_sleepstudy():
    rows = [[float(value) for value in line.split()] for line in SLEEPSTUDY.split("\n") if line]
    values = [value for row in rows for value in row]
    days = [float(day) for _ in rows for day in range(10)]
    found = fit(values, [[1.0] * 180, days], [number for number, row in enumerate(rows) for _ in row])
    told = [(one, (high - low) / 2 / 1.96) for one, low, high in found.effects]
    expected = SLEEPSTUDY_LMER
    assert told[0] == (
        pytest.approx(expected["intercept"], abs=0.01),
        pytest.approx(expected["intercept_error"], abs=0.05),
    )
    assert told[1] == (pytest.approx(expected["days"], abs=0.001), pytest.approx(expected["days_error"], abs=0.005))
    assert found.between**2 == pytest.approx(expected["between"], rel=0.005)
    assert found.within**2 == pytest.approx(expected["within"], rel=0.005)


def test_the_icc_of_the_dyestuff_is_its_share_of_variance_between_batches():
    """Where circles are of one size, analysis of variance and restricted likelihood agree."""
    between, within = DYESTUFF_LMER["between"], DYESTUFF_LMER["within"]
    assert icc(YIELDS, BATCHES) == pytest.approx(between / (between + within), abs=1e-4)
    assert fives(icc(YIELDS, BATCHES)) == 40
    assert icc([1.0, 2.0, 1.0, 2.0], [1, 1, 2, 2]) == 0.0


@pytest.mark.parametrize("seed", range(5))
def test_the_interval_is_that_of_another_library(seed):
    pairs = answered(crowd(seed), seed)
    changes, circles = [pair.change for pair in pairs], [pair.circle for pair in pairs]
    other = OLS(np.array(changes), np.ones((len(changes), 1))).fit(
        cov_type="cluster", cov_kwds={"groups": np.array(circles)}, use_t=True
    )
    # It also multiplies by (n − 1) ÷ (n − 1): the two corrections are one where there is nothing but a mean.
    assert interval(changes, circles) == pytest.approx(tuple(other.conf_int()[0]), rel=1e-9)


def test_the_interval_by_hand():
    """Circles of 2, 2 and 1 people: mean 3; sums of residuals −3, 1, 2; variance 3/2 × 14 ÷ 25; t(2) = 4.302653."""
    low, high = interval([1, 2, 3, 4, 5], [1, 1, 2, 2, 3])
    assert (low, high) == pytest.approx((3 - 4.302653 * sqrt(0.84), 3 + 4.302653 * sqrt(0.84)), rel=1e-6)


def test_people_of_one_circle_alike_widen_the_interval():
    alike, mixed = [1, 1, 5, 5, 9, 9] * 5, [1, 9, 1, 9, 5, 5] * 5
    circles = [1, 1, 2, 2, 3, 3] * 5
    (low, high), (other_low, other_high) = interval(alike, circles), interval(mixed, circles)
    assert high - low > 2 * (other_high - other_low)


@pytest.mark.parametrize(("value", "shown"), [(52.04, 52), (52.06, 52.1), (-0.04, 0), (-3.96, -4), (-96.5, -96)])
def test_one_decimal_and_never_what_reads_as_a_missing_code(value, shown):
    assert one_decimal(value) == shown


def test_the_model_has_the_declared_terms_and_one_decimal():
    rows, missing = models(PAIRS)
    assert missing == []
    assert [(row[1], row[2]) for row in rows] == [
        ("intercept", "all"),
        ("before", "all"),
        ("dose_band", "middle"),
        ("dose_band", "high"),
        ("sex", "man"),
        ("sex", "other_or_not_said"),
        ("circle", "all"),
        ("residual", "all"),
    ]
    effects = by_column(rows)
    assert effects["before", "all"][0] < 0  # who was low to begin with has farther to rise
    assert effects["circle", "all"][1:] == [-97, -97]
    assert models(PAIRS) == (rows, missing)


def test_sexes_that_are_hidden_are_one_in_the_model():
    sexes = ["woman"] * 70 + ["man"] * 43 + ["other_or_not_said"] * 7
    pairs = [replace(pair, leaves=pair.leaves | {"sex": sex}) for pair, sex in zip(PAIRS, sexes, strict=True)]
    rows, _ = models(pairs)
    assert [row[2] for row in rows if row[1] == "sex"] == ["rest"]


def test_fewer_than_a_hundred_have_no_model_and_the_receipt_says_so():
    rows, missing = models(PAIRS[:99])
    assert rows == [] and [(entry.line, entry.columns) for entry in missing] == [("no_model", ("who5-1",))]


def test_a_model_without_a_solution_is_refused():
    alike = [replace(pair, before=50.0, after=60.0) for pair in PAIRS]
    assert models(alike)[0] == []


def test_statistics_are_the_same_counted_twice():
    assert statistics(PAIRS) == statistics(list(PAIRS))
