"""A release's files taken out again for another day: the archived bytes, never made anew."""

from django.db import transaction
from django.utils import timezone

from audit.events import record
from exports.actions.extracts import what_has_ended
from exports.models import Release
from exports.rules.fetching import is_put_away, until
from exports.rules.lifecycle import NotNow, Step


@transaction.atomic
def offer_again(*, release: Release, by) -> Release:
    """Let the files be fetched for another day; of those that can be fetched still, nothing changes.

    Raises NotNow where they are taken back, where the study is closed, and for an extract where something that it was
    approved on has ended.
    """
    release = Release.objects.select_for_update().get(pk=release.pk)
    stands = Release.objects.standing().filter(pk=release.pk).exists()
    if not stands or (release.is_extract and what_has_ended(release)):
        raise NotNow(release.status, Step.BUILD)
    now = timezone.now()
    if is_put_away(release.fetch_until, now):
        release.fetch_until = until(now)
        release.save(update_fields=["fetch_until", "updated_at"])
        record("release.offered_again", release, by=by)
    return release
