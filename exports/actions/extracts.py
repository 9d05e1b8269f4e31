"""A research extract in the ledger: asked for by one, approved by two others, built and locked by the worker."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils import timezone

from audit.events import PROGRAM, record
from core import jobs
from evaluation.models import Study
from exports.actions.releases import NothingNew, OwnRequest, ledger_line, pause_of
from exports.actions.steps import take
from exports.actions.work import authority_ended, begin, finish, held, refuse
from exports.changes import codebook_of
from exports.extract.conditions import conditions
from exports.extract.paper import NO_ROWS, About, description
from exports.extract.people import seats_of
from exports.gate import extract as gate
from exports.gate.extract_evidence import evidence
from exports.models import Archive, ExtractPerson, Profile, PseudonymKey, Release
from exports.pseudonyms import KeyLost, fingerprint_of, known_key, make_key
from exports.rules.extracts import Lacks, lacking
from exports.rules.halfyears import half_year
from exports.rules.lifecycle import UNDECIDED, NotNow, Step
from exports.rules.refusals import Refusal
from materials.models import Programme

if TYPE_CHECKING:
    from exports.writers.package import Bundle

BUILD = "exports.build_extract"
READ, WRITE, CHECK, LOCK = "read", "write", "check", "lock"
STEPS = (READ, WRITE, CHECK, LOCK)


class NotTheirs(Exception):
    """Only a data steward approves as the steward, and only the study's principal as its principal."""


class SamePerson(Exception):
    """Both approvals by one person are one. Nothing has changed."""


@transaction.atomic
def request_extract(*, study: Study, programme: Programme, by, now: datetime) -> Release:
    """Ask for the rows of everybody who has said yes. Where a condition isn't met the ledger says which: refused.

    Raises LookupError for a programme outside the study, NothingNew while another extract of it is on its way.
    """
    if not study.programmes.filter(pk=programme.pk).exists():
        raise LookupError(programme.pk)
    Study.objects.select_for_update().get(pk=study.pk)
    if study.releases.filter(programme=programme, profile=Profile.RX, status__in=UNDECIDED).exists():
        raise NothingNew
    found, today = conditions(study, asks=by), timezone.localdate(now)
    period = half_year(today)
    release = ledger_line(study, None, period, requested_by=by, by=by, programme=programme, profile=Profile.RX)
    if lacks := lacking(found, today):
        return take(release, Step.REFUSE, by=by, refusal=_rules(lacks), ended_at=now)
    release.notice, release.locked_for = study.notice, found.public_key
    release.save(update_fields=["notice", "locked_for", "updated_at"])
    return release


def _rules(lacks: Sequence[Lacks | Refusal]) -> dict:
    return {"rules": [{"rule": lack} for lack in lacks]}


@transaction.atomic
def approve_as_principal(*, release: Release, by) -> Release:
    """The study's principal says that the study needs these rows. Raises OwnRequest, NotTheirs, SamePerson, NotNow."""
    release = _to_approve(release, by)
    if release.study.principal != by or not Study.objects.evaluated_by(by).filter(pk=release.study_id).exists():
        raise NotTheirs
    return _approve(release, "principal_approved", by)


@transaction.atomic
def approve_as_steward(*, release: Release, by) -> Release:
    """The data steward says that the rows may leave. `exports.access` has seen that `by` is one. Raises as above."""
    return _approve(_to_approve(release, by), "approved", by)


def _to_approve(release: Release, by) -> Release:
    locked = Release.objects.select_for_update().get(pk=release.pk)
    if locked.requested_by_id == by.pk:
        raise OwnRequest
    if locked.profile != Profile.RX or locked.status != Release.Status.PREVIEWED:
        raise NotNow(locked.status, Step.APPROVE)
    return locked


def _approve(release: Release, which: str, by) -> Release:
    """One of the two approvals; with the second the worker begins."""
    if getattr(release, f"{which}_at") is not None:
        raise NotNow(release.status, Step.APPROVE)
    if by.pk in (release.approved_by_id, release.principal_approved_by_id):
        raise SamePerson
    setattr(release, f"{which}_by", by)
    setattr(release, f"{which}_at", timezone.now())
    if release.approved_at is None or release.principal_approved_at is None:
        release.save()
        record("release.approved_by_one", release, by=by, who=which)
        return release
    take(release, Step.APPROVE, by=by)
    release.job = jobs.enqueue(BUILD, {"release": release.pk}, by=by)
    release.save(update_fields=["job", "updated_at"])
    return release


@jobs.register(BUILD, undone=pause_of)
def build_extract(progress: jobs.Progress) -> None:
    """The rows as they are today, checked, locked for the recipient and kept as bytes that nobody here can open."""
    release = begin(progress, what_has_ended)
    try:
        made, people, told = _make(release, progress)
    except _Refused as refused:
        with progress.finishing():
            refuse(held(release.pk), refused.rules)
        return
    with progress.finishing():
        release = held(release.pk)
        if release.status == Release.Status.BUILDING:  # not withdrawn while it was made
            _finish(release, made, people, told)


class _Refused(Exception):
    def __init__(self, *rules: dict):
        super().__init__(", ".join(rule["rule"] for rule in rules))
        self.rules = rules


def what_has_ended(release: Release) -> list[dict]:
    """What the extract was approved on and that no longer stands, as the ledger's rules."""
    if rules := authority_ended(release):
        return rules
    lacks = lacking(conditions(release.study, asks=release.requested_by), timezone.localdate())
    if release.study.notice != release.notice:
        lacks = (*lacks, Lacks.NOTICE)  # written anew: people say yes or no to it first
    return [{"rule": lack} for lack in dict.fromkeys(lacks)]


def _make(release: Release, progress: jobs.Progress) -> tuple["Bundle", list[int], dict]:
    """The locked file, whose rows it holds, and what the ledger tells of it. Raises _Refused."""
    from exports.writers.locked import locked  # here: its library costs every command and web process time

    def step(name: str) -> Callable[[], None]:
        def beat() -> None:
            progress(name, STEPS.index(name), len(STEPS))

        beat()
        return beat

    step(READ)
    key = _key(release)
    seats = seats_of(release.study, release.programme, release.notice)
    people = sorted(set(seats.order_by().values_list("participant", flat=True)))
    if not people:
        raise _Refused({"rule": Refusal.NOBODY})
    about = _about(release)
    opened, told = _written(release, seats, key, about, partial(step, WRITE))
    beat = step(CHECK)
    words = (about.code, about.ethics, about.agreement, about.dpia, about.destroy_by.isoformat())
    if findings := gate.check_extract(opened.content, evidence(release, key, words), beat):
        raise _Refused({"rule": Refusal.GATE, "found": sorted({finding.rule for finding in findings})})
    step(LOCK)
    # Whoever has opened it verifies the zip or a file out of it, so the hashes of all of them are kept, and no more.
    members = {opened.name: told["inner_sha256"], **opened.members}
    content = locked(opened.content, release.locked_for)
    return replace(opened, name=f"{opened.name}.age", content=content, members=members), people, told


def _written(release: Release, seats, key: bytes, about: About, writing: Callable) -> tuple["Bundle", dict]:
    """The package, and what the ledger tells of it. The rows end with it: the gate reads the package alone."""
    from exports.extract.package import package  # here: its libraries cost every command and web process 0.5 s
    from exports.extract.tables import tables

    rows = tables(seats, release.study, release.notice, key)
    made = package(stem_of(release), rows, about, writing())
    digest = sha256(made.content).hexdigest()
    return made, {"inner_sha256": digest, "rows": {name: len(found) for name, found in rows.items()}}


def _key(release: Release) -> bytes:
    """The study's key for this recipient, made at the first extract. Raises _Refused where it has been lost."""
    study, recipient = release.study, release.study.organisation
    known = PseudonymKey.objects.filter(study=study, organisation=recipient).first()
    try:
        if known is not None:
            return known_key(study, recipient, known.fingerprint)
    except KeyLost:
        raise _Refused({"rule": Refusal.KEY_LOST}) from None
    key = make_key(study, recipient)
    PseudonymKey.objects.get_or_create(
        study=study, organisation=recipient, defaults={"fingerprint": fingerprint_of(key)}
    )
    return key


def stem_of(release: Release) -> str:
    return f"ringar-{release.code}".lower()


def _about(release: Release) -> About:
    study = release.study
    return About(
        code=release.code,
        study=study.title,
        recipient=study.organisation.name,
        programme=release.programme.name,
        number=release.number,
        ethics=study.ethics_reference,
        agreement=study.agreement,
        dpia=study.dpia_reference,
        notice=release.notice.version,
        destroy_by=study.destroy_by,
    )


def _finish(release: Release, made: "Bundle", people: Sequence[int], told: dict) -> None:
    """The file, who is in it, and the end of the former delivery, which this one takes the place of."""
    now = timezone.now()
    archive = Archive.objects.create(
        profile=Profile.RX,
        format=Archive.Format.AGE,
        name=made.name,
        content=made.content,
        size=len(made.content),
        sha256=sha256(made.content).hexdigest(),
        members=made.members,
        receipt=told,
        codebook=codebook_of(description(stem_of(release), NO_ROWS, _about(release))),
    )
    ExtractPerson.objects.bulk_create(
        (ExtractPerson(release=release, participant_id=person) for person in people), batch_size=500
    )
    former = Release.objects.filter(
        study=release.study, programme=release.programme, profile=Profile.RX, status=Release.Status.READY
    )
    for one in former.select_for_update():
        take(one, Step.SUPERSEDE, by=PROGRAM, ended_at=now)
    finish(release, archive, now)
