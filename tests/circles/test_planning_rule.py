from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from circles.rules.facts import RuleFacts
from circles.rules.leading import overlaps
from circles.rules.planning import STOCKHOLM, Busy, Weekly, meeting, plan_series, wall_clock

FACTS = RuleFacts()
ACROSS_YEARS = RuleFacts(one_calendar_year=False)
EVENING = time(17, 30)


def series(weekdays=(0,), *, first_day=date(2026, 9, 7), count=10, holidays=None, facts=FACTS, **options):
    weekly = [Weekly(weekday, EVENING, 180) for weekday in weekdays]
    return plan_series(weekly, first_day=first_day, count=count, holidays=holidays or {}, facts=facts, **options)


def days(planned):
    return [one.starts_at.date() for one in planned.times]


@given(
    first_day=st.dates(date(2000, 1, 1), date(2045, 12, 31)),
    start=st.times(time(4), time(21)).map(lambda at: at.replace(second=0, microsecond=0)),
    weekdays=st.sets(st.integers(0, 6), min_size=1, max_size=3),
)
def test_every_meeting_keeps_its_wall_clock_and_its_length(first_day, start, weekdays):
    weekly = [Weekly(weekday, start, 180) for weekday in weekdays]
    planned = plan_series(weekly, first_day=first_day, count=60, holidays={}, facts=ACROSS_YEARS)
    assert len(planned.times) == 60
    assert {one.starts_at.astimezone(STOCKHOLM).time() for one in planned.times} == {start}
    assert {one.ends_at.astimezone(UTC) - one.starts_at.astimezone(UTC) for one in planned.times} == {
        timedelta(hours=3)
    }
    assert {one.starts_at.weekday() for one in planned.times} == weekdays


@pytest.mark.parametrize("year", range(2020, 2030))
def test_twenty_clock_changes(year):
    for month in (3, 10):
        planned = series((0, 3), first_day=date(year, month, 18), count=6)
        offsets = {one.starts_at.utcoffset() for one in planned.times}
        assert offsets == {timedelta(hours=1), timedelta(hours=2)}
        assert {one.starts_at.strftime("%H:%M") for one in planned.times} == {"17:30"}
        assert {one.ends_at.strftime("%H:%M") for one in planned.times} == {"20:30"}


def test_the_first_day_counts_where_it_is_such_a_weekday():
    assert days(series(first_day=date(2026, 9, 7), count=2)) == [date(2026, 9, 7), date(2026, 9, 14)]
    assert days(series(first_day=date(2026, 9, 8), count=1)) == [date(2026, 9, 14)]


def test_holidays_are_skipped_and_said_to_be():
    planned = series((3,), first_day=date(2026, 5, 7), count=3, holidays={date(2026, 5, 14): "Kristi himmelsfärdsdag"})
    assert days(planned) == [date(2026, 5, 7), date(2026, 5, 21), date(2026, 5, 28)]
    assert [(one.day, one.holiday) for one in planned.skipped] == [(date(2026, 5, 14), "Kristi himmelsfärdsdag")]


def test_a_holiday_can_be_kept():
    planned = series(
        (3,),
        first_day=date(2026, 5, 7),
        count=3,
        holidays={date(2026, 5, 14): "Holiday"},
        skip_holidays=False,
    )
    assert date(2026, 5, 14) in days(planned)


def test_a_time_that_the_clocks_skip_is_refused():
    _, verdict = wall_clock(date(2026, 3, 29), time(2, 30))
    assert [one.code for one in verdict.reasons] == ["time_missing"]


def test_a_time_that_comes_twice_is_refused():
    _, verdict = wall_clock(date(2026, 10, 25), time(2, 30))
    assert [one.code for one in verdict.reasons] == ["time_twice"]


@pytest.mark.parametrize("at", [time(1, 59), time(3, 0)])
def test_the_minutes_around_a_clock_change_are_times_like_others(at):
    assert wall_clock(date(2026, 3, 29), at)[1].ok
    assert wall_clock(date(2026, 10, 25), at)[1].ok


def test_a_night_across_the_change_lasts_its_real_minutes():
    planned, _ = meeting(date(2026, 3, 28), time(23), 300)
    assert planned.ends_at == datetime(2026, 3, 29, 5, tzinfo=STOCKHOLM)


def test_a_series_over_new_year_is_refused_with_what_fits():
    planned = series(first_day=date(2026, 12, 7), count=10)
    assert not planned.verdict.ok
    (found,) = planned.verdict.reasons
    assert (found.code, found.value("fits")) == ("over_new_year", 4)


def test_the_calendar_year_rule_can_be_off():
    assert series(first_day=date(2026, 12, 7), facts=ACROSS_YEARS).verdict.ok


@pytest.mark.parametrize(
    ("weekdays", "count", "code"),
    [
        ((), 10, "no_weekday"),
        ((0,), 0, "bad_count"),
        ((0,), 61, "bad_count"),
        ((0, 1, 2, 3), 8, "too_many_a_week"),
    ],
)
def test_what_no_series_can_be(weekdays, count, code):
    planned = series(weekdays, count=count)
    assert [one.code for one in planned.verdict.reasons] == [code]
    assert planned.times == ()


def test_a_meeting_shorter_than_a_study_hour_is_refused():
    planned = plan_series([Weekly(0, EVENING, 44)], first_day=date(2026, 9, 7), count=3, holidays={}, facts=FACTS)
    assert [one.code for one in planned.verdict.reasons] == ["too_short"]


def test_overlaps_clash_and_neighbours_do_not():
    planned = series(count=1)
    (one,) = planned.times
    neighbour = Busy("room", "Rum 2", one.ends_at, one.ends_at + timedelta(hours=1))
    overlapping = Busy(
        "leader", "Vägar vidare 3", one.starts_at - timedelta(hours=1), one.starts_at + timedelta(minutes=1)
    )
    assert [overlaps(one, busy) for busy in (neighbour, overlapping)] == [False, True]
