"""A meeting's day: near enough to today, and in the circle's calendar year."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from circles.actions.planning import add_session, move_session
from circles.models import Circle, RuleSet
from circles.rules.planning import STOCKHOLM, may_meet_on
from circles.rules.verdict import Refused
from tests import cast
from tests.circles.test_pages import plan_data

TODAY = date(2026, 10, 5)
FAR = ["0001-01-01", "2020-01-01", "2026-08-05", "2028-10-06", "9998-11-11", "9999-12-30", "9999-12-31"]


@pytest.fixture(autouse=True)
def evening():
    with time_machine.travel(datetime.combine(TODAY, time(9), STOCKHOLM), tick=True) as clock:
        yield clock


@pytest.fixture
def sahar(world, sign_in):
    return sign_in(world.sahar)


@pytest.fixture
def autumn(world):
    first = datetime(2026, 10, 12, 9, 30, tzinfo=STOCKHOLM)
    return cast.circle(world, "Vägar vidare 41", leader=world.sahar, people=2, first=first)


@pytest.mark.parametrize(
    ("day", "years", "codes"),
    [
        (TODAY - timedelta(days=61), (), ["day_out_of_reach"]),
        (TODAY - timedelta(days=60), (), []),
        (date(2028, 10, 5), (), []),
        (date(2028, 10, 6), (), ["day_out_of_reach"]),
        (date(2027, 1, 4), {2026}, ["other_year"]),
        (date(2027, 1, 4), {2026, 2027}, []),
        (date(9999, 12, 31), {9999}, ["day_out_of_reach"]),
    ],
)
def test_a_day_is_near_enough_and_in_the_circles_years(day, years, codes):
    assert [one.code for one in may_meet_on(day, today=TODAY, years=years).reasons] == codes


@pytest.mark.parametrize("day", FAR)
@pytest.mark.parametrize("button", ["save", "preview"])
def test_no_circle_is_planned_far_away(sahar, world, day, button):
    answer = sahar.post(reverse("circles:circle_create"), plan_data(world, first_day=day, **{button: "yes"}))
    assert answer.status_code == (422 if button == "save" else 200)
    assert answer.context["form"].errors["first_day"] == ["Välj en dag från 6 augusti 2026 till 5 oktober 2028."]
    assert 'value="Mötesplats Linden"' in answer.content.decode()
    assert not Circle.objects.filter(title="Vägar vidare 50").exists()


@pytest.mark.parametrize("name", ["session_add", "session_move"])
@pytest.mark.parametrize("day", [*FAR, "2027-01-04"])
def test_no_meeting_is_added_or_moved_far_away_or_out_of_the_year(sahar, autumn, name, day):
    row = autumn.sessions.get(ordinal=3)
    url = reverse(f"circles:{name}", args=[(autumn if name == "session_add" else row).public_id])
    sent = {"day": day, "starts": "10:00", "ends": "23:30", "place": "Biblioteket"}
    answer = sahar.post(url, sent)
    words = {"2027-01-04": "Cirkeln ska börja och sluta samma kalenderår. Välj en dag under 2026."}
    assert answer.status_code == 422
    assert answer.context["form"].errors == {
        "day": [words.get(day, "Välj en dag från 6 augusti 2026 till 5 oktober 2028.")]
    }
    assert 'value="Biblioteket"' in answer.content.decode()
    assert "Välj en dag" in sahar.post(url, sent, headers={"HX-Request": "true"}).content.decode()
    assert autumn.sessions.count() == 10 and autumn.sessions.get(ordinal=3).starts_at == row.starts_at


def test_the_actions_refuse_it_too_and_a_place_is_changed_on_the_day_that_is(world, autumn):
    row = autumn.sessions.get(ordinal=3)
    world.circle.leader_links.all().delete()
    start = datetime(2027, 1, 4, 17, 30, tzinfo=STOCKHOLM)
    times = {"starts_at": start, "ends_at": start + timedelta(hours=3), "by": world.sahar}
    for change in (lambda: add_session(circle=autumn, **times), lambda: move_session(session=row, **times)):
        with pytest.raises(Refused) as refused:
            change()
        assert [one.code for one in refused.value.reasons] == ["other_year"]
    times = {"starts_at": row.starts_at, "ends_at": row.ends_at}
    with time_machine.travel(row.starts_at + timedelta(days=90)):
        assert move_session(session=row, by=world.sahar, place="Biblioteket", **times).place == "Biblioteket"


def test_where_the_rules_want_no_calendar_year_a_meeting_may_be_in_the_next(sahar, autumn):
    RuleSet.objects.update(one_calendar_year=False)
    row = autumn.sessions.get(ordinal=10)
    url = reverse("circles:session_move", args=[row.public_id])
    assert sahar.post(url, {"day": "2027-01-04", "starts": "17:30", "ends": "20:30"}).status_code == 302
    row.refresh_from_db()
    assert timezone.localdate(row.starts_at) == date(2027, 1, 4)
