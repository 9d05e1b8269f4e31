"""The circle that the lines above a table speak of."""

import re

from circles.rules.register_reading.cells import read_language, read_leaders, read_municipality, read_title
from circles.rules.register_reading.grid import clean
from circles.rules.register_reading.headings import Field
from circles.rules.register_reading.known import Known
from circles.rules.register_reading.layout import Block, Fact
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
    return Place(block.sheet.title, fact.row, fact.column)


def circle_above(block: Block, known: Known, notes: Notes) -> CircleSeen:
    """The circle of a matrix, or what the rows of a list don't say themselves."""
    facts, place = block.facts, Place(block.sheet.title, block.heading_row)

    def read(field: Field, reader, nothing, *more):
        fact = facts.get(field)
        return reader(fact.value, fact_place(block, fact), *more) if fact else nothing

    return CircleSeen(
        read(Field.CIRCLE, read_title, "", notes),
        read(Field.MUNICIPALITY, read_municipality, "", known, notes),
        read(Field.LANGUAGE, read_language, "", known, notes),
        read(Field.LEADER, read_leaders, (), known, notes),
        place,
    )


def title_elsewhere(block: Block, known: Known, notes: Notes) -> str:
    """A title that no label names: a line above that begins like a programme's, or the sheet's name."""
    place = Place(block.sheet.title, block.heading_row)
    for text in (*map(clean, block.above), clean(block.sheet.title)):
        is_sheet = text == clean(block.sheet.title) and not _NO_TITLE.fullmatch(text)
        if len(text) <= 80 and (known.programme(text) or is_sheet):
            notes.doubt(place, "title_from_sheet", Field.CIRCLE)
            return text
    notes.error(place, "title_missing", Field.CIRCLE)
    return ""
