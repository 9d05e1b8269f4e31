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
from circles.rules.register_reading.dates import Written
from circles.rules.register_reading.grid import text_of
from circles.rules.register_reading.headers import circle_above, circle_of_row, fact_place, title_elsewhere
from circles.rules.register_reading.headings import Field, common_extra, field_of
from circles.rules.register_reading.hours_of_day import NO_HOURS, Hours, hours_of
from circles.rules.register_reading.known import Known
from circles.rules.register_reading.layout import Block
from circles.rules.register_reading.lines import Line, PersonSeen, SessionSeen
from circles.rules.register_reading.marks import mark_of
from circles.rules.register_reading.notes import Notes
from circles.rules.register_reading.people import is_leaders_row, is_total
from circles.rules.register_reading.remarks import Place
from circles.rules.register_reading.years import tell_years, with_years


def lines(block: Block, known: Known, epoch_1904: bool, notes: Notes) -> tuple[list[Line], dict[Field, int]]:
    """The lines of one table and the columns they were read from."""
    columns = without_number_columns(block, notes)
    check_extras(block, notes)
    circle = circle_above(block, known, notes)
    if not circle.title and Field.CIRCLE not in columns:
        circle = replace(circle, title=title_elsewhere(block, known, notes))
    people = list(_people(block, columns, known, notes))
    sessions = _sessions(block, columns, [person.place.row for person in people], known, epoch_1904, notes)
    _check_marks_without_session(block, people, sessions, notes)
    if not people:
        notes.error(Place(block.sheet.title, block.heading_row), "no_people")
    circles = {
        person.place.row: circle_of_row(block, columns, person.place.row, circle, known, notes) for person in people
    }
    return [
        Line(circles[person.place.row], person, session, mark, place)
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


def _sessions(
    block: Block, columns, rows: list[int], known: Known, epoch_1904: bool, notes: Notes
) -> dict[int, SessionSeen]:
    headings = [
        _Heading(column, place, written)
        for column, (row, value) in block.dates.items()
        if (written := read_day(value, place := Place(block.sheet.title, row, column), known, epoch_1904, notes))
    ]
    marked = [_is_marked(block, rows, heading.column) for heading in headings]
    writtens = [heading.written for heading in headings]
    dated = with_years(writtens, marked, known.hints((*block.above, block.sheet.title)))
    tell_years(dated, writtens, [heading.place for heading in headings], notes)
    usual = _usual_hours(block, columns, rows)
    found: dict[int, SessionSeen] = {}
    for heading, day in zip(headings, dated.days, strict=True):
        day = check_day(day, heading.written, heading.place, known, notes)
        if day:
            found[heading.column] = _session(block, heading, day, columns, usual, known, notes)
    return _once_each(found, notes)


def _is_marked(block: Block, rows: list[int], column: int) -> bool:
    return any(mark_of(block.sheet.value(row, column)) not in _NO_MARK for row in rows)


def _usual_hours(block: Block, columns: dict[Field, int], rows: list[int]) -> tuple[object, Place] | None:
    """Study hours that stand in a column, the same on every row: a number that differs is a person's sum."""
    column = columns.get(Field.HOURS)
    values = [value for row in rows if column and (value := block.sheet.value(row, column)) is not None]
    if not values or len({text_of(value) for value in values}) > 1:
        return None
    return values[0], Place(block.sheet.title, rows[0], column)


def _session(block: Block, heading: _Heading, day, columns, usual, known: Known, notes: Notes) -> SessionSeen:
    found = SessionSeen(day, heading.written.start, heading.written.minutes, place=heading.place)
    for row in _label_rows(block, columns):
        place, value = Place(block.sheet.title, row, heading.column), block.sheet.value(row, heading.column)
        label = _label(block, row, columns)
        if label is Field.HOURS and value is not None:
            found = replace(found, hours=read_hours(value, place, day, known, notes), hours_place=place)
        elif label is Field.FILM and value is not None:
            found = replace(found, films=read_films(value, place, known, notes), film_place=place)
    if found.hours is None and (fact := block.facts.get(Field.HOURS)):
        is_first = notes.once((block.sheet.title, block.heading_row, "hours"))  # one line speaks of every date
        hours = read_hours(fact.value, fact_place(block, fact), day, known, notes if is_first else Notes())
        found = replace(found, hours=hours, hours_place=fact_place(block, fact))
    elif found.hours is None and usual:  # over the ceiling it is a sum, and none is told
        found = replace(found, hours=read_hours(usual[0], usual[1], day, known, Notes()), hours_place=usual[1])
    return found if found.start else _at_its_hours(found, _hours_beside(block, heading.column, columns))


def _at_its_hours(session: SessionSeen, hours: Hours) -> SessionSeen:
    return replace(session, start=hours.start, minutes=hours.minutes)


def _hours_beside(block: Block, column: int, columns: dict[Field, int]) -> Hours:
    """The hours in the rows around the dates, else those above the table."""
    row, _ = block.dates[column]
    near = {row - 1, row + 1, row + 2, *_label_rows(block, columns)}
    for other in sorted(near & block.sheet.rows.keys()):
        if other < block.first_row + 3 and (found := hours_of(block.sheet.value(other, column))).start:
            return found
    fact = block.facts.get(Field.START)
    return hours_of(fact.value) if fact else NO_HOURS


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
    after_total = has_begun = False
    for row in range(block.first_row, block.last_row + 1):
        if _is_total(block, row, columns) or (has_begun and not block.sheet.rows.get(row)):
            after_total = True  # below a sum or an empty row a line of text alone is a note
        elif _is_leaders(block, row, columns):
            if _has_marks(block, row):
                notes.doubt(Place(block.sheet.title, row), "leaders_row", Field.LEADER)
        elif not _tells_of_sessions(block, row, columns, has_begun) and (
            person := _person(block, row, columns, known, notes)
        ):
            has_begun = True
            if not after_total or _has_more_than_name(block, row, columns, person):
                yield person
            else:
                notes.doubt(person.place, "row_after_total")


def _is_leaders(block: Block, row: int, columns: dict[Field, int]) -> bool:
    """ "Ledare", or "Sahar Karimi (ledare)": who leads is no participant."""
    texts = [text_of(block.sheet.value(row, column)) for column in _lead_columns(block, columns)]
    return any(is_leaders_row(text) or field_of(text) is Field.LEADER for text in texts if text)


def _tells_of_sessions(block: Block, row: int, columns: dict[Field, int], has_begun: bool) -> bool:
    """A row about the meetings: labelled (films, themes), or nameless above the first person (weekdays, hours)."""
    lead = [block.sheet.value(row, column) for column in _lead_columns(block, columns)]
    if _label(block, row, columns) or any(common_extra(value) for value in lead):
        return True
    values = [value for column in block.dates if (value := block.sheet.value(row, column)) is not None]
    is_nameless = not full_name(block, row, columns).strip()
    if has_begun or not is_nameless or not values:
        return False
    return all(mark_of(value) is None for value in values) or _are_numbers_of_meetings(values)


def _are_numbers_of_meetings(values: list) -> bool:
    return len(values) > 1 and [text_of(value) for value in values] == [str(at + 1) for at in range(len(values))]


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
    return [column for column in range(1, name + 1) if column not in block.dates]


def _is_total(block: Block, row: int, columns: dict[Field, int]) -> bool:
    """A total or signature row: by its first words, or nameless with numbers that are no marks."""
    texts = [text_of(block.sheet.value(row, column)) for column in _lead_columns(block, columns)]
    beside = [text_of(block.sheet.value(row, column)) for column in range(1, block.first_date()) if not any(texts)]
    if any(is_total(text) for text in (*texts, *beside) if not text.isdigit()):
        return True
    numbers = [value for column in block.dates if (value := block.sheet.value(row, column)) is not None]
    is_counted = all(isinstance(value, int | float) for value in numbers) and any(value > 1 for value in numbers)
    return bool(numbers) and is_counted and not any(any(mark.isalpha() for mark in text) for text in texts)


_OF_SESSIONS = frozenset({Field.FILM, Field.HOURS, Field.DATE, Field.START})


def _label(block: Block, row: int, columns: dict[Field, int]) -> Field | None:
    """A row under the dates that tells of the sessions: their film, their hours."""
    fields = (field_of(block.sheet.value(row, column)) for column in _lead_columns(block, columns))
    return next((field for field in fields if field in _OF_SESSIONS), None)


def _label_rows(block: Block, columns: dict[Field, int]) -> list[int]:
    top = min(row for row, _ in block.dates.values())
    return [row for row in range(max(1, top - 4), block.last_row + 1) if _label(block, row, columns)]


def _has_marks(block: Block, row: int) -> bool:
    return any(block.sheet.value(row, column) is not None for column in block.dates)


_NO_MARK = (None, Mark.NOT_RECORDED)


def _has_more_than_name(block: Block, row: int, columns: dict[Field, int], person: PersonSeen) -> bool:
    recorded = any(mark_of(block.sheet.value(row, column)) not in _NO_MARK for column in block.dates)
    return recorded or bool(person.gender or person.year)
