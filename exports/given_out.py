"""Which releases of a study hold a person's figures: what a yes taken back can't change."""

from django.db.models import Q

from evaluation.given_out import GivenOut, tell
from exports.models import Profile, Release

HANDED_OUT = (Release.Status.READY, Release.Status.SUPERSEDED, Release.Status.WITHDRAWN)


@tell
def releases_with(study, participant) -> list[GivenOut]:
    """By the person's seat in a batch, or by their rows in an extract."""
    of_batch, of_extract = Q(batch__people_links__participant=participant), Q(person_links__participant=participant)
    rows = study.releases.filter(of_batch | of_extract, status__in=HANDED_OUT, archive__isnull=False).distinct()
    return [GivenOut(one.code, one.profile != Profile.RX) for one in rows.order_by("number")]
