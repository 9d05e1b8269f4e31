"""In which dose bands answers are told: each large enough, joined with a neighbour where it isn't."""

from dataclasses import replace

import pytest

from exports.rules.pairs import Pair, dose_bands, told, too_alike

KNOWN = {"low": "low", "middle": "middle", "high": "high"}


def people(**doses) -> list[Pair]:
    """So many of each dose, spread over five circles."""
    leaves = [dose for dose, number in doses.items() for _ in range(number)]
    scores = (40, 48, 52, 60)
    return [
        Pair(n, n % 5, "who5-1", scores[n % 4], scores[n % 4] + 8, {"dose_band": dose}) for n, dose in enumerate(leaves)
    ]


@pytest.mark.parametrize(
    ("doses", "bands"),
    [
        ({"low": 30, "middle": 40, "high": 50}, KNOWN),
        ({"low": 30, "middle": 40, "high": 50, "unknown": 20}, KNOWN | {"unknown": "unknown"}),
        ({"low": 30, "middle": 40, "high": 50, "unknown": 9}, KNOWN),
        ({"middle": 40, "high": 50}, KNOWN),
        ({"low": 9, "middle": 40, "high": 50}, {"low": "below_high", "middle": "below_high", "high": "high"}),
        ({"low": 9, "middle": 40, "high": 9}, dict.fromkeys([*KNOWN, "unknown"], "*")),
        ({"low": 4, "middle": 4, "high": 90}, dict.fromkeys([*KNOWN, "unknown"], "*")),
    ],
)
def test_a_small_band_is_joined_with_its_neighbour(doses, bands):
    assert dose_bands(people(**doses)) == bands


def test_too_few_of_unknown_dose_are_in_neither_table():
    kept, bands = told(people(low=30, middle=40, high=50, unknown=9))
    assert len(kept) == len(bands) == 120 and "unknown" not in bands


def test_a_band_of_one_circle_is_joined():
    alone = [replace(pair, seat=900 + pair.seat, circle=7) for pair in people(low=30)]
    assert dose_bands(people(middle=40, high=50) + alone)["low"] == "below_high"


def test_a_band_that_answered_alike_is_joined():
    low = [replace(pair, seat=900 + pair.seat, before=52) for pair in people(low=30)]
    others = people(middle=40, high=50)
    assert dose_bands(low + others) == {
        "low": "below_high",
        "middle": "below_high",
        "high": "high",
    }
    assert not too_alike([*low, *others], [*low, *others])


def test_a_band_that_answered_far_from_the_rest_is_joined():
    """Nobody in it has the same score as most, and all of them are at the bottom."""
    low = [replace(pair, seat=900 + pair.seat, after=4 * (pair.seat % 3)) for pair in people(low=30)]
    assert dose_bands(low + people(middle=40, high=50))["low"] == "below_high"


def test_of_unknown_dose_only_those_who_are_not_alike():
    unknown = [replace(pair, seat=900 + pair.seat, after=100) for pair in people(unknown=30)]
    kept, bands = told(people(low=30, middle=40, high=50) + unknown)
    assert len(kept) == 120 and "unknown" not in bands
