"""The gates to releases: who sees, asks, fetches and decides. A stranger's release is a 404."""

from accounts.access.gates import object_or_404
from accounts.access.roles import Role
from accounts.access.verbs import Verb
from evaluation.models import Study
from exports.models import Release
from organisations.models import Membership


def release_for(user, public_id, verb: Verb) -> Release:
    """The release that `user` may do `verb` to, or Http404.

    SEE: the study's evaluators and the stewards. CREATE (cancel, build again): the evaluators. DOWNLOAD: the
    evaluators, once it is ready. APPROVE (preview, approve, refuse, withdraw): the stewards, not their own.
    """
    releases = Release.objects.with_file()
    allowed = {
        Verb.SEE: releases.visible_to,
        Verb.CREATE: releases.asked_by_study_of,
        Verb.DOWNLOAD: releases.downloadable_by,
        Verb.APPROVE: releases.decided_by,
    }[verb]
    return object_or_404(allowed(user), user, public_id, verb)


def still_entitled(release: Release) -> bool:
    """Whether who asked is still the study's evaluator, and who approved still a data steward."""
    asked, approved = release.requested_by, release.approved_by
    if asked is None or approved is None:
        return False
    is_evaluator = Study.objects.evaluated_by(asked).filter(pk=release.study_id).exists()
    return is_evaluator and Membership.objects.of(approved, Role.STEWARD).exists()
