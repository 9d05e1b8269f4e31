"""The worker's hold on an approved release: taken up while everything it rests on stands, else refused by rule."""

from collections.abc import Callable, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from audit.events import PROGRAM
from core import jobs
from exports import letters
from exports.access import still_entitled
from exports.actions.steps import take
from exports.models import Archive, Release
from exports.rules.fetching import until
from exports.rules.lifecycle import Step
from exports.rules.refusals import Refusal

IN_WORK = (Release.Status.APPROVED, Release.Status.BUILDING)


def begin(progress: jobs.Progress, what_has_ended: Callable[[Release], Sequence[dict]]) -> Release:
    """The release, being built. Gives up where it may not be: withdrawn, or something it was approved on has ended."""
    with transaction.atomic():
        release = held(progress.payload["release"])
        if release.status not in IN_WORK:
            raise jobs.GiveUp(release.status)
        rules = what_has_ended(release)
        if rules:
            refuse(release, rules)
        else:
            take(release, Step.BUILD, by=PROGRAM)
    if rules:
        raise jobs.GiveUp(Refusal.AUTHORITY_ENDED)
    return release


def authority_ended(release: Release) -> list[dict]:
    return [] if still_entitled(release) else [{"rule": Refusal.AUTHORITY_ENDED}]


def held(pk: int) -> Release:
    whole = Release.objects.select_related("study__organisation", "programme")
    return whole.select_for_update(of=("self",)).get(pk=pk)


def refuse(release: Release, rules: Sequence[dict]) -> None:
    """By the worker; a release that was withdrawn meanwhile stays so."""
    if release.status in IN_WORK:
        take(release, Step.REFUSE, by=PROGRAM, refusal={"rules": list(rules)}, ended_at=timezone.now())


def finish(release: Release, archive: Archive, now: datetime) -> None:
    """Ready: its files can be fetched for a day, and whoever asked is told so."""
    take(release, Step.FINISH, by=PROGRAM, archive=archive, ready_at=now, fetch_until=until(now))
    letters.tell_ready(release)
