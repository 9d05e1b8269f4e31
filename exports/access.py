"""The gates to releases: who sees, asks, fetches and decides. A stranger's release is a 404."""

from django.db.models import Count, Q, QuerySet
from django.shortcuts import get_object_or_404

from accounts.access.gates import object_or_404
from accounts.access.roles import Role
from accounts.access.verbs import Verb
from evaluation.models import Study
from exports.models import Archive, Batch, Closing, Profile, Release
from organisations.models import Membership


def release_for(user, public_id, verb: Verb) -> Release:
    """The release that `user` may do `verb` to, or Http404.

    SEE: the study's evaluators and the stewards; EDIT (build again): the same. CREATE (cancel, offer the
    files again): the evaluators. DOWNLOAD: the evaluators, while its day lasts. APPROVE (preview, approve, refuse,
    withdraw): the stewards, not their own. SIGN (an extract's second approval): the study's principal, not her own.
    """
    releases = Release.objects.with_file()
    allowed = {
        Verb.SEE: releases.visible_to,
        Verb.EDIT: releases.started_again_by,
        Verb.CREATE: releases.asked_by_study_of,
        Verb.DOWNLOAD: releases.downloadable_by,
        Verb.APPROVE: releases.decided_by,
        Verb.SIGN: releases.led_by,
    }[verb]
    return object_or_404(allowed(user), user, public_id, verb)


def file_of(release: Release, kind: str) -> Archive:
    """The release's file in that format, or Http404. For one that `release_for` let through."""
    if kind == release.archive.format:
        return release.archive
    return get_object_or_404(release.archive.formats, format=kind)


def still_entitled(release: Release) -> bool:
    """Whether who asked is still the study's evaluator, who approved still a data steward, and of an extract the
    principal who approved still its principal."""
    asked, approved = release.requested_by, release.approved_by
    if asked is None or approved is None:
        return False
    is_evaluator = Study.objects.evaluated_by(asked).filter(pk=release.study_id).exists()
    is_steward = Membership.objects.of(approved, Role.STEWARD).exists()
    return is_evaluator and is_steward and (release.profile != Profile.RX or _led_still(release))


def _led_still(release: Release) -> bool:
    """Whether the extract's second approver is the study's principal still."""
    principal = release.principal_approved_by
    if principal is None or principal != release.study.principal:
        return False
    return Study.objects.evaluated_by(principal).filter(pk=release.study_id).exists()


def may_ask(user, study: Study) -> bool:
    """Whether the study is the user's own to ask, cancel and fetch for."""
    return Study.objects.evaluated_by(user).filter(pk=study.pk).exists()


def may_start_again(user, release: Release) -> bool:
    return Release.objects.started_again_by(user).filter(pk=release.pk).exists()


def may_decide(user, release: Release) -> bool:
    """Whether the user is a data steward who did not ask for it."""
    return Release.objects.decided_by(user).filter(pk=release.pk).exists()


def may_approve_as_principal(user, release: Release) -> bool:
    """Whether the user is the principal of the extract's study and did not ask for it."""
    return Release.objects.led_by(user).filter(pk=release.pk).exists()


def may_download(user, release: Release) -> bool:
    return Release.objects.downloadable_by(user).filter(pk=release.pk).exists()


def studies_for(user) -> QuerySet[Study]:
    """What the list of studies shows: each with how many releases are ready."""
    ready = Count("releases", filter=Q(releases__status=Release.Status.READY))
    return Study.objects.visible_to(user).for_list().annotate(ready_count=ready)


def is_closed(study: Study) -> bool:
    """Nothing more is given out to it."""
    return Closing.objects.filter(study=study).exists()


def closing_of(study: Study) -> Closing | None:
    return Closing.objects.filter(study=study).select_related("closed_by").first()


def releases_of(study: Study) -> QuerySet[Release]:
    """The study's whole ledger, newest first."""
    return study.releases.with_file()


def releases_for(user) -> QuerySet[Release]:
    return Release.objects.visible_to(user).with_file().order_by("-created_at")


def batch_for(user, public_id) -> Batch:
    """The batch, for a data steward; else Http404."""
    return object_or_404(Batch.objects.for_stewards(user), user, public_id, Verb.APPROVE)


def batches_for(user) -> QuerySet[Batch]:
    editions = Count("archives", filter=Q(archives__workbook=None, archives__profile=Profile.SF))
    of_tables = Count("archives", filter=Q(archives__workbook=None, archives__profile=Profile.PT))
    return (
        Batch.objects.for_stewards(user)
        .select_related("programme")
        .annotate(editions=editions, editions_of_tables=of_tables, has_begun=Batch.objects.begun())
    )


def may_offer_again(user, release: Release) -> bool:
    """Whether the release's files are put away and the user may take them out again."""
    return Release.objects.put_away_for(user).filter(pk=release.pk).exists()


def is_put_away_for(user, public_id) -> bool:
    return Release.objects.put_away_for(user).filter(public_id=public_id).exists()


def downloadable_ids(user) -> set[int]:
    """The numbers of the releases whose file the user may fetch."""
    return set(Release.objects.downloadable_by(user).values_list("pk", flat=True))
