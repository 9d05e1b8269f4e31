"""Background jobs: once done, cancelled in time, taken back from dead workers, given up after five."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import OperationalError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from core import jobs
from core.models import Job

pytestmark = pytest.mark.django_db


class Work:
    """A kind of job that does what a test asks, and writes down what happened."""

    def __init__(self):
        self.log = []
        self.during = lambda progress: None
        jobs.register("tests.work", undone=lambda job: self.log.append(f"undone {job.state}"))(self.carry_out)

    def carry_out(self, progress):
        progress("first", 0, 2)
        self.during(progress)
        progress("second", 1, 2)
        with progress.finishing():
            self.log.append(f"did {progress.payload['what']}")


@pytest.fixture
def work():
    return Work()


def work_off():
    """What a worker does with the queue, in the test's own transaction."""
    while task := DBTaskResult.objects.ready().first():
        task.claim("tests")
        (job_id,) = task.args_kwargs["args"]
        jobs.run(job_id)


def queued(by=None):
    return jobs.enqueue("tests.work", {"what": "it"}, by=by)


def lose(job, *, seconds=31):
    """As if the worker had died so many seconds ago."""
    then = timezone.now() - timedelta(seconds=seconds)
    Job.objects.filter(pk=job.pk).update(state="running", attempt=job.attempt + 1, started_at=then, heartbeat_at=then)
    job.refresh_from_db()


@pytest.mark.django_db(transaction=True)
def test_a_job_is_carried_out_by_the_worker(work):
    job = queued()
    call_command("work", once=True)
    job.refresh_from_db()
    assert (job.state, job.done, job.total, job.attempt) == ("done", 2, 2, 1)
    assert work.log == ["did it"]
    assert jobs.worker_seen() is not None


def test_the_same_task_twice_does_the_job_once(work):
    job = queued()
    jobs.carry_out.enqueue(job.pk)
    work_off()
    assert work.log == ["did it"]


def test_an_unknown_kind_is_refused_at_once():
    with pytest.raises(LookupError, match=r"tests\.nothing"):
        jobs.enqueue("tests.nothing", {}, by=None)


def test_a_waiting_job_is_cancelled_at_once(work):
    job = queued()
    jobs.cancel(job)
    work_off()
    job.refresh_from_db()
    assert job.state == "cancelled"
    assert work.log == ["undone cancelled"]


def test_a_running_job_stops_before_its_next_step(work):
    job = queued()
    work.during = lambda progress: jobs.cancel(Job.objects.get(pk=job.pk))
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.done) == ("cancelled", 1)
    assert work.log == ["undone cancelled"]


def test_cancelling_a_finished_job_changes_nothing(work):
    job = queued()
    jobs.run(job.pk)
    jobs.cancel(job)
    job.refresh_from_db()
    assert (job.state, job.cancel_requested) == ("done", False)


def test_an_error_ends_the_job_with_a_sentence_and_can_be_tried_again(work):
    job = queued()
    work.during = lambda progress: 1 / 0
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert "Ingenting sparades" in jobs.sentence(job)
    work.during = lambda progress: None
    assert jobs.retry(job)
    assert not jobs.retry(job)
    work_off()
    assert work.log == ["undone failed", "did it"]


def test_a_reason_to_give_up_is_kept(work):
    def give_up(progress):
        raise jobs.GiveUp("not_allowed")

    job = queued()
    work.during = give_up
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.message) == ("failed", "not_allowed")


def test_a_database_that_was_away_is_no_failure(work):
    def away(progress):
        work.during = lambda progress: None
        raise OperationalError("server closed the connection")

    job = queued()
    work.during = away
    work_off()
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("done", 2)


def test_a_stopped_worker_hands_its_job_back(work):
    def told_to_stop(progress):
        raise SystemExit

    job = queued()
    work.during = told_to_stop
    with pytest.raises(SystemExit):
        jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "queued"


def test_a_dead_workers_job_is_taken_back_and_done_once(work):
    job = queued()
    lose(job)
    jobs.reap(timezone.now())
    work_off()
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("done", 2)
    assert work.log == ["did it"]


def test_a_living_workers_job_is_left_alone(work):
    job = queued()
    lose(job, seconds=20)
    assert jobs.reap(timezone.now()) == 0


def test_a_dead_workers_cancelled_job_stays_cancelled(work):
    job = queued()
    lose(job)
    jobs.cancel(job)
    jobs.reap(timezone.now())
    job.refresh_from_db()
    assert job.state == "cancelled"


def test_a_job_that_kills_its_worker_is_given_up_after_five_attempts(work):
    job = queued()
    for _ in range(5):
        assert job.state in {"queued", "running"}
        lose(job)
        jobs.reap(timezone.now())
        job.refresh_from_db()
    assert (job.state, job.attempt) == ("failed", 5)
    assert "fem gånger" in jobs.sentence(job)
    assert work.log == ["undone failed"]


def test_an_attempt_that_lost_its_job_writes_nothing(work):
    def overtaken(progress):
        Job.objects.filter(pk=job.pk).update(heartbeat_at=timezone.now() - timedelta(minutes=5))
        work.during = lambda progress: None
        jobs.reap(timezone.now())
        jobs.run(job.pk)

    job = queued()
    work.during = overtaken
    jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.state, job.attempt) == ("done", 2)
    assert work.log == ["did it"]


def test_what_finishing_wrote_falls_with_it(work, django_user_model):
    def fail_while_finishing(progress):
        with progress.finishing():
            django_user_model.objects.create_user("kari@ringar.example", "x")
            raise ValueError("the disk is full")

    jobs.register("tests.finishing")(fail_while_finishing)
    job = jobs.enqueue("tests.finishing", {}, by=None)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.state == "failed"
    assert not django_user_model.objects.exists()


def test_a_job_and_its_task_are_queued_in_one_transaction(work):
    before = DBTaskResult.objects.count()
    queued()
    assert DBTaskResult.objects.count() == before + 1


def test_progress_in_percent_and_time_left(work):
    now = timezone.now()
    job = Job(state="running", done=3, total=4, started_at=now - timedelta(seconds=30))
    assert (jobs.percent(job), jobs.seconds_left(job, now)) == (75, 10)
    assert jobs.seconds_left(Job(state="running", done=0, total=4, started_at=now), now) is None
    assert jobs.percent(Job()) == 0
