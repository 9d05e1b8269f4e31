"""The privacy receipt: what was removed, coarsened, pooled and withheld, by which rule, how much of it.

Kept as codes and rounded numbers; told in two languages in the file and in the reader's on screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum

from disclosure import MIN_CIRCLES
from exports.columns import NOT_APPLICABLE, SHEETS, WITHHELD, Kind, Sheet, Words


class Line(StrEnum):
    REMOVED = "removed"
    ROUNDED = "rounded"
    POOLED = "pooled"
    WITHHELD = "withheld"
    LEFT_OUT = "left_out"
    COMPARE = "compare"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `number` of `of` are cells of the published tables, or fields: never people."""

    line: str
    number: int | None = None
    of: int | None = None


FIELDS_REMOVED = 7  # card, date, place, circle, leader, municipality, free text


def receipt(figures: Mapping[str, Sequence[Sequence]]) -> list[Entry]:
    """The receipt of these published figures."""
    cells = [value for sheet in SHEETS for value in _counts(sheet, figures[sheet.name])]
    withheld = sum(value == WITHHELD for value in cells)
    return [
        Entry(Line.REMOVED, FIELDS_REMOVED),
        Entry(Line.ROUNDED, len(cells) - withheld),
        Entry(Line.POOLED, len(cells) - withheld),
        Entry(Line.WITHHELD, withheld, len(cells)),
        Entry(Line.LEFT_OUT),
        Entry(Line.COMPARE),
    ]


def kept(figures: Mapping[str, Sequence[Sequence]]) -> dict[str, int]:
    """How much of each sheet is left to read: whole percent of its counts that are not withheld."""
    return {sheet.name: _percent_kept(_counts(sheet, figures[sheet.name])) for sheet in SHEETS}


def _counts(sheet: Sheet, rows: Sequence[Sequence]) -> list[int]:
    return [
        value
        for row in rows
        for column, value in zip(sheet.columns, row, strict=True)
        if column.kind is Kind.COUNT and value != NOT_APPLICABLE
    ]


def _percent_kept(counts: Sequence[int]) -> int:
    return round(100 * sum(value != WITHHELD for value in counts) / len(counts)) if counts else 0


def as_json(entries: Sequence[Entry]) -> list[dict]:
    return [{key: value for key, value in asdict(entry).items() if value is not None} for entry in entries]


def from_json(entries: Sequence[dict]) -> list[Entry]:
    return [Entry(**entry) for entry in entries]


def said(entry: Entry) -> Words:
    """The line in both languages."""
    words = _LINES[entry.line]
    facts = {"number": entry.number, "of": entry.of, "circles": MIN_CIRCLES}
    return Words(words.sv.format(**facts), words.en.format(**facts))


_LINES: dict[str, Words] = {
    Line.REMOVED: Words(
        "Borttaget: {number} fält (kort, datum, plats, cirkel, ledare, kommun, fritext).",
        "Removed: {number} fields (card, date, place, circle, leader, municipality, free text).",
    ),
    Line.ROUNDED: Words(
        "Avrundat: {number} celler, till mitten av sex (0 är 0, 1–6 blir 3, 7–12 blir 9).",
        "Rounded: {number} cells, to the midpoint of six (0 is 0, 1–6 becomes 3, 7–12 becomes 9).",
    ),
    Line.POOLED: Words(
        "Sammanlagt: {number} celler, var och en från minst {circles} cirklar.",
        "Pooled: {number} cells, each from at least {circles} circles.",
    ),
    Line.WITHHELD: Words(
        "Visas inte: {number} av {of} celler, från färre än {circles} cirklar (kod −96).",
        "Withheld: {number} of {of} cells, from fewer than {circles} circles (code −96).",
    ),
    Line.LEFT_OUT: Words(
        "Utanför: personer med skyddade uppgifter, och personer som redan finns i ett tidigare underlag.",
        "Left out: people with protected identity, and people who are in an earlier population already.",
    ),
    Line.COMPARE: Words(
        "Du kan jämföra träffar, moduler, filmer och steg. Du kan inte jämföra cirklar, kommuner, grupper "
        "eller personer.",
        "You can compare sessions, modules, films and steps. You cannot compare circles, municipalities, "
        "groups or people.",
    ),
}
