"""The circle that the lines above a table speak of."""

import re
from dataclasses import replace

from circles.rules.register_reading.cells import read_language, read_leaders, read_municipality, read_title
from circles.rules.register_reading.grid import clean
from circles.rules.register_reading.headings import Field, field_of
from circles.rules.register_reading.known import Known
from circles.rules.register_reading.layout import MATRIX, Block, Fact
from circles.rules.register_reading.lines import CircleSeen
from circles.rules.register_reading.notes import Notes
from circles.rules.register_reading.remarks import Place

# Names that a sheet has by itself, or that say nothing of the circle.
_NO_TITLE = re.compile(
    r"(blad|sheet|ark|tabell|table|лист|ورقة)?\s*\d*|närvaro.*|deltagar.*|lista.*|(ht|vt|höst|vår)\w*\s*[-']?\d*|"
    r"(jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)\w*\s*-?\d*|\d+",
    re.IGNORECASE,
)


def fact_place(block: Block, fact: Fact) -> Place:
    return Place(fact.sheet or block.sheet.title, fact.row, fact.column)


def circle_above(block: Block, known: Known, notes: Notes) -> CircleSeen:
    """The circle of a matrix, or what the rows of a list don't say themselves."""
    facts, place = block.facts, Place(block.sheet.title, block.heading_row)

    def read(field: Field, reader, nothing, *more):
        fact = facts.get(field)
        return reader(fact.value, fact_place(block, fact), *more) if fact else nothing

    seen = CircleSeen(
        read(Field.CIRCLE, read_title, "", notes),
        read(Field.MUNICIPALITY, read_municipality, "", known, notes),
        read(Field.LANGUAGE, read_language, "", known, notes),
        read(Field.LEADER, read_leaders, (), known, notes),
        place,
    )
    return _with_bare_lines(seen, block, known, notes)


_BETWEEN = re.compile(r"\s*[,;|·/]\s*|\s+[–-]\s+")
_LEAST_LETTERS = 4  # "som" is a word before it is a code of Somali


def _with_bare_lines(seen: CircleSeen, block: Block, known: Known, notes: Notes) -> CircleSeen:
    """What no label names: a line above the table, or the sheet's name, that is a municipality, a language, a leader.

    Taken only where it is exactly one of those we know, and told.
    """
    parts = [part for text in (*block.above, clean(block.sheet.title)) for part in _BETWEEN.split(text) if part]
    labelled = [(field_of(first), rest) for first, _, rest in (part.partition(" ") for part in parts) if rest]

    def find(field: Field, code_of):
        if field in block.facts or field in block.columns:
            return None
        rests = [rest for named, rest in labelled if named is field]
        return next(
            (found for text in (*rests, *parts) if len(text) >= _LEAST_LETTERS and (found := code_of(text))), None
        )

    found = {
        "municipality": find(Field.MUNICIPALITY, known.municipalities.code),
        "language": find(Field.LANGUAGE, known.languages.code),
        "leaders": find(Field.LEADER, lambda text: (leader.name,) if (leader := known.leader(text)) else None),
    }
    if told := {name: value for name, value in found.items() if value}:
        notes.doubt(seen.place, "facts_from_heading")
    return replace(seen, **told)


def circle_of_row(
    block: Block, columns: dict[Field, int], number: int, above: CircleSeen, known: Known, notes: Notes
) -> CircleSeen:
    """The circle that a row names itself; what it has no column for stands above the table.

    Across a matrix the lines above win: a column there tells of the person, her language or her town.
    """
    stands = (above.municipality, above.language, above.leaders) if block.kind == MATRIX else ("", "", ())

    def read(field: Field, reader, otherwise, stated, *more):
        if field not in columns or stated:
            return otherwise
        return reader(block.sheet.spread(number, columns[field]), place(field), *more) or otherwise

    def place(field: Field) -> Place:
        return Place(block.sheet.title, number, columns[field])

    title = read(Field.CIRCLE, read_title, above.title, "", notes)
    if not title and Field.CIRCLE in columns:
        notes.error(place(Field.CIRCLE), "title_missing", Field.CIRCLE)
    is_here = Field.CIRCLE in columns or block.kind != MATRIX
    return CircleSeen(
        title,
        read(Field.MUNICIPALITY, read_municipality, above.municipality, stands[0], known, notes),
        read(Field.LANGUAGE, read_language, above.language, stands[1], known, notes),
        read(Field.LEADER, read_leaders, above.leaders, stands[2], known, notes),
        Place(block.sheet.title, number) if is_here else above.place,
    )


def _bare_title(text: str) -> str:
    """ "Närvarolista för Vägar vidare 14" → "Vägar vidare 14"."""
    return re.sub(r"^(?:närvarolista|närvaro|deltagarlista|lista)(?:\s+för)?\s*[:–-]?\s+", "", clean(text), flags=re.I)


def title_elsewhere(block: Block, known: Known, notes: Notes) -> str:
    """A title that no label names: a line above that begins like a programme's, or the sheet's name."""
    place = Place(block.sheet.title, block.heading_row)
    for text in (*map(_bare_title, block.above), clean(block.sheet.title)):
        is_sheet = text == clean(block.sheet.title) and not _NO_TITLE.fullmatch(text)
        if len(text) <= 80 and (known.programme(text) or is_sheet):
            notes.doubt(place, "title_from_sheet", Field.CIRCLE)
            return text
    notes.error(place, "title_missing", Field.CIRCLE)
    return ""
