"""What the worker does with an approved release: count, write, check, archive. Once, however often begun."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.utils import timezone

from core import jobs
from exports import gate
from exports.actions.releases import BUILD, pause_of
from exports.actions.work import authority_ended, begin, finish, held, refuse
from exports.changes import codebook_of
from exports.columns import ATTENDANCE, CHARACTERISTICS, DELIVERY, FLOW, MODEL, OUTCOMES, STATISTICS
from exports.dataset import dataset
from exports.document import About, pages
from exports.figures.attendance import attendance
from exports.figures.characteristics import characteristics
from exports.figures.delivery import delivery
from exports.figures.flow import flow
from exports.figures.model import models
from exports.figures.outcomes import outcomes
from exports.figures.pairs import pairs_in, people_in_question
from exports.figures.published import Row
from exports.figures.statistics import statistics
from exports.languages import languages_in
from exports.models import Archive, Batch, Profile, Release
from exports.receipt import Entry, as_json, kept, receipt
from exports.rules.refusals import Refusal

if TYPE_CHECKING:
    from exports.writers.package import Bundle

# People first: what is drawn is known to the gate while it checks, and to nobody afterwards.
COUNTS: tuple[tuple[str, Callable[[Batch], list[Row]]], ...] = (
    (ATTENDANCE.name, attendance),
    (DELIVERY.name, delivery),
    (FLOW.name, flow),
)
WRITE, CHECK = "write", "check"
STEPS = (CHARACTERISTICS.name, OUTCOMES.name, STATISTICS.name, *(name for name, _ in COUNTS), WRITE, CHECK)

Figures = dict[str, list[Row]]
Made = tuple[Archive, list[Archive]]  # the workbook, and the other formats


class RefusedByGate(Exception):
    def __init__(self, findings: list[gate.Finding]):
        super().__init__(", ".join(sorted({finding.rule for finding in findings})))
        self.told = [{"rule": Refusal.GATE, "found": sorted({finding.rule for finding in findings})}]


class NotMade(Exception):
    """The published figures are too few for any of it. The rules are the ledger's."""

    def __init__(self, rules: Sequence[dict]):
        super().__init__(", ".join(rule["rule"] for rule in rules))
        self.told = list(rules)


@jobs.register(BUILD, undone=pause_of)
def build_release(progress: jobs.Progress) -> None:
    """The file of the release's batch, made now or long since, becomes the release's."""
    carry_out(progress, lambda batch: _made(batch, progress))


def _made(batch: Batch, progress: jobs.Progress) -> Made:
    found = archived(batch)
    return (found, []) if found else make(batch, counted(batch, progress), progress)


def carry_out(progress: jobs.Progress, files_of: Callable[[Batch], Made]) -> None:
    """Whatever is made of a batch: begun while it may be, refused by rule, or archived and ready."""
    release = begin(progress, authority_ended)
    try:
        made = files_of(release.batch)
    except (RefusedByGate, NotMade) as refused:
        with progress.finishing():
            refuse(held(release.pk), refused.told)
        return
    with progress.finishing():
        release = held(release.pk)
        if release.status == Release.Status.BUILDING:  # not withdrawn while it was made
            finish(release, keep(made), timezone.now())


def keep(made: Made) -> Archive:
    """The files in the archive. Another study's release may have put the batch's files there meanwhile: then it is
    those, whose ids are others."""
    workbook, others = made
    Batch.objects.select_for_update().get(pk=workbook.batch_id)
    found = Archive.objects.filter(
        batch=workbook.batch_id, profile=workbook.profile, format=workbook.format, edition=workbook.edition
    ).first()
    if found is not None:
        return found
    workbook.save()
    for other in others:
        other.save()
    return workbook


def archived(batch: Batch, profile: str = Profile.SF) -> Archive | None:
    """The batch's latest file of the profile, without its bytes."""
    found = Archive.objects.filter(batch=batch, profile=profile, format="xlsx")
    return found.defer("content", "figures").order_by("-edition").first()


@dataclass(frozen=True)
class Counted:
    """What a file is written from. `seats`: id → seat, of A and of B, None for a later edition; `refused`: why A is not
    in it; `answers`: what the receipt tells of B and S."""

    figures: Figures
    seats: Mapping[str, int] | None = None
    refused: Sequence[Mapping] = ()
    answers: Sequence[Entry] = ()


def counted(batch: Batch, progress: jobs.Progress) -> Counted:
    progress(CHARACTERISTICS.name, 0, len(STEPS))
    drawn = characteristics(batch)
    figures = {CHARACTERISTICS.name: drawn.rows} if drawn.rows else {}
    progress(OUTCOMES.name, 1, len(STEPS))
    pairs = pairs_in(batch)
    grouped = outcomes(pairs, people=people_in_question(batch), used_ids=drawn.seats)
    progress(STATISTICS.name, 2, len(STEPS))
    of_answers = {OUTCOMES.name: grouped.rows, STATISTICS.name: statistics(pairs)}
    of_answers[MODEL.name], without = models(pairs)
    figures |= {name: rows for name, rows in of_answers.items() if rows}
    for done, (name, count) in enumerate(COUNTS, start=3):
        progress(name, done, len(STEPS))
        figures[name] = count(batch)
    return Counted(figures, {**drawn.seats, **grouped.seats}, drawn.refused, [*grouped.lines, *without])


def make(batch: Batch, counts: Counted, progress: jobs.Progress, edition: int = 1) -> Made:
    """The finished files, checked and not yet saved. Raises RefusedByGate."""
    from exports.writers import excel, package  # here: their libraries cost every command and web process 0.5 s

    progress(WRITE, STEPS.index(WRITE), len(STEPS))
    figures = counts.figures
    lines = receipt(figures, batch.k, counts.refused, counts.answers)
    shown = kept(figures, counts.answers)
    films = languages_in(row[3] for row in figures[DELIVERY.name] if row[0] == "film")
    about = About(batch.programme.name, batch.period, edition, lines, films)
    stem = f"ringar-sf-{batch.programme_id}-{batch.period}-{edition}".lower()
    content = excel.workbook(pages(figures, about))
    data = dataset(stem, figures, about, shown)
    files = package.files(data, content)
    bundles = package.bundles(stem, files)
    progress(CHECK, STEPS.index(CHECK), len(STEPS))
    finished = {Archive.Format.XLSX: content} | {kind: bundle.content for kind, bundle in bundles.items()}
    if findings := gate.check_all(finished, gate.evidence(batch, counts.seats)):
        raise RefusedByGate(findings)
    told = {"lines": as_json(lines), "kept": shown}
    facts = {"figures": figures, "receipt": told, "codebook": codebook_of(data)}
    return archives_of(batch, Profile.SF, edition, stem, content, bundles, facts)


def archives_of(
    batch: Batch,
    profile: str,
    edition: int,
    stem: str,
    content: bytes,
    bundles: Mapping[str, "Bundle"],
    facts: Mapping,
) -> Made:
    """The workbook with its facts, and the other formats beside it; none of it saved."""
    common = {"batch": batch, "profile": profile, "edition": edition}
    workbook = Archive(**common, **_bytes(f"{stem}.xlsx", content), **facts)
    return workbook, [
        Archive(**common, **_bytes(one.name, one.content), format=kind, workbook=workbook, members=one.members)
        for kind, one in bundles.items()
    ]


def _bytes(name: str, content: bytes) -> dict:
    return {"name": name, "content": content, "size": len(content), "sha256": sha256(content).hexdigest()}
