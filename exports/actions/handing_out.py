"""Handing out a release from the console, by the same approvals and authority as on the pages."""

from enum import StrEnum

from accounts.models import User
from core import jobs
from evaluation.models import Study
from exports.actions.offers import offer_again
from exports.actions.releases import build_again
from exports.models import Release
from exports.rules.lifecycle import NotNow


class Hindrance(StrEnum):
    NOT_EVALUATOR = "not_evaluator"
    NOT_REQUESTED = "not_requested"
    NOT_APPROVED = "not_approved"
    BEING_BUILT = "being_built"  # by a worker, at this moment
    STOPPED = "stopped"
    REFUSED = "refused"  # the release says by which rules
    TAKEN_BACK = "taken_back"
    NOT_OFFERED = "not_offered"  # the study is closed, or what an extract was approved on has ended


class NotHandedOut(Exception):
    """Nothing is released. `release` is the ledger's line that it is about, where there is one."""

    def __init__(self, rule: Hindrance, release: Release | None = None):
        super().__init__(rule)
        self.rule, self.release = rule, release


_HINDRANCES = {
    "requested": Hindrance.NOT_APPROVED,
    "previewed": Hindrance.NOT_APPROVED,
    "approved": Hindrance.STOPPED,
    "building": Hindrance.BEING_BUILT,
    "refused": Hindrance.REFUSED,
    "superseded": Hindrance.TAKEN_BACK,
    "withdrawn": Hindrance.TAKEN_BACK,
}


def hand_out(*, study: Study, profile: str, by: User) -> Release:
    """The study's release of the profile with its finished files: built here where it is approved and not yet built,
    else the latest that is ready. Raises NotHandedOut."""
    if not Study.objects.evaluated_by(by).filter(pk=study.pk).exists():
        raise NotHandedOut(Hindrance.NOT_EVALUATOR)
    release = _chosen(study, profile)
    if release is None:
        raise NotHandedOut(Hindrance.NOT_REQUESTED)
    if release.status == Release.Status.APPROVED:
        if release.has_stopped:
            release = build_again(release=release, by=by)
        jobs.run(release.job_id)
    release = Release.objects.with_file().select_related("requested_by").get(pk=release.pk)
    if release.status != Release.Status.READY:
        raise NotHandedOut(_HINDRANCES[release.status], release)
    return _offered(release, by)


def _offered(release: Release, by: User) -> Release:
    """Taken out again where its day has passed, as on its page."""
    try:
        offer_again(release=release, by=by)
    except NotNow:
        raise NotHandedOut(Hindrance.NOT_OFFERED, release) from None
    return release


def _chosen(study: Study, profile: str) -> Release | None:
    """The newest line that is approved, else ready, else whatever it is."""
    lines = list(study.releases.filter(profile=profile).select_related("job").order_by("-number"))
    for wanted in (("approved", "building"), ("ready",)):
        if found := next((line for line in lines if line.status in wanted), None):
            return found
    return next(iter(lines), None)
