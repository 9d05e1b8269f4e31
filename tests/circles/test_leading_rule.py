"""Who can be at a meeting: blocked by another one then, warned of one nearby in time at another place."""

from datetime import datetime, timedelta

import pytest

from circles.rules.leading import may_lead_at
from circles.rules.planning import STOCKHOLM, Busy, PlannedTime, Spot
from circles.words import sentence

START = datetime(2026, 11, 24, 17, 30, tzinfo=STOCKHOLM)
PLANNED = PlannedTime(START, START + timedelta(hours=3))
MINUTE = timedelta(minutes=1)
LINDEN = Spot("1280", "Linden")


def busy(minutes_before_start: int, length=60, place="Biblioteket"):
    """A meeting that ends so many minutes before ours begins."""
    ends = START - minutes_before_start * MINUTE
    return Busy("leader", "Vägar vidare 3", ends - length * MINUTE, ends, Spot("1280", place))


@pytest.mark.parametrize("minutes", [-1, -30, -179])
def test_a_meeting_at_the_same_time_blocks_also_who_accepts_nearness(minutes):
    verdict = may_lead_at(PLANNED, LINDEN, [busy(minutes)], accepts_near=True)
    assert [one.code for one in verdict.reasons] == ["leader_busy"]
    assert not verdict.ok


@pytest.mark.parametrize(("minutes", "warned"), [(0, True), (59, True), (60, False), (61, False)])
def test_less_than_an_hour_from_another_place_asks_once(minutes, warned):
    one = busy(minutes)
    assert may_lead_at(PLANNED, LINDEN, [one]).ok is not warned
    accepted = may_lead_at(PLANNED, LINDEN, [one], accepts_near=True)
    assert accepted.ok
    assert [reason.code for reason in accepted.reasons] == (["leader_near"] if warned else [])


def test_after_the_meeting_counts_as_before_it():
    later = Busy(
        "leader", "x", PLANNED.ends_at + 30 * MINUTE, PLANNED.ends_at + 90 * MINUTE, Spot("1280", "Biblioteket")
    )
    assert not may_lead_at(PLANNED, LINDEN, [later]).ok


@pytest.mark.parametrize("place", ["Linden", "LINDEN", ""])
def test_the_same_place_or_none_is_near_enough(place):
    assert may_lead_at(PLANNED, LINDEN, [busy(10, place=place)]).ok


def test_the_same_name_in_another_town_is_another_place():
    assert not may_lead_at(PLANNED, Spot("1281", "Linden"), [busy(10, place="Linden")]).ok


def test_the_sentences_say_when():
    (reason,) = may_lead_at(PLANNED, LINDEN, [busy(-30)]).reasons
    assert "17.00–18.00" in sentence(reason)
