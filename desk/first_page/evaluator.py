"""An evaluator's first page: the own studies with their latest release."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from desk.person import Person
from evaluation.models import Study
from exports.models import Release
from exports.words import badge

SHOWN = 20


@dataclass(frozen=True, slots=True)
class StudyRow:
    """`latest` is None, and `badge` empty, where nothing was asked for yet."""

    study: Study
    latest: Release | None
    badge: tuple


def page(person: Person, now: datetime) -> list[StudyRow]:
    newest = Release.objects.filter(study=OuterRef("pk")).order_by("-created_at")
    studies = Study.objects.evaluated_by(person.user).for_list()
    rows = list(studies.annotate(newest=Subquery(newest.values("pk")[:1]))[:SHOWN])
    releases = Release.objects.select_related("job").in_bulk([study.newest for study in rows])
    return [_row(study, releases.get(study.newest), now) for study in rows]


def _row(study: Study, latest: Release | None, now: datetime) -> StudyRow:
    return StudyRow(study, latest, badge(latest, now) if latest else ())
