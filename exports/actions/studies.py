"""What a study's releases rest on: the recipient's public key, and the end of everything."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from audit.events import record
from evaluation.models import Study
from exports.access import is_closed
from exports.models import Closing, PseudonymKey, RecipientKey, Release
from exports.pseudonyms import destroy_key
from exports.rules.lifecycle import UNDECIDED, NotNow, Step


@transaction.atomic
def keep_public_key(*, study: Study, public_key: str, by) -> RecipientKey:
    """The key for which the next extracts are locked. Those asked for already keep the key they were approved with."""
    kept, _ = RecipientKey.objects.update_or_create(
        study=study, organisation=study.organisation, defaults={"public_key": public_key, "entered_by": by}
    )
    record("study.public_key_kept", study, by=by)
    return kept


@transaction.atomic
def close_study(*, study: Study, by) -> Closing:
    """Destroy the study's keys of pseudonyms: nobody can tell who is who any more, and no delivery follows.

    It asks nobody anything from now on, and no release of any kind can be asked for. Raises NotNow while an extract is
    on its way, or when the study is closed already. The files go last: if anything fails before, they are there still.
    """
    held, yesterday = Study.objects.select_for_update().get(pk=study.pk), timezone.localdate() - timedelta(days=1)
    open_ones = Release.objects.filter(study=study, profile="rx", status__in=UNDECIDED)
    if open_ones.exists() or is_closed(study):
        raise NotNow("closed", Step.WITHDRAW)
    closing, now = Closing.objects.create(study=study, closed_by=by), timezone.now()
    keys = list(PseudonymKey.objects.filter(study=study, destroyed_at=None).select_related("organisation"))
    for key in keys:
        key.destroyed_at = now
        key.save(update_fields=["destroyed_at", "updated_at"])
        record("study.key_destroyed", study, by=by, recipient=key.organisation_id)
    if held.ends_on > yesterday:
        held.ends_on = max(held.starts_on, yesterday)
        held.save(update_fields=["ends_on", "updated_at"])
    record("study.closed", study, by=by, keys=len(keys))
    for key in keys:
        destroy_key(study, key.organisation)
    return closing
