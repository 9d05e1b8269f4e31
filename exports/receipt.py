"""The privacy receipt: what was removed, coarsened, pooled and withheld, by which rule, how much of it.

Kept as codes and rounded numbers; told in two languages in the file and in the reader's on screen.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from statistics import fmean

from disclosure import MIN_CIRCLES, midpoint6
from evaluation.catalogue import instruments
from exports.columns import (
    CHARACTERISTICS,
    MODEL,
    NOT_APPLICABLE,
    OUTCOMES,
    STATISTICS,
    WITHHELD,
    Kind,
    Sheet,
    Words,
    sheets_in,
)
from exports.detail import Detail, detail
from exports.public import lines as public
from exports.rules.classes import K_LEAST


class Line(StrEnum):
    REMOVED = "removed"
    ROUNDED = "rounded"
    POOLED = "pooled"
    WITHHELD = "withheld"
    LEFT_OUT = "left_out"
    COMPARE = "compare"
    # Of A_characteristics, where the file has it, and why it hasn't.
    CLASSES = "classes"
    COARSENED = "coarsened"
    SUPPRESSED = "suppressed"
    COMPARE_PEOPLE = "compare_people"
    TOO_FEW_PEOPLE = "too_few_people"
    TOO_FEW_CIRCLES = "too_few_circles"
    TOO_COARSE = "too_coarse"
    # Of B_outcomes and S_statistics, instrument by instrument.
    GROUPED = "grouped"
    TOO_FEW_PAIRS = "too_few_pairs"
    NO_PAIR = "no_pair"
    NO_STATISTICS = "no_statistics"
    TOO_ALIKE = "too_alike"
    NO_MODEL = "no_model"
    GROUPS_HIDDEN = "groups_hidden"
    COMPARE_ANSWERS = "compare_answers"


# Known only while the answers are at hand.
OF_ANSWERS = (Line.GROUPED, Line.TOO_FEW_PAIRS, Line.NO_PAIR, Line.NO_STATISTICS, Line.TOO_ALIKE, Line.NO_MODEL)
HELD_BACK = (Line.TOO_FEW_PEOPLE, Line.TOO_FEW_CIRCLES, Line.TOO_COARSE)
WHAT_TO_COMPARE = (Line.COMPARE, Line.COMPARE_PEOPLE)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line. `number` of `of` are cells of the published tables, or fields; people in midpoints of six only.

    `columns` are those of A that the line is about, or an instrument; `others` those it denies.
    """

    line: str
    number: int | None = None
    of: int | None = None
    columns: Sequence[str] = ()
    others: Sequence[str] = ()


FIELDS_REMOVED = 7  # card, date, place, circle, leader, municipality, free text


Figures = Mapping[str, Sequence[Sequence]]


def receipt(
    figures: Figures, k: int = K_LEAST, refused: Sequence[Mapping] = (), answers: Sequence[Entry] = ()
) -> list[Entry]:
    """The receipt of these published figures. `refused`: why A is not among them, rule by rule. `answers`: what was
    written down of B and S while they were made."""
    pooled = [sheet for sheet in sheets_in(figures) if sheet is not STATISTICS]  # whose groups have a line of their own
    cells = [value for sheet in pooled for value in _counts(sheet, figures[sheet.name])]
    withheld = sum(value == WITHHELD for value in cells)
    return [
        Entry(Line.REMOVED, FIELDS_REMOVED),
        *_of_people(figures, k),
        *(Entry(rule["rule"], rule.get("missing"), rule.get("needed")) for rule in refused),
        Entry(Line.ROUNDED, len(cells) - withheld),
        Entry(Line.POOLED, len(cells) - withheld),
        Entry(Line.WITHHELD, withheld, len(cells)),
        *answers,
        *_of_groups(figures),
        Entry(Line.LEFT_OUT),
        _compare(figures),
    ]


def _of_people(figures: Figures, k: int) -> list[Entry]:
    found = _detail(figures)
    if found is None:
        return []
    people = midpoint6(found.people)
    return [
        Entry(Line.CLASSES, k),
        *(Entry(Line.COARSENED, midpoint6(n), people, (column,)) for column, n in found.coarsened.items() if n),
        Entry(Line.SUPPRESSED, midpoint6(found.hidden), people),
    ]


def _of_groups(figures: Figures) -> list[Entry]:
    rows = figures.get(STATISTICS.name, ())
    if not rows:
        return []
    people = _groups(rows)
    return [Entry(Line.GROUPS_HIDDEN, people.count(WITHHELD), len(people)), Entry(Line.COMPARE_ANSWERS)]


def _groups(rows: Sequence[Sequence]) -> list[int]:
    """n of each group of S in which there is anybody."""
    return [n for n in (row[STATISTICS.header.index("n")] for row in rows) if n]


def _compare(figures: Figures) -> Entry:
    found = _detail(figures)
    if found is None or not found.compared:
        return Entry(Line.COMPARE)
    return Entry(Line.COMPARE_PEOPLE, columns=found.compared, others=found.not_compared)


def _detail(figures: Figures) -> Detail | None:
    rows = figures.get(CHARACTERISTICS.name)
    return detail(rows) if rows else None


def kept(figures: Figures, answers: Sequence[Entry] = ()) -> dict[str, int]:
    """How much is left to read, in whole percent: of A the detail of each column, of B the spread of the change, of
    the rest the cells shown."""
    found = _detail(figures)
    of_people = {column: round(100 * share) for column, share in found.kept.items()} if found else {}
    spread = [entry.number for entry in answers if entry.line == Line.GROUPED]
    of_answers = {OUTCOMES.name: round(fmean(spread))} if spread else {}
    counted = [sheet for sheet in sheets_in(figures) if sheet not in (CHARACTERISTICS, OUTCOMES, MODEL)]
    return of_people | of_answers | {sheet.name: _percent_kept(_shown(sheet, figures)) for sheet in counted}


def _shown(sheet: Sheet, figures: Figures) -> list[int]:
    """The counts of a sheet; of S one a group, whatever else is told of it."""
    rows = figures[sheet.name]
    return _groups(rows) if sheet is STATISTICS else _counts(sheet, rows)


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
    return [{key: value for key, value in asdict(entry).items() if value not in (None, ())} for entry in entries]


def refused_in(entries: Sequence[dict]) -> list[dict]:
    """Why A is not in the file whose receipt this is: what `receipt` was given as `refused`."""
    found = [entry for entry in from_json(entries) if entry.line in HELD_BACK]
    return [{"rule": entry.line, "missing": entry.number, "needed": entry.of} for entry in found]


def answers_in(entries: Sequence[dict]) -> list[Entry]:
    """What `receipt` was given as `answers`."""
    return [entry for entry in from_json(entries) if entry.line in OF_ANSWERS]


def from_json(entries: Sequence[dict]) -> list[Entry]:
    return [Entry(**entry) for entry in entries]


def said(entry: Entry) -> Words:
    """The line in both languages."""
    words = _LINES.get(entry.line) or public.LINES[entry.line]
    facts = {"number": entry.number, "of": entry.of, "circles": MIN_CIRCLES}
    named = [called(column) for column in entry.columns]
    denied = [*NEVER_COMPARED, *(column_words(column) for column in entry.others)]
    swedish = {"columns": _row([w.sv for w in named], "och"), "others": _row([w.sv for w in denied], "eller")}
    english = {"columns": _row([w.en for w in named], "and"), "others": _row([w.en for w in denied], "or")}
    return Words(words.sv.format(**facts, **swedish), words.en.format(**facts, **english))


NEVER_COMPARED = (Words("cirklar", "circles"), Words("kommuner", "municipalities"))


def called(name: str) -> Words:
    """What an instrument or a column of A is called within a sentence."""
    one = instruments().get(name)
    return Words(one.name["sv"], one.name["en"]) if one else column_words(name)


def column_words(name: str) -> Words:
    """What a column of A, or an open table, is called within a sentence."""
    if name in public.TITLES:
        return public.TITLES[name]
    return next(column.label for column in CHARACTERISTICS.columns if column.name == name).within


def _row(words: Sequence[str], last: str) -> str:
    """ "kön, ålder och period" """
    *first, end = words or [""]
    return f"{', '.join(first)} {last} {end}" if first else end


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
    Line.CLASSES: Words(
        "A_characteristics: minst {number} personer från minst två cirklar har samma uppgifter i alla kolumner.",
        "A_characteristics: at least {number} people of at least two circles read alike in every column.",
    ),
    Line.COARSENED: Words(
        "Gjort grövre, {columns}: ungefär {number} av {of} personer.",
        "Coarsened, {columns}: about {number} of {of} people.",
    ),
    Line.SUPPRESSED: Words(
        "Helt dolda: ungefär {number} av {of} personer har * i alla kolumner.",
        "Hidden: about {number} of {of} people have * in every column.",
    ),
    Line.TOO_FEW_PEOPLE: Words(
        "Hålls tillbaka: A_characteristics. Minst {of} personer behövs och ungefär {number} fattas.",
        "Held back: A_characteristics. At least {of} people are needed and about {number} are missing.",
    ),
    Line.TOO_FEW_CIRCLES: Words(
        "Hålls tillbaka: A_characteristics. Minst {of} cirklar behövs och {number} fattas.",
        "Held back: A_characteristics. At least {of} circles are needed and {number} are missing.",
    ),
    Line.TOO_COARSE: Words(
        "Hålls tillbaka: A_characteristics. Mer än var tjugonde person hade behövt döljas helt.",
        "Held back: A_characteristics. More than one person in twenty would have had to be hidden.",
    ),
    Line.GROUPED: Words(
        "B_outcomes, {columns}: medel av minst fem personer. Av förändringens standardavvikelse är {number} % kvar.",
        "B_outcomes, {columns}: means of at least five people. The change has {number} % of its standard deviation.",
    ),
    Line.TOO_FEW_PAIRS: Words(
        "Hålls tillbaka: B_outcomes för {columns}. Minst {of} som svarat på allt före och efter behövs och ungefär "
        "{number} fattas.",
        "Held back: B_outcomes for {columns}. At least {of} who answered all before and after are needed and about "
        "{number} are missing.",
    ),
    Line.NO_PAIR: Words(
        "Inte med för {columns}: ungefär {number} av {of} personer. De svarade inte på allt både före och efter, eller "
        "deras dos är okänd.",
        "Left out for {columns}: about {number} of {of} people. They did not answer all both before and after, or "
        "their dose is unknown.",
    ),
    Line.NO_STATISTICS: Words(
        "Hålls tillbaka: S_statistics för {columns}. Minst tio personer från tre cirklar behövs, och fem utanför varje "
        "cirkel.",
        "Held back: S_statistics for {columns}. At least ten people of three circles are needed, and five outside each "
        "circle.",
    ),
    Line.TOO_ALIKE: Words(
        "Hålls tillbaka: B_outcomes och S_statistics för {columns}. Mer än sex av tio svarade exakt lika.",
        "Held back: B_outcomes and S_statistics for {columns}. More than six in ten answered exactly alike.",
    ),
    Line.NO_MODEL: Words(
        "Hålls tillbaka: S_model för {columns}. Färre än hundra har svarat, svaren är för lika, eller modellen "
        "har ingen lösning.",
        "Held back: S_model for {columns}. Fewer than a hundred have answered, the answers are too alike, or the model "
        "has no solution.",
    ),
    Line.GROUPS_HIDDEN: Words(
        "S_statistics: {number} av {of} grupper visas inte (kod −96): för små, för lika svar, eller så kunde en annan "
        "räknas ut.",
        "S_statistics: {number} of {of} groups are withheld (code −96): too small, answers too alike, or another "
        "could be worked out.",
    ),
    Line.COMPARE_ANSWERS: Words(
        "Du kan jämföra före och efter, i grupper efter kön, dos eller ålder. Du kan inte följa en person mellan "
        "tabeller.",
        "You can compare before and after, in groups by sex, dose or age. You cannot follow a person between tables.",
    ),
    Line.COMPARE_PEOPLE: Words(
        "Du kan jämföra träffar, moduler, filmer och steg, och personer efter {columns}. Du kan inte jämföra {others}.",
        "You can compare sessions, modules, films and steps, and people by {columns}. You cannot compare {others}.",
    ),
    Line.COMPARE: Words(
        "Du kan jämföra träffar, moduler, filmer och steg. Du kan inte jämföra cirklar, kommuner eller personer.",
        "You can compare sessions, modules, films and steps. You cannot compare circles, municipalities or people.",
    ),
}
