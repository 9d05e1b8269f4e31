"""An evaluator's first page: the own studies with their latest release."""

from datetime import datetime

from django.db.models import OuterRef, Subquery

from desk.person import Person
from evaluation.models import Study
from exports.models import Release

SHOWN = 20


def page(person: Person, now: datetime) -> list[Study]:
    """The studies, each with `latest_status` and `latest_code` ("" where nothing was asked for yet)."""
    latest = Release.objects.filter(study=OuterRef("pk")).order_by("-created_at")
    studies = Study.objects.evaluated_by(person.user).for_list()
    rows = studies.annotate(
        latest_status=Subquery(latest.values("status")[:1]), latest_code=Subquery(latest.values("code")[:1])
    )[:SHOWN]
    return [_with_word(study) for study in rows]


def _with_word(study: Study) -> Study:
    study.latest_word = Release.Status(study.latest_status).label if study.latest_status else ""
    return study
