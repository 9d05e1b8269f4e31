"""Open tables on screen: what can be asked for, the tables themselves, and their receipt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from core.templatetags.ui import Bar
from evaluation.models import Study
from exports.actions.building import archived
from exports.columns import NOT_APPLICABLE, OTHER, OUTSIDE, WITHHELD, Column, Kind
from exports.models import Archive, Batch, Profile, Release
from exports.pages import Receipt, ReceiptLine
from exports.public import words
from exports.public.catalogue import ALL, FILMS, REST, TABLES, TITLES, OpenTable
from exports.public.lines import Line
from exports.public.tables import Row, open_tables
from exports.receipt import from_json
from exports.words import in_readers_language
from materials.models import Programme
from organisations.models import Language


@dataclass(frozen=True)
class OpenAsk:
    """A programme of the study, and the fixed batch of which its open tables can be asked for."""

    programme: Programme
    batch: Batch | None
    is_complete: bool  # everything fixed so far is asked for


def open_asks(study: Study) -> list[OpenAsk]:
    fixed = {batch.programme_id: batch for batch in Batch.objects.open_to(study, Profile.PT).order_by("-period")}
    known = set(Batch.objects.values_list("programme_id", flat=True))
    return [
        OpenAsk(programme, batch, batch is None and programme.pk in known)
        for programme in study.programmes.order_by("pk")
        for batch in [fixed.get(programme.pk)]
    ]


@dataclass(frozen=True)
class ShownRow:
    label: str
    cells: list[str | None]  # "" where a number is withheld, None where there is none
    is_total: bool = False


@dataclass(frozen=True)
class ShownTable:
    name: str
    title: str
    head: list[str]
    rows: list[ShownRow]
    is_wide: bool = False


@dataclass(frozen=True)
class ShownTables:
    """The tables of a release. `is_preview`: it isn't made yet; `waits_for_files`: nor are those it is written from."""

    tables: list[ShownTable] = field(default_factory=list)
    is_preview: bool = False
    waits_for_files: bool = False
    not_written: list[tuple[str, str]] = field(default_factory=list)  # a table, and why


def tables_of(release: Release, *, decides: bool) -> ShownTables | None:
    """As they left the house; before that, to whoever decides, as they would."""
    if release.archive is not None:
        return ShownTables(_shown(release.archive.figures))
    if not decides or release.batch is None or release.status not in ("requested", "previewed"):
        return None
    source = archived(release.batch)
    if source is None:
        return ShownTables(is_preview=True, waits_for_files=True)
    found = open_tables(source.figures)
    return ShownTables(_shown(found.figures), True, False, [_why(gap) for gap in found.refused])


def _why(gap: Mapping) -> tuple[str, str]:
    title = in_readers_language(TITLES[gap["table"]])
    return title, str(words.RULES[gap["rule"]]) if gap["rule"] in words.RULES else words.rule_sentence(gap)


def _shown(figures: Mapping[str, Sequence[Row]]) -> list[ShownTable]:
    return [
        (_crossed if len(table.dimensions) == 2 else _listed)(table, figures[table.name])
        for table in TABLES
        if table.name in figures
    ]


def _listed(table: OpenTable, rows: Sequence[Row]) -> ShownTable:
    """A row a category."""
    first, *numbers = table.sheet.columns
    languages = Language.objects.in_bulk([row[0] for row in rows]) if first.name == "language" else {}
    told = [
        ShownRow(_begun(str(languages.get(row[0]) or _label(first, row[0]))), _cells(numbers, row[1:]), row[0] == ALL)
        for row in rows
    ]
    head = [in_readers_language(column.label) for column in table.sheet.columns]
    title = in_readers_language(table.sheet.title)
    codes = [row[0] for row in rows]
    return ShownTable(table.name, title, head, _worth_showing(told, codes, table is FILMS))


def _crossed(table: OpenTable, rows: Sequence[Row]) -> ShownTable:
    """One dimension down and one across; the shares are left to the file."""
    down, across, people, _percent = table.sheet.columns
    counts = {(row[0], row[1]): row[2] for row in rows}
    codes = list(dict.fromkeys(row[1] for row in rows))
    told = [
        ShownRow(_label(down, code), [_cell(people, counts[code, other]) for other in codes], code == ALL)
        for code in dict.fromkeys(row[0] for row in rows)
    ]
    head = [in_readers_language(down.label), *(_label(across, code) for code in codes)]
    title = in_readers_language(table.sheet.title)
    shown = _worth_showing(told, list(dict.fromkeys(row[0] for row in rows)))
    return ShownTable(table.name, title, head, shown, is_wide=True)


def _worth_showing(rows: Sequence[ShownRow], codes: Sequence[str | int], is_long: bool = False) -> list[ShownRow]:
    """Without the rows at the edge of which nothing is written: they are in the file."""
    at_the_edge = (REST, OTHER, OUTSIDE)
    return [
        row
        for row, code in zip(rows, codes, strict=True)
        if any(row.cells) or not (is_long or code in at_the_edge or set(row.cells) == {None})
    ]


def _cells(columns: Sequence[Column], values: Sequence[int]) -> list[str | None]:
    return [_cell(column, value) for column, value in zip(columns, values, strict=True)]


def _cell(column: Column, value: int) -> str | None:
    if value in (WITHHELD, NOT_APPLICABLE):
        return "" if value == WITHHELD else None
    return f"{value}\u00a0%" if column.kind is Kind.PERCENT else str(value)


def _label(column: Column, value: str | int) -> str:
    """The value's name; an ordinal is its own."""
    return _begun(in_readers_language(column.values[value]) if value in column.values else str(value))


def _begun(label: str) -> str:
    return label[:1].upper() + label[1:]


def open_receipt(archive: Archive) -> Receipt:
    entries = [entry for entry in from_json(archive.receipt["lines"]) if entry.line != Line.COMPARE]
    lines = [ReceiptLine(words.title(entry), words.number(entry), words.reason(entry)) for entry in entries]
    kept = [
        Bar(in_readers_language(TITLES[name]), percent, f"{percent} %")
        for name, percent in archive.receipt["kept"].items()
    ]
    return Receipt(lines, *words.to_compare(), kept)
