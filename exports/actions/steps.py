"""One step of a release: the state, its facts and its audit row, together."""

from audit.events import record
from exports.models import Release
from exports.rules.lifecycle import Step, after

VERBS = {
    Step.PREVIEW: "release.previewed",
    Step.APPROVE: "release.approved",
    Step.REFUSE: "release.refused",
    Step.BUILD: "release.begun",
    Step.PAUSE: "release.paused",
    Step.FINISH: "release.finished",
    Step.SUPERSEDE: "release.superseded",
    Step.WITHDRAW: "release.withdrawn",
}


def take(release: Release, step: Step, *, by, **fields) -> Release:
    """Take the step in the caller's transaction. `by` is PROGRAM for the worker. Raises NotNow."""
    before, release.status = release.status, after(release.status, step)
    for name, value in fields.items():
        setattr(release, name, value)
    release.save()
    record(VERBS[step], release, by=by, before=before, after=release.status)
    return release
