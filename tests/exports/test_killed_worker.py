"""kill -9 of a real worker between any two steps: the job is done once, no file is left behind."""

import json
import subprocess
import sys
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from core import jobs
from core.models import Job
from exports.actions.building import STEPS
from exports.models import Archive
from exports.practice.files import FORMATS
from tests.exports import ledger

pytestmark = pytest.mark.django_db(transaction=True)
KILLED = -9


def worker(*, dies_at: int = 0) -> int:
    """Run a worker process on the test's database until it has emptied the queue, or died."""
    told = {name: str(connection.settings_dict[name]) for name in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    run = subprocess.run(
        [sys.executable, "-m", "tests.exports.dying_worker", str(dies_at)],
        input=json.dumps(told),
        text=True,
        cwd=settings.BASE_DIR,
        timeout=60,
        check=False,
    )
    return run.returncode


def time_passes() -> None:
    """The dead worker's heartbeat grows old."""
    long_ago = timezone.now() - jobs.HEARTBEAT_LOST - timedelta(seconds=1)
    Job.objects.filter(state="running").update(heartbeat_at=long_ago)


def files() -> list:
    return [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()]


def test_a_killed_workers_release_is_built_once_by_the_next(world):
    release = ledger.approved(world)
    for dies_at in (1, len(STEPS)):
        assert worker(dies_at=dies_at) == KILLED
        release.refresh_from_db()
        assert (release.status, release.job.state) == ("building", "running")
        assert not Archive.objects.exists()
        time_passes()
    assert worker() == 0
    release.refresh_from_db()
    assert (release.status, release.job.state, release.job.attempt) == ("ready", "done", 3)
    assert Archive.objects.count() == len(FORMATS)
    assert files() == []


def test_a_living_worker_takes_nothing_that_another_is_busy_with(world):
    release = ledger.approved(world)
    assert worker(dies_at=2) == KILLED
    assert worker() == 0
    release.refresh_from_db()
    assert (release.status, release.job.attempt) == ("building", 1)
