"""How long a release takes from its first count to the archive: the figures of the README, in `make soak`."""

import subprocess
import sys
import time

import pytest

from core import jobs
from exports.models import Release
from tests.evaluation.asking import asking
from tests.exports import closed, ledger
from tests.exports.answered import answer_all
from tests.exports.test_characteristics import varied

pytestmark = [pytest.mark.soak, pytest.mark.django_db]


@pytest.mark.parametrize(("people", "most"), [(500, 5), (10_000, 60)])
def test_a_release_is_made_in_time(world, people, most):
    circles = closed.closed_circles(world, people // 10, 10, person_is=varied)
    asking(world)
    answer_all(world, circles)
    release = ledger.approved(world)
    import statsmodels.regression.mixed_linear_model  # noqa: F401

    began, cpu = time.perf_counter(), time.process_time()
    jobs.run(release.job_id)
    took, used = time.perf_counter() - began, time.process_time() - cpu
    release.refresh_from_db()
    print(f"\n{people} people: {took:.1f} s, {used:.1f} CPU s, {release.archive.size} bytes")
    assert release.status == Release.Status.READY
    assert len(release.archive.figures["A_characteristics"]) == len(release.archive.figures["B_outcomes"]) == people
    assert used < most


def test_a_large_extract_is_written_and_checked_in_little_memory():
    """In every format. Held in whole files and whole tables it would take 430 MB, and written in another order 260."""
    run = [sys.executable, "-m", "tests.exports.large_extract"]
    findings, most = subprocess.run(run, capture_output=True, text=True, check=True).stdout.split()
    print(f"\n100 000 rows: {most} MB")
    assert int(findings) == 0
    assert int(most) < 250
