"""An evaluator's first page: extracts that wait for her approval, and the own studies with their latest release."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from desk.first_page.registers import Bounded, bounded
from desk.person import Person
from evaluation.models import Study
from exports.models import Release
from exports.words import badge

SHOWN, SHOWN_TO_SIGN = 20, 10


@dataclass(frozen=True, slots=True)
class StudyRow:
    """`latest` is None, and `badge` empty, where nothing was asked for yet."""

    study: Study
    latest: Release | None
    badge: tuple


@dataclass(frozen=True, slots=True)
class EvaluatorPage:
    to_sign: Bounded
    studies: list[StudyRow]


def page(person: Person, now: datetime) -> EvaluatorPage:
    to_sign = Release.objects.to_sign_by(person.user).with_file().order_by("created_at", "pk")
    return EvaluatorPage(bounded(to_sign, SHOWN_TO_SIGN), _studies(person, now))


def _studies(person: Person, now: datetime) -> list[StudyRow]:
    newest = Release.objects.filter(study=OuterRef("pk")).order_by("-created_at")
    studies = Study.objects.evaluated_by(person.user).for_list()
    rows = list(studies.annotate(newest=Subquery(newest.values("pk")[:1]))[:SHOWN])
    releases = Release.objects.select_related("job").in_bulk([study.newest for study in rows])
    return [_row(study, releases.get(study.newest), now) for study in rows]


def _row(study: Study, latest: Release | None, now: datetime) -> StudyRow:
    return StudyRow(study, latest, _badge(latest, now) if latest else ())


def _badge(latest: Release, now: datetime) -> tuple[str, str, str]:
    """Whose state it is stands in it: a release that was cancelled is no cancelled study."""
    tone, icon, word = badge(latest, now)
    return tone, icon, _("Utgåva %(n)s: %(word)s") % {"n": latest.number, "word": str(word).lower()}
