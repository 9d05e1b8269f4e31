"""Which releases hold a person's figures: what a yes taken back can't change."""

from django.db.models import Q

from evaluation.given_out import GivenOut, tell
from exports.models import Release

HANDED_OUT = (Release.Status.READY, Release.Status.SUPERSEDED, Release.Status.WITHDRAWN)


@tell
def releases_with(study, participant) -> list[GivenOut]:
    """By the person's seat in a batch, whichever study was given it, or by their rows in the study's extracts."""
    of_batch = Q(batch__people_links__participant=participant)
    of_extract = Q(study=study, person_links__participant=participant)
    rows = Release.objects.filter(of_batch | of_extract, status__in=HANDED_OUT, archive__isnull=False).distinct()
    found = rows.select_related("study")
    mine_first = sorted(found, key=lambda one: (one.study_id != study.pk, one.study.code, one.number))
    return [GivenOut(one.code, not one.is_extract) for one in mine_first]
