"""The ledger's steps: asking, previewing, approving, refusing, withdrawing, cancelling and starting again."""

from dataclasses import asdict
from datetime import date

from django.db import transaction
from django.utils import timezone

from audit.events import PROGRAM, record
from core import jobs
from core.models import Job
from evaluation.models import Study
from exports import letters
from exports.access import is_closed
from exports.actions.steps import take
from exports.models import Batch, Profile, Release
from exports.rules.halfyears import last_whole
from exports.rules.lifecycle import NotNow, Step
from exports.rules.refusals import Refusal
from exports.waiting import waiting
from materials.models import Programme

BUILD, BUILD_TABLES = "exports.build_release", "exports.build_tables"
BUILDS = {Profile.SF: BUILD, Profile.PT: BUILD_TABLES}


class NothingNew(Exception):
    """The study has every batch of the programme, or was refused this half-year. Nothing has changed."""


class StudyClosed(Exception):
    """Nothing more is given out to a study that is closed. Nothing has changed."""


class OwnRequest(Exception):
    """Nobody decides on what they asked for themselves. Nothing has changed."""


@transaction.atomic
def request_release(*, study: Study, programme: Programme, by, today: date, profile: Profile = Profile.SF) -> Release:
    """Ask for the earliest batch the study doesn't have, as scientific files or as open tables. Where none is fixed,
    the ledger says why: refused.

    Raises LookupError for a programme outside the study, StudyClosed, and NothingNew when the answer is known already.
    """
    if not study.programmes.filter(pk=programme.pk).exists():
        raise LookupError(programme.pk)
    Study.objects.select_for_update().get(pk=study.pk)  # whoever taps twice has the first tap's release open
    if is_closed(study):
        raise StudyClosed
    batch = Batch.objects.filter(programme=programme).open_to(study, profile).order_by("period").first()
    if batch is None and _is_answered(study, programme, profile, today):
        raise NothingNew
    period = batch.period if batch else last_whole(today)
    line = {"requested_by": by, "by": by, "programme": programme, "profile": profile}
    release = ledger_line(study, batch, period, **line)
    if batch is None:
        rules = why_none_is_fixed(programme, today)
        take(release, Step.REFUSE, by=by, refusal={"rules": rules}, ended_at=timezone.now())
    return release


def _is_answered(study: Study, programme: Programme, profile: str, today: date) -> bool:
    """Whether the study has every batch there is, or was told this half-year that there is none."""
    told = study.releases.refused_in_half_year(today, profile).filter(programme=programme)
    return Batch.objects.filter(programme=programme).exists() or told.exists()


def ledger_line(
    study: Study,
    batch: Batch | None,
    period: str,
    *,
    requested_by,
    by,
    programme: Programme | None = None,
    profile: Profile = Profile.SF,
) -> Release:
    """The study's next line, in the caller's transaction. `programme` is named where there is no batch.

    `by` is who does it now: PROGRAM for the worker, who writes a new edition of what `requested_by` once asked for.
    """
    Study.objects.select_for_update().get(pk=study.pk)  # numbers are given one at a time
    number = study.releases.count() + 1
    release = Release.objects.create(
        study=study,
        programme=batch.programme if batch else programme,
        batch=batch,
        profile=profile,
        number=number,
        code=f"{study.code}-{profile}-{period}-{number:02}".upper(),
        requested_by=requested_by if getattr(requested_by, "pk", None) else None,
    )
    record("release.requested", release, by=by, programme=release.programme_id)
    return release


def why_none_is_fixed(programme: Programme, today: date) -> list[dict]:
    """The failed rules with what is missing, rounded; or that the half-year's batch isn't fixed yet."""
    shortfalls = waiting(programme, today).shortfalls
    return [asdict(gap) for gap in shortfalls] or [{"rule": Refusal.NOT_FIXED}]


@transaction.atomic
def preview_release(*, release: Release, by) -> Release:
    """The steward has seen what would leave: batch, rounded size, sheets and rules. An extract waits for the study's
    principal from then on."""
    release = take(_locked(release, by=by), Step.PREVIEW, by=by, previewed_at=timezone.now())
    letters.tell_to_sign(release)
    return release


@transaction.atomic
def approve_release(*, release: Release, by) -> Release:
    """Let it be built; the worker starts as soon as it can. Raises OwnRequest, NotNow."""
    release = _locked(release, by=by)
    Batch.objects.select_for_update().get(pk=release.batch_id)  # its k no longer changes
    take(release, Step.APPROVE, by=by, approved_by=by, approved_at=timezone.now())
    release.job = jobs.enqueue(BUILDS[release.profile], {"release": release.pk}, by=by)
    release.save(update_fields=["job", "updated_at"])
    return release


@transaction.atomic
def refuse_release(*, release: Release, by, rule: str) -> Release:
    """Refuse for one of the steward's reasons. Raises OwnRequest, NotNow."""
    release = _locked(release, by=by)
    _stop_work(release)
    return take(release, Step.REFUSE, by=by, refusal={"rules": [{"rule": Refusal(rule)}]}, ended_at=timezone.now())


@transaction.atomic
def withdraw_release(*, release: Release, by) -> Release:
    """Take a release back: its file can no longer be fetched. What was fetched stays as it is."""
    release = _locked(release, by=by)
    _stop_work(release)
    return take(release, Step.WITHDRAW, by=by, ended_at=timezone.now())


@transaction.atomic
def cancel_building(*, release: Release, by) -> Release:
    """Stop the work, before its next step at the latest. Raises NotNow when there is none."""
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.job is None or release.job.state in jobs.ENDED:
        raise NotNow(release.status, Step.PAUSE)
    jobs.cancel(release.job)
    record("release.cancelled", release, by=by)
    return release


@transaction.atomic
def build_again(*, release: Release, by) -> Release:
    """Start the work again after it failed or was cancelled. Raises NotNow when it goes on, or is done."""
    release = Release.objects.select_for_update().get(pk=release.pk)
    if release.status != Release.Status.APPROVED or not (release.job and jobs.retry(release.job)):
        raise NotNow(release.status, Step.BUILD)
    record("release.again", release, by=by)
    return release


def _locked(release: Release, *, by) -> Release:
    locked = Release.objects.select_for_update().get(pk=release.pk)
    if locked.requested_by_id is not None and locked.requested_by_id == getattr(by, "pk", None):
        raise OwnRequest
    return locked


def _stop_work(release: Release) -> None:
    if release.job is not None and release.job.state not in jobs.ENDED:
        jobs.cancel(release.job)


def pause_of(job: Job) -> None:
    """A job that ended undone leaves its release approved: it can be built again."""
    release = Release.objects.filter(job=job, status=Release.Status.BUILDING).first()
    if release is not None:
        take(release, Step.PAUSE, by=PROGRAM)
