"""People down, dates across: each cell where they meet is a line."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from circles.rules.register import Mark
from circles.rules.register_reading.cells import (
    check_day,
    read_day,
    read_films,
    read_hours,
    read_mark,
    read_person,
)
from circles.rules.register_reading.columns import check_extras, without_number_columns
from circles.rules.register_reading.dates import Written, with_years, years_in
from circles.rules.register_reading.grid import text_of
from circles.rules.register_reading.headers import circle_above, fact_place, title_elsewhere
from circles.rules.register_reading.headings import Field, field_of
from circles.rules.register_reading.known import Known
from circles.rules.register_reading.layout import Block
from circles.rules.register_reading.lines import Line, PersonSeen, SessionSeen
from circles.rules.register_reading.marks import mark_of
from circles.rules.register_reading.notes import Notes
from circles.rules.register_reading.people import is_total
from circles.rules.register_reading.remarks import Place


def lines(block: Block, known: Known, epoch_1904: bool, notes: Notes) -> tuple[list[Line], dict[Field, int]]:
    """The lines of one table and the columns they were read from."""
    columns = without_number_columns(block, notes)
    check_extras(block, notes)
    circle = circle_above(block, known, notes)
    circle = circle if circle.title else replace(circle, title=title_elsewhere(block, known, notes))
    sessions = _sessions(block, columns, known, epoch_1904, notes)
    people = list(_people(block, columns, known, notes))
    _check_marks_without_session(block, people, sessions, notes)
    if not people:
        notes.error(Place(block.sheet.title, block.heading_row), "no_people")
    return [
        Line(circle, person, session, mark, place)
        for person in people
        for column, session in sessions.items()
        if (mark := _mark(block, person, column, place := Place(block.sheet.title, person.place.row, column), notes))
        is not None
    ], columns


def _mark(block: Block, person: PersonSeen, column: int, place: Place, notes: Notes):
    return read_mark(block.sheet.value(person.place.row, column), place, notes)


def _check_marks_without_session(block: Block, people: list[PersonSeen], sessions, notes: Notes) -> None:
    """Under a date that can't be read, a mark that can't be read is told as well: everything wrong at once."""
    for column in block.dates.keys() - sessions.keys():
        for person in people:
            _mark(block, person, column, Place(block.sheet.title, person.place.row, column), notes)


# --- Dates across --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Heading:
    column: int
    place: Place
    written: Written


def _sessions(block: Block, columns, known: Known, epoch_1904: bool, notes: Notes) -> dict[int, SessionSeen]:
    headings = [
        _Heading(column, place, written)
        for column, (row, value) in block.dates.items()
        if (written := read_day(value, place := Place(block.sheet.title, row, column), known, epoch_1904, notes))
    ]
    days = _with_years(block, headings, known, notes)
    found: dict[int, SessionSeen] = {}
    for heading, day in zip(headings, days, strict=True):
        day = check_day(day, heading.written, heading.place, known, notes)
        if day:
            found[heading.column] = _session(block, heading, day, columns, known, notes)
    return _once_each(found, notes)


def _with_years(block: Block, headings: list[_Heading], known: Known, notes: Notes):
    days = with_years(
        [heading.written for heading in headings], years_in((*block.above, block.sheet.title)), known.today
    )
    inferred = [
        (heading, day) for heading, day in zip(headings, days, strict=True) if day and heading.written.year is None
    ]
    if inferred:
        heading, day = inferred[0]
        notes.doubt(heading.place, "year_inferred", Field.DATE, first=day, last=inferred[-1][1])
    return days


def _session(block: Block, heading: _Heading, day, columns, known: Known, notes: Notes) -> SessionSeen:
    hours = films = None
    for row in _label_rows(block, columns):
        place, value = Place(block.sheet.title, row, heading.column), block.sheet.value(row, heading.column)
        label = _label(block, row, columns)
        if label is Field.HOURS and value is not None:
            hours = read_hours(value, place, day, known, notes)
        elif label is Field.FILM and value is not None:
            films = read_films(value, place, known, notes)
    if hours is None and (fact := block.facts.get(Field.HOURS)):
        is_first = notes.once((block.sheet.title, block.heading_row, "hours"))  # one line speaks of every date
        hours = read_hours(fact.value, fact_place(block, fact), day, known, notes if is_first else Notes())
    return SessionSeen(day, heading.written.start, hours, films or (), heading.place)


def _once_each(sessions: dict[int, SessionSeen], notes: Notes) -> dict[int, SessionSeen]:
    """Sessions at different moments. The same day twice is an error unless an hour tells them apart."""
    kept: dict[int, SessionSeen] = {}
    moments: dict[tuple, SessionSeen] = {}
    for column, session in sessions.items():
        if session.moment in moments:
            notes.error(session.place, "date_twice", Field.DATE, day=session.day)
            continue
        if moments and session.moment < max(moments) and notes.once((session.place.sheet, "order", session.place.row)):
            notes.doubt(session.place, "dates_out_of_order", Field.DATE)
        moments[session.moment] = kept[column] = session
    return kept


# --- People down ---------------------------------------------------------------------------------------


def _people(block: Block, columns: dict[Field, int], known: Known, notes: Notes) -> Iterator[PersonSeen]:
    after_total = False
    for row in range(block.first_row, block.last_row + 1):
        if _is_total(block, row, columns):
            after_total = True
        elif (_label(block, row, columns)) is None and (person := _person(block, row, columns, known, notes)):
            if not after_total or _has_more_than_name(block, row, columns, person):
                yield person
            else:
                notes.doubt(person.place, "row_after_total")


def _person(block: Block, row: int, columns: dict[Field, int], known: Known, notes: Notes) -> PersonSeen | None:
    name = full_name(block, row, columns)
    column = columns.get(Field.PERSON) or columns[Field.FIRST_NAME]
    place = Place(block.sheet.title, row, column)
    if "=" in name or not any(mark.isalpha() for mark in name):  # "x = här" is the legend
        if "=" not in name and _has_marks(block, row):
            notes.error(place, "marks_without_name", Field.PERSON)
        return None
    places = {field: Place(block.sheet.title, row, columns[field]) for field in columns}
    gender, year = (block.sheet.value(row, columns.get(field, 0)) for field in (Field.GENDER, Field.BORN))
    return read_person(name, gender, year, place, places, known, notes)


def full_name(block: Block, row: int, columns: dict[Field, int]) -> str:
    """The whole name, or first and last name put together."""
    fields = (Field.PERSON,) if Field.PERSON in columns else (Field.FIRST_NAME, Field.LAST_NAME)
    parts = (block.sheet.value(row, columns[field]) for field in fields if field in columns)
    return " ".join(part if isinstance(part, str) else text_of(part) for part in parts if part is not None)


def _lead_columns(block: Block, columns: dict[Field, int]) -> list[int]:
    name = columns.get(Field.PERSON) or columns[Field.FIRST_NAME]
    return list(range(1, name + 1))


def _is_total(block: Block, row: int, columns: dict[Field, int]) -> bool:
    """A total or signature row: by its first words, or nameless with numbers that are no marks."""
    texts = [text_of(block.sheet.value(row, column)) for column in _lead_columns(block, columns)]
    if any(is_total(text) for text in texts if not text.isdigit()):
        return True
    numbers = [value for column in block.dates if (value := block.sheet.value(row, column)) is not None]
    is_counted = all(isinstance(value, int | float) for value in numbers) and any(value > 1 for value in numbers)
    return bool(numbers) and is_counted and not any(any(mark.isalpha() for mark in text) for text in texts)


def _label(block: Block, row: int, columns: dict[Field, int]) -> Field | None:
    """A row under the dates that tells of the sessions: their film, their hours."""
    for column in _lead_columns(block, columns):
        if (field := field_of(block.sheet.value(row, column))) in (
            Field.FILM,
            Field.HOURS,
            Field.DATE,
            Field.START,
        ):
            return field
    return None


def _label_rows(block: Block, columns: dict[Field, int]) -> list[int]:
    top = min(row for row, _ in block.dates.values())
    return [row for row in range(max(1, top - 4), block.last_row + 1) if _label(block, row, columns)]


def _has_marks(block: Block, row: int) -> bool:
    return any(block.sheet.value(row, column) is not None for column in block.dates)


_NO_MARK = (None, Mark.NOT_RECORDED)


def _has_more_than_name(block: Block, row: int, columns: dict[Field, int], person: PersonSeen) -> bool:
    recorded = any(mark_of(block.sheet.value(row, column)) not in _NO_MARK for column in block.dates)
    return recorded or bool(person.gender or person.year)
