"""Work that a page waits for: queued, carried out by a worker, cancellable, resumed when a worker dies.

A room registers a function per kind of job; the queue knows the job's number and nothing else. A job may be
begun several times and ends once: what it leaves behind is written inside `Progress.finishing()`, in the same
transaction as the word "done". An attempt that lost its job to another (its heartbeat stopped for too long)
can write nothing more.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache
from django.db import OperationalError, transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from core.models import Job

logger = logging.getLogger(__name__)

HEARTBEAT_LOST = timedelta(seconds=30)  # a step that takes longer must report in between
MAX_ATTEMPTS = 5
ENDED = (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)

WORKER_LOST, ERROR = "worker_lost", "error"
SENTENCES = {
    WORKER_LOST: _("Arbetet stannade fem gånger innan det blev klart. Försök igen om en stund."),
    ERROR: _("Något gick fel när arbetet gjordes. Ingenting sparades. Försök igen."),
}


class Cancelled(Exception):
    """Someone asked the job to stop. Raised by progress; let it pass."""


class TakenOver(Exception):
    """Another attempt owns the job now. Raised by progress; let it pass."""


class GiveUp(Exception):
    """Raised by a job's function when trying again won't help. Its argument is the job's message."""


class Progress:
    """What a job's function gets: its payload, and the way to report. One per attempt."""

    def __init__(self, job: Job):
        self.payload: dict = job.payload
        self.job_id = job.pk
        # No two attempts start at the same moment: the start is the attempt's token.
        self._mine = Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, started_at=job.started_at)

    def __call__(self, step: str, done: int, total: int) -> None:
        """Report a step about to begin, `done` of `total` behind it. Raises Cancelled or TakenOver."""
        now = timezone.now()
        if not self._mine.update(step=step, done=done, total=total, heartbeat_at=now):
            raise TakenOver
        if self._mine.filter(cancel_requested=True).exists():
            raise Cancelled
        worker_beats(now)

    @contextmanager
    def finishing(self) -> Iterator[None]:
        """The job's lasting writes: they and "done" happen together, once, or not at all."""
        with transaction.atomic():
            if not self.finish_if_running():
                raise TakenOver
            yield

    def finish_if_running(self) -> bool:
        return bool(self._mine.update(state=Job.State.DONE, done=F("total"), finished_at=timezone.now(), message=""))


@dataclass(frozen=True)
class Kind:
    """A kind of job: its function, and what to tidy, in the same transaction, when a job ends undone."""

    function: Callable[[Progress], None]
    undone: Callable[[Job], None]


_KINDS: dict[str, Kind] = {}


_EVERY_ROUND: list[Callable[[datetime], object]] = []


def every_round(function: Callable[[datetime], object]):
    """Decorator: the worker calls this with the time whenever it looks at the queue. For what must be gone in time."""
    _EVERY_ROUND.append(function)
    return function


def tidy(now: datetime) -> None:
    for function in _EVERY_ROUND:
        function(now)


def register(kind: str, *, undone: Callable[[Job], None] = lambda job: None):
    """Decorator: this function carries out jobs of this kind. Kinds are codes and outlive module names."""

    def _register(function: Callable[[Progress], None]):
        _KINDS[kind] = Kind(function, undone)
        return function

    return _register


@transaction.atomic
def enqueue(kind: str, payload: dict, *, by) -> Job:
    """Queue a job in the caller's transaction. `payload` holds ids, never values of a person; `by` is a user,
    or whoever else may act (the console), who is then not kept.

    Raises LookupError for a kind nobody registered.
    """
    if kind not in _KINDS:
        raise LookupError(f"No job of kind {kind!r} is registered.")
    job = Job.objects.create(kind=kind, payload=payload, requested_by=by if getattr(by, "pk", None) else None)
    carry_out.enqueue(job.pk)
    return job


@task()
def carry_out(job_id: int) -> None:
    run(job_id)


def run(job_id: int) -> None:
    """Carry out a queued job. A job that isn't queued (any more) is left alone, so a task may come twice."""
    now = timezone.now()
    claimed = Job.objects.filter(pk=job_id, state=Job.State.QUEUED).update(
        state=Job.State.RUNNING, attempt=F("attempt") + 1, started_at=now, heartbeat_at=now, step="", done=0
    )
    if not claimed:
        return
    job = Job.objects.get(pk=job_id)
    try:
        progress = Progress(job)
        _KINDS[job.kind].function(progress)
        progress.finish_if_running()
    except TakenOver:
        return
    except Cancelled:
        _end(job, Job.State.CANCELLED)
    except GiveUp as reason:
        _end(job, Job.State.FAILED, str(reason))
    except OperationalError:
        logger.warning("job %s: the database was away", job.kind)
        _again(job)
    except Exception:
        logger.exception("job %s failed", job.kind)
        _end(job, Job.State.FAILED, ERROR)
    except BaseException:  # the worker is told to stop: somebody else takes the job
        _again(job)
        raise


def cancel(job: Job) -> None:
    """Stop a job: at once while it waits, before its next step while it runs. Too late changes nothing."""
    if not _end(job, Job.State.CANCELLED, only=Job.State.QUEUED):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(cancel_requested=True)


@transaction.atomic
def retry(job: Job) -> bool:
    """Queue a failed or cancelled job anew. False when it was neither (a double tap)."""
    queued = Job.objects.filter(pk=job.pk, state__in=(Job.State.FAILED, Job.State.CANCELLED)).update(
        state=Job.State.QUEUED,
        attempt=0,
        done=0,
        step="",
        message="",
        cancel_requested=False,
        finished_at=None,
    )
    if queued:
        carry_out.enqueue(job.pk)
    return bool(queued)


def reap(now: datetime) -> int:
    """Take back the jobs whose worker died (kill -9 leaves them running for ever). Returns how many."""
    lost = Job.objects.filter(state=Job.State.RUNNING, heartbeat_at__lt=now - HEARTBEAT_LOST).order_by("pk")
    return sum(_rescue(job) for job in lost)


def _rescue(job: Job) -> bool:
    if job.cancel_requested:
        return _end(job, Job.State.CANCELLED)
    return _again(job)


@transaction.atomic
def _again(job: Job) -> bool:
    """Queue the attempt's job once more, or give it up when its attempts are used."""
    if job.attempt >= MAX_ATTEMPTS:
        return _end(job, Job.State.FAILED, WORKER_LOST)
    queued = _attempt(job).update(state=Job.State.QUEUED)
    if queued:
        carry_out.enqueue(job.pk)
    return bool(queued)


def _attempt(job: Job):
    return Job.objects.filter(pk=job.pk, state=Job.State.RUNNING, started_at=job.started_at)


@transaction.atomic
def _end(job: Job, state: str, message: str = "", *, only: str = Job.State.RUNNING) -> bool:
    """End a job undone. False when it was no longer this attempt's to end."""
    mine = _attempt(job) if only == Job.State.RUNNING else Job.objects.filter(pk=job.pk, state=only)
    ended = mine.update(state=state, message=message, finished_at=timezone.now())
    if ended:
        job.refresh_from_db()
        _KINDS[job.kind].undone(job)
    return bool(ended)


def percent(job: Job) -> int:
    return 100 * job.done // job.total if job.total else 0


def seconds_left(job: Job, now: datetime) -> int | None:
    """How long the rest takes at the pace so far; None before there is a pace."""
    if job.state != Job.State.RUNNING or not job.done:
        return None
    return round((now - job.started_at).total_seconds() * (job.total - job.done) / job.done)


def sentence(job: Job) -> str:
    """Why a job failed, when the reason is the plumbing's own; a room knows its own messages."""
    return SENTENCES.get(job.message, "")


WORKER_SEEN, BEAT_SECONDS = "core.jobs.worker_seen", 5


def worker_beats(now: datetime) -> None:
    """A worker is alive. Written every few seconds only."""
    seen = worker_seen()
    if seen is None or (now - seen).total_seconds() >= BEAT_SECONDS:
        cache.set(WORKER_SEEN, now, timeout=None)


def worker_seen() -> datetime | None:
    """When a worker was last alive, for /healthz."""
    return cache.get(WORKER_SEEN)
