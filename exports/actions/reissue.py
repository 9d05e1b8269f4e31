"""A corrected edition of a published file: the same figures, written anew, for all who have the former."""

from django.db import transaction
from django.utils import timezone

from audit.events import PROGRAM, record
from core import jobs
from core.models import Job
from exports.actions.building import Counted, Made, RefusedByGate, archived, keep, make
from exports.actions.releases import ledger_line
from exports.actions.steps import take
from exports.actions.tables import make_tables
from exports.actions.work import finish
from exports.models import Archive, Batch, Profile, Release
from exports.public.receipt import published
from exports.receipt import answers_in, refused_in
from exports.rules.lifecycle import Step
from exports.rules.refusals import Refusal

REISSUE = "exports.reissue_batch"


class NothingPublished(Exception):
    """The batch has no file yet. Nothing has changed."""


@transaction.atomic
def reissue_batch(*, batch: Batch, by, profile: str = Profile.SF) -> Job:
    """Let the batch's file be written anew, where its words or format were wrong: its scientific files, or its open
    tables. Raises NothingPublished."""
    current = archived(batch, profile)
    if current is None:
        raise NothingPublished
    record("batch.reissued", batch, by=by, edition=current.edition + 1, profile=profile)
    payload = {"batch": batch.pk, "edition": current.edition + 1, "profile": profile}
    return jobs.enqueue(REISSUE, payload, by=by)


@jobs.register(REISSUE)
def write_anew(progress: jobs.Progress) -> None:
    """From the archived figures to the next edition, which takes the place of the former in every ledger."""
    edition, profile = progress.payload["edition"], progress.payload.get("profile", Profile.SF)
    former = Archive.objects.get(batch=progress.payload["batch"], profile=profile, format="xlsx", edition=edition - 1)
    try:
        made = _MAKERS[profile](former, progress, edition)
    except RefusedByGate:
        raise jobs.GiveUp(Refusal.GATE) from None
    with progress.finishing():
        archive = keep(made)
        holders = Release.objects.filter(archive=former, status=Release.Status.READY)
        for release in holders.select_for_update():
            _replace(release, archive)


def _files(former: Archive, progress: jobs.Progress, edition: int) -> Made:
    lines = former.receipt["lines"]
    counts = Counted(former.figures, refused=refused_in(lines), answers=answers_in(lines))
    return make(former.batch, counts, progress, edition)


def _tables(former: Archive, progress: jobs.Progress, edition: int) -> Made:
    source = Archive.objects.get(pk=archived(former.batch).pk)
    return make_tables(former.batch, source, progress, edition, published(former.figures, former.receipt["lines"]))


_MAKERS = {Profile.SF: _files, Profile.PT: _tables}


def _replace(release: Release, archive: Archive) -> None:
    now = timezone.now()
    take(release, Step.SUPERSEDE, by=PROGRAM, ended_at=now)
    asked = {"requested_by": release.requested_by, "by": PROGRAM, "profile": release.profile}
    line = ledger_line(release.study, release.batch, release.batch.period, **asked)
    take(line, Step.PREVIEW, by=PROGRAM, previewed_at=release.previewed_at)
    take(line, Step.APPROVE, by=PROGRAM, approved_by=release.approved_by, approved_at=release.approved_at)
    take(line, Step.BUILD, by=PROGRAM)
    finish(line, archive, now)
