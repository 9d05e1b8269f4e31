"""Ten sessions over a clock change and a holiday, changed twenty times: every one at its wall-clock time."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from circles.actions.planning import add_session, cancel_session, move_session, plan_circle, restore_session
from circles.feed import bytes_of, own_calendar
from circles.models import Session
from circles.planning import Wish, preview
from circles.rules.planning import STOCKHOLM, Weekly, meeting, wall_clock
from tests.circles.test_feed import by_ical, by_icalendar, by_vobject

CHANGES = 20
SERIES = {
    "spring": (date(2027, 3, 1), {date(2027, 3, 26), date(2027, 3, 29)}),  # Easter, and the clocks go forward
    "autumn": (date(2027, 9, 27), {date(2027, 12, 24)}),
}


def planned(world, term):
    first_day, _ = SERIES[term]
    weekly = [Weekly(day, time(17, 30), 180) for day in ((0, 4) if term == "spring" else (4,))]
    shown = preview(Wish(weekly=weekly, first_day=first_day, count=10, leader=world.rami.communicator))
    return shown, plan_circle(
        title="Klockan",
        hub=world.skane,
        municipality=world.places["Malmö"],
        language=world.languages["ar"],
        leader=world.rami.communicator,
        times=shown.series.times,
        by=world.eva,
    )


@pytest.mark.parametrize("term", SERIES)
def test_the_plan_crosses_a_clock_change_and_steps_over_the_holidays(world, term):
    with time_machine.travel(datetime(2027, 1, 4, 9, tzinfo=STOCKHOLM), tick=False):
        shown, circle = planned(world, term)
    starts = [one.starts_at.astimezone(STOCKHOLM) for one in circle.sessions.all()]
    assert len(starts) == 10
    assert {at.strftime("%H:%M") for at in starts} == {"17:30"}
    assert len({at.utcoffset() for at in starts}) == 2
    skipped = {one.day for one in shown.series.skipped}
    assert skipped & SERIES[term][1] or term == "autumn"


moves = st.tuples(
    st.sampled_from(["move", "move", "move", "cancel", "restore", "add"]),
    st.integers(0, 9),
    st.integers(-40, 40),
    st.times(time(4), time(20)).map(lambda at: at.replace(second=0, microsecond=0)),
)


@pytest.mark.parametrize("term", SERIES)
@settings(
    max_examples=4, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(changes=st.lists(moves, min_size=CHANGES, max_size=CHANGES))
def test_no_hour_goes_wrong_in_twenty_changes(world, term, changes):
    """The wall clock that was asked for is what the database, the command and three readers say."""
    with time_machine.travel(datetime(2027, 1, 4, 9, tzinfo=STOCKHOLM), tick=False):
        world.rami.communicator.circles.all().delete()
        _, circle = planned(world, term)
        expected = {one.pk: (wall(one.starts_at), wall(one.ends_at)) for one in circle.sessions.all()}
        for change in changes:
            carry_out(world, circle, change, expected)
        rows = {str(one.public_id): expected[one.pk] for one in circle.sessions.all()}
        data = bytes_of(own_calendar(world.rami.communicator))
    assert {str(one.public_id): (wall(one.starts_at), wall(one.ends_at)) for one in circle.sessions.all()} == rows
    for read in (by_icalendar, by_vobject, by_ical):
        assert {key: (wall(start), wall(end)) for key, (start, end, _) in read(data).items()} == rows


def wall(moment) -> str:
    return moment.astimezone(STOCKHOLM).strftime("%Y-%m-%d %H:%M")


def carry_out(world, circle, change, expected):
    what, number, days, at = change
    session = circle.sessions.order_by("ordinal")[number]
    day = session.starts_at.astimezone(STOCKHOLM).date() + timedelta(days=days)
    one, verdict = meeting(day, at, 180)
    assert verdict.ok  # between 4 and 20 the clocks show every minute once
    if what == "cancel" and session.status != Session.Status.CANCELLED:
        cancel_session(session=session, reason_code="no_room", by=world.rami)
    elif what == "restore" and session.status == Session.Status.CANCELLED:
        restore_session(session=session, by=world.rami)
    elif what in ("move", "add"):
        if day.year != 2027:
            return  # out of the circle's year: refused, as another test shows
        if Session.objects.filter(starts_at__lt=one.ends_at, ends_at__gt=one.starts_at).exclude(pk=session.pk).exists():
            return  # the leader is taken: refused, as another test shows
        if what == "move":
            move_session(session=session, starts_at=one.starts_at, ends_at=one.ends_at, by=world.rami)
        else:
            session = add_session(circle=circle, starts_at=one.starts_at, ends_at=one.ends_at, by=world.rami)
        expected[session.pk] = (f"{day} {at:%H:%M}", wall(one.starts_at.astimezone(UTC) + timedelta(hours=3)))


@pytest.mark.parametrize("at", [time(2, 0), time(2, 30), time(2, 59)])
def test_the_hour_that_is_missing_and_the_one_that_comes_twice(at):
    assert [one.code for one in wall_clock(date(2027, 3, 28), at)[1].reasons] == ["time_missing"]
    assert [one.code for one in wall_clock(date(2027, 10, 31), at)[1].reasons] == ["time_twice"]
