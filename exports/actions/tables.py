"""What the worker does with approved open tables: write them from the batch's scientific files, check, archive.

Where those files are not made yet, they are made first, by the same code and the same gate.
"""

from django.db import transaction

from core import jobs
from exports import gate
from exports.actions.building import (
    Made,
    NotMade,
    RefusedByGate,
    archived,
    archives_of,
    carry_out,
    counted,
    keep,
    make,
)
from exports.actions.releases import BUILD_TABLES, pause_of
from exports.changes import codebook_of
from exports.dataset import dataset
from exports.document import About, pages
from exports.languages import languages_in
from exports.models import Archive, Batch, Profile
from exports.public.catalogue import FILMS, SHEETS
from exports.public.paper import told
from exports.public.receipt import kept, receipt
from exports.public.tables import OpenTables, open_tables
from exports.receipt import as_json
from exports.rules.refusals import Refusal

FILES, TABLES, WRITE, CHECK = "files", "tables", "write", "check"
STEPS = (FILES, TABLES, WRITE, CHECK)


@jobs.register(BUILD_TABLES, undone=pause_of)
def build_tables(progress: jobs.Progress) -> None:
    """The tables of the release's batch, made now or long since, become the release's."""
    carry_out(progress, lambda batch: _made(batch, progress))


def _made(batch: Batch, progress: jobs.Progress) -> Made:
    found = archived(batch, Profile.PT)
    return (found, []) if found else make_tables(batch, _scientific_files(batch, progress), progress)


def _scientific_files(batch: Batch, progress: jobs.Progress) -> Archive:
    """The batch's latest scientific files with their bytes; whoever asks for those gets the same ones later."""
    found = archived(batch)
    if found is None:

        def beat(step: str, done: int, total: int) -> None:
            progress(FILES, 0, len(STEPS))

        made = make(batch, counted(batch, beat), beat)
        with transaction.atomic():
            found = keep(made)
    return Archive.objects.get(pk=found.pk)


def make_tables(
    batch: Batch,
    source: Archive,
    progress: jobs.Progress,
    edition: int = 1,
    published: OpenTables | None = None,
) -> Made:
    """The finished files, checked and not yet saved. Raises NotMade, RefusedByGate.

    `published`: the tables of the former edition, which a corrected one has too."""
    from exports.writers import excel, package  # here: their libraries cost every command and web process 0.5 s

    progress(TABLES, STEPS.index(TABLES), len(STEPS))
    tables = published or open_tables(source.figures)
    if not tables.figures:
        raise NotMade([{"rule": Refusal.NO_TABLE}])
    lines, shown = receipt(tables), kept(tables)
    films = languages_in(row[0] for row in tables.figures.get(FILMS.name, ()))
    origin = {"name": source.name, "hash": f"sha256:{source.sha256}"}
    words = told(batch.programme.name, batch.period, edition, origin)
    about = About(batch.programme.name, batch.period, edition, lines, films, told=words)
    stem = f"ringar-pt-{batch.programme_id}-{batch.period}-{edition}".lower()
    progress(WRITE, STEPS.index(WRITE), len(STEPS))
    content = excel.workbook(pages(tables.figures, about, SHEETS))
    data = dataset(stem, tables.figures, about, shown, SHEETS)
    bundles = package.bundles(stem, package.files(data, content))
    progress(CHECK, STEPS.index(CHECK), len(STEPS))
    finished = {Archive.Format.XLSX: content} | {kind: bundle.content for kind, bundle in bundles.items()}
    if findings := gate.check_tables(finished, gate.known_of_tables(batch, bytes(source.content))):
        raise RefusedByGate(findings)
    facts = {
        "figures": tables.figures,
        "receipt": {"lines": as_json(lines), "kept": shown},
        "codebook": codebook_of(data),
    }
    return archives_of(batch, Profile.PT, edition, stem, content, bundles, facts)
