"""The parts that the demo world is told with: a clock, an order of time, seasons, a password."""

import os
import subprocess
import sys
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

import pytest
from django.conf import settings
from django.core import mail
from django.core.mail import send_mail
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone

from circles.holidays import swedish_holidays
from demo.password import password
from demo.seasons import FINISHED_AFTER, seasons_before, series, series_around
from demo.seed import unheard
from demo.story import Story, clock_at

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


def test_the_clock_stands_inside_and_runs_again_after():
    with clock_at(NOON):
        assert timezone.now() == NOON and timezone.localdate() == date(2026, 3, 1)
    assert timezone.now() != NOON


def test_the_clock_runs_again_after_an_error():
    with pytest.raises(RuntimeError), clock_at(NOON):
        raise RuntimeError
    assert timezone.now() != NOON


def test_steps_come_in_order_of_time_and_see_their_moment():
    seen, story = [], Story(until=NOON)
    story.at(NOON, lambda: seen.append(("second", timezone.now())))
    story.at(NOON - timedelta(days=1), lambda: seen.append(("first", timezone.now())))
    story.at(NOON, lambda: seen.append(("third", timezone.now())))
    assert story.run() == 3
    assert seen == [("first", NOON - timedelta(days=1)), ("second", NOON), ("third", NOON)]


def test_the_future_is_not_told():
    story = Story(until=NOON)
    story.at(NOON + timedelta(seconds=1), pytest.fail)
    assert story.run() == 0


def test_a_step_may_tell_further_ones():
    seen, story = [], Story(until=NOON)
    story.at(NOON - timedelta(days=2), lambda: story.at(NOON - timedelta(days=1), seen.append, "later"))
    story.run()
    assert seen == ["later"]


@pytest.mark.parametrize(
    "day", [date(2026, month, 21) for month in range(1, 13)] + [date(2028, 2, 29), date(2027, 1, 1)]
)
def test_there_are_always_four_finished_seasons(day):
    seasons = seasons_before(day, 4)
    assert len(seasons) == 4
    assert all(one.monday.weekday() == 0 and one.monday + FINISHED_AFTER <= day for one in seasons)
    assert seasons == sorted(seasons, key=lambda one: one.monday)


@pytest.mark.parametrize("season", seasons_before(date(2028, 1, 10), 4), ids=lambda one: str(one.monday))
def test_a_season_s_circle_crosses_the_clocks_and_stays_in_its_year(season):
    holidays = swedish_holidays(season.monday.year, season.monday.year + 1)
    for weekday in range(4):
        first = season.monday + timedelta(days=weekday, weeks=2)
        times = series(first, time(17, 30), 180, 10, holidays)
        assert {one.starts_at.year for one in times} == {season.monday.year}
        assert times[-1].ends_at.date() + timedelta(days=9) < season.monday + FINISHED_AFTER
    assert len({one.starts_at.utcoffset() for one in times}) == 2


def test_a_running_series_has_today_in_it():
    times = series_around(date(2026, 11, 21), time(17, 30), 180, 10, past=5)
    assert times[5].starts_at.date() == date(2026, 11, 21) and len(times) == 10


def test_the_password_is_made_once_for_each_folder(tmp_path):
    (tmp_path / "other").mkdir()
    first = password(tmp_path)
    assert password(tmp_path) == first != password(tmp_path / "other")
    assert len(first) >= 12
    assert (tmp_path / "demo-password").stat().st_mode & 0o777 == 0o600


def test_a_fresh_beginning_empties_even_the_log(tmp_path):
    """In a process of its own: it throws the database file away."""
    script = (
        "from django.core.management import call_command\n"
        "from audit.models import AuditEvent\n"
        "from demo.fresh import begin_anew\n"
        "from demo.told import note, told\n"
        "call_command('migrate', verbosity=0)\n"
        "note(7, 'small')\n"
        "assert told().size == 'small'\n"
        "begin_anew()\n"
        "assert told() is None and AuditEvent.objects.count() == 0\n"
    )
    surroundings = {"PATH": os.environ["PATH"], "RINGAR_DATA": str(tmp_path)}
    ran = subprocess.run(
        [sys.executable, "manage.py", "shell", "-v", "0", "-c", script],
        capture_output=True,
        text=True,
        env=surroundings,
        cwd=settings.BASE_DIR,
    )
    assert ran.returncode == 0, ran.stderr


@pytest.mark.django_db(transaction=True)
def test_the_worlds_letters_reach_nobody_and_later_ones_do():
    letter = partial(send_mail, "Träffen är flyttad", "", None, ["leader@ringar.example"])
    with unheard():
        transaction.on_commit(letter)
    assert not mail.outbox
    letter()
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_a_world_of_real_people_is_left_alone(world):
    with pytest.raises(CommandError, match="holds people already"):
        call_command("seed_demo")


@pytest.mark.django_db
def test_production_has_no_demo(settings):
    settings.RINGAR_PRODUCTION = True
    with pytest.raises(CommandError, match="production"):
        call_command("seed_demo")


@pytest.mark.django_db
def test_without_a_world_there_are_no_signins():
    with pytest.raises(CommandError, match="no demo world"):
        call_command("demo_signins")
