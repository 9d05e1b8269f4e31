"""A yes taken back: the person is not in the next delivery, and the recipient is told to destroy the one that is."""

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from audit.events import PROGRAM, record
from core import jobs
from evaluation.models import StudyConsent
from exports import letters
from exports.extract.people import still_said
from exports.models import ExtractPerson, Profile, Release


def to_recall() -> QuerySet[Release]:
    """Deliveries in which somebody is whose yes no longer stands, who is protected now, or who is erased."""
    yes = StudyConsent.objects.filter(participant=OuterRef("participant"), notice=OuterRef("release__notice"))
    gone = ExtractPerson.objects.filter(release=OuterRef("pk")).filter(~Exists(still_said(yes)) | Q(participant=None))
    return Release.objects.filter(Exists(gone), profile=Profile.RX, status="ready", recalled_at=None)


@jobs.every_round
def recall(now: datetime) -> None:
    """The worker looks at every round: the yes is taken back in another room, which doesn't know of releases."""
    for pk in to_recall().values_list("pk", flat=True):
        _recall(pk, now)


@transaction.atomic
def _recall(pk: int, now: datetime) -> None:
    release = Release.objects.select_for_update(of=("self",)).filter(pk=pk, recalled_at=None).first()
    if release is None or release.status != Release.Status.READY:
        return
    release.recalled_at = now
    release.save(update_fields=["recalled_at", "updated_at"])
    record("release.recalled", release, by=PROGRAM)
    letters.tell_recall(release)
