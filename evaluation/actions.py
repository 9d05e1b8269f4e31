"""Verbs on studies."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from audit.events import record
from evaluation.models import Study
from evaluation.rules.study import Lacks, lacking
from materials.models import Programme
from organisations.models import Hub, Organisation


class StudyIncomplete(Exception):
    """The study lacks something; `lacks` says what. Nothing has changed."""

    def __init__(self, lacks: tuple[Lacks, ...]):
        super().__init__(", ".join(lacks))
        self.lacks = lacks


@transaction.atomic
def open_study(
    *,
    by,
    code: str,
    title: str,
    organisation: Organisation,
    purpose: str,
    programmes: Collection[Programme],
    starts_on: date,
    ends_on: date,
    destroy_by: date,
    mode: str = Study.Mode.FOLLOW_UP,
    ethics_reference: str = "",
    hubs: Collection[Hub] = (),
    principal=None,
) -> Study:
    """A study with its recipient, purpose, population and end. Raises StudyIncomplete."""
    if lacks := lacking(
        programmes=programmes,
        purpose=purpose,
        mode=mode,
        ethics_reference=ethics_reference,
        dates=(starts_on, ends_on, destroy_by),
    ):
        raise StudyIncomplete(lacks)
    study = Study.objects.create(
        code=code,
        title=title,
        organisation=organisation,
        principal=principal,
        purpose=purpose,
        mode=mode,
        ethics_reference=ethics_reference,
        starts_on=starts_on,
        ends_on=ends_on,
        destroy_by=destroy_by,
    )
    study.programmes.set(programmes)
    study.hubs.set(hubs)
    record("study.opened", study, by=by, mode=mode, programmes=sorted(p.pk for p in programmes))
    return study
