"""Which releases of a study hold a person's figures: what a yes taken back can't change."""

from evaluation.given_out import GivenOut, tell
from exports.models import Profile, Release

HANDED_OUT = (Release.Status.READY, Release.Status.SUPERSEDED, Release.Status.WITHDRAWN)


@tell
def releases_with(study, participant) -> list[GivenOut]:
    rows = study.releases.filter(
        status__in=HANDED_OUT, archive__isnull=False, batch__people_links__participant=participant
    )
    return [GivenOut(one.code, one.profile != Profile.RX) for one in rows.order_by("number")]
