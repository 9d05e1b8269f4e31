"""Verbs on studies: open, change, tell people anew."""

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction

from accounts.models import User
from audit.events import record
from evaluation.catalogue import instrument, instruments
from evaluation.models import Asked, Notice, Response, Study, Wave
from evaluation.rules.study import Lacks, Plan, lacking
from materials.models import Programme
from organisations.models import Hub, Organisation

# Columns of Study that `open_study` and `change_study` write as they are.
COLUMNS = (
    "title",
    "principal",
    "purpose",
    "mode",
    "ethics_reference",
    "agreement",
    "dpia_reference",
    "licence_reference",
    "starts_on",
    "ends_on",
    "destroy_by",
)


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
    notice_texts: Mapping[str, str],
    recipients: Collection[Organisation],
    mode: str = Study.Mode.FOLLOW_UP,
    hubs: Collection[Hub] = (),
    instruments: Collection[str] = (),
    waves: Collection[str] = (),
    licensed: Collection[User] = (),
    **more,
) -> Study:
    """A study with its recipient, purpose, population and end, and the first version of what people are told.

    `licensed` may type the totals of instruments whose words are another's. `more` are further COLUMNS. Raises
    StudyIncomplete.
    """
    study = Study(code=code, organisation=organisation, mode=mode, title=title, purpose=purpose)
    study.starts_on, study.ends_on, study.destroy_by = starts_on, ends_on, destroy_by
    _write(study, more)
    plan = _plan(study, programmes, recipients, notice_texts, instruments, waves)
    if lacks := lacking(plan):
        raise StudyIncomplete(lacks)
    study.save()
    _settle(study, programmes, hubs, instruments, waves)
    study.licensed.set(licensed)
    _tell(study, recipients, notice_texts)
    record("study.opened", study, by=by, mode=mode, programmes=sorted(p.pk for p in programmes))
    return study


@transaction.atomic
def change_study(
    *,
    by,
    study: Study,
    programmes: Collection[Programme],
    hubs: Collection[Hub],
    instruments: Collection[str],
    waves: Collection[str],
    licensed: Collection[User] | None = None,
    **columns,
) -> Study:
    """The recipient and the code stay as they were, and who is licensed where that isn't said. `columns` are of
    COLUMNS. Raises StudyIncomplete."""
    study = Study.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=study.pk)
    _write(study, columns)
    told = study.notice
    recipients = told.recipients.all() if told else ()
    if lacks := lacking(_plan(study, programmes, recipients, told.texts if told else {}, instruments, waves)):
        raise StudyIncomplete(lacks)
    study.save()
    _settle(study, programmes, hubs, instruments, waves)
    if licensed is not None:
        study.licensed.set(licensed)
    record("study.changed", study, by=by, columns=sorted(columns))
    return study


@transaction.atomic
def write_notice(*, by, study: Study, recipients: Collection[Organisation], texts: Mapping[str, str]) -> Notice:
    """A new version. Whoever said yes to a former one is asked again. Raises StudyIncomplete."""
    study = Study.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=study.pk)
    asked = [one.instrument for one in study.asked.all()]
    points = [wave.point for wave in study.waves.all()]
    if lacks := lacking(_plan(study, study.programmes.all(), recipients, texts, asked, points)):
        raise StudyIncomplete(lacks)
    notice = _tell(study, recipients, texts)
    record("study.notice_written", study, by=by, version=notice.version)
    return notice


def _write(study: Study, columns: Mapping) -> None:
    if unknown := columns.keys() - set(COLUMNS):
        raise TypeError(f"A study has no {sorted(unknown)}")
    for name, value in columns.items():
        setattr(study, name, value)


def _plan(study: Study, programmes, recipients, texts, keys: Collection[str], points: Collection[str]) -> Plan:
    return Plan(
        programmes=programmes,
        purpose=study.purpose,
        mode=study.mode,
        ethics_reference=study.ethics_reference,
        dates=(study.starts_on, study.ends_on, study.destroy_by),
        recipient=study.organisation,
        named=recipients,
        texts=texts,
        instruments=[instrument(key).key for key in keys],
        waves=[Wave.Point(point).value for point in points],
        licensed=[one.key for one in instruments().values() if one.licence["state"] == "licensed"],
        licence_reference=study.licence_reference,
        answered=_answered(study) if study.pk else (),
    )


def _answered(study: Study) -> set[str]:
    """The instruments and waves that answers stand on."""
    rows = Response.objects.filter(wave__study=study).values_list("instrument", "wave__point").distinct()
    return {part for row in rows for part in row}


def _settle(study: Study, programmes, hubs, keys: Collection[str], points: Collection[str]) -> None:
    study.programmes.set(programmes)
    study.hubs.set(hubs)
    study.asked.exclude(instrument__in=keys).delete()
    for place, key in enumerate(dict.fromkeys(keys), start=1):
        Asked.objects.update_or_create(study=study, instrument=key, defaults={"place": place})
    study.waves.exclude(point__in=points).delete()
    for point in points:
        Wave.objects.get_or_create(study=study, point=point)


def _tell(study: Study, recipients: Collection[Organisation], texts: Mapping[str, str]) -> Notice:
    last = study.notice
    told = {code: text.strip() for code, text in texts.items() if text.strip()}
    notice = Notice.objects.create(study=study, version=(last.version if last else 0) + 1, texts=told)
    notice.recipients.set(recipients)
    return notice
