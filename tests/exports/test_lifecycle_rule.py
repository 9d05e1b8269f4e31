from datetime import date

import pytest

from exports.rules.halfyears import last_whole, next_start, start_of
from exports.rules.lifecycle import OPEN, STEPS, NotNow, Step, after

ALL = ("requested", "previewed", "approved", "building", "ready", "refused", "superseded", "withdrawn")
ALLOWED = {
    ("requested", "preview"): "previewed",
    ("previewed", "approve"): "approved",
    ("requested", "refuse"): "refused",
    ("previewed", "refuse"): "refused",
    ("approved", "refuse"): "refused",
    ("building", "refuse"): "refused",
    ("approved", "build"): "building",
    ("building", "build"): "building",
    ("building", "pause"): "approved",
    ("building", "finish"): "ready",
    ("ready", "supersede"): "superseded",
    **{(status, "withdraw"): "withdrawn" for status in OPEN},
}


@pytest.mark.parametrize("status", ALL)
@pytest.mark.parametrize("step", Step)
def test_only_these_steps_exist(status, step):
    if (status, step.value) in ALLOWED:
        assert after(status, step) == ALLOWED[status, step.value]
    else:
        with pytest.raises(NotNow, match=f"{step} from {status}"):
            after(status, step)


def test_every_state_is_reached_and_known():
    assert {result for _, result in STEPS.values()} | {"requested"} == set(ALL)


@pytest.mark.parametrize(
    ("day", "start", "whole", "following"),
    [
        (date(2026, 11, 21), date(2026, 7, 1), "2026H1", date(2027, 1, 1)),
        (date(2026, 7, 1), date(2026, 7, 1), "2026H1", date(2027, 1, 1)),
        (date(2026, 6, 30), date(2026, 1, 1), "2025H2", date(2026, 7, 1)),
        (date(2027, 1, 1), date(2027, 1, 1), "2026H2", date(2027, 7, 1)),
    ],
)
def test_half_years(day, start, whole, following):
    assert (start_of(day), last_whole(day), next_start(day)) == (start, whole, following)
