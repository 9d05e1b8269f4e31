"""One row for each person and date: each row is a line. The date may also stand above a sheet of its own."""

from dataclasses import dataclass

from circles.rules.register_reading.cells import (
    check_day,
    read_day,
    read_films,
    read_hours,
    read_language,
    read_leaders,
    read_mark,
    read_municipality,
    read_person,
    read_start,
    read_title,
)  # fmt: skip
from circles.rules.register_reading.columns import without_number_columns
from circles.rules.register_reading.dates import Written, with_years, years_in
from circles.rules.register_reading.grid import Value, text_of
from circles.rules.register_reading.headers import circle_above, fact_place, title_elsewhere
from circles.rules.register_reading.headings import Field
from circles.rules.register_reading.known import Known
from circles.rules.register_reading.layout import Block
from circles.rules.register_reading.lines import CircleSeen, Line, SessionSeen
from circles.rules.register_reading.nearest import folded
from circles.rules.register_reading.notes import Notes
from circles.rules.register_reading.people import is_total
from circles.rules.register_reading.remarks import Place


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    circle: CircleSeen
    written: Written
    place: Place


def lines(block: Block, known: Known, epoch_1904: bool, notes: Notes) -> tuple[list[Line], dict[Field, int]]:
    """The lines of one table and the columns they were read from."""
    table = _Table(block, without_number_columns(block, notes), known, epoch_1904, notes)
    if Field.MARK not in table.columns:
        notes.error(Place(block.sheet.title, block.heading_row), "marks_missing", Field.MARK)
        return [], table.columns
    rows = [row for number in range(block.first_row, block.last_row + 1) if (row := table.row(number))]
    if not rows and not any(remark.place.sheet == block.sheet.title for remark in notes.remarks):
        notes.error(Place(block.sheet.title, block.heading_row), "no_people")
    return [line for row, day in table.dated(rows) if (line := table.line(row, day))], table.columns


class _Table:
    """Reads the rows of one table. A column that a list lacks is looked for above it."""

    def __init__(self, block: Block, columns: dict[Field, int], known: Known, epoch_1904: bool, notes: Notes):
        self.block, self.columns, self.known, self.epoch_1904, self.notes = (
            block,
            columns,
            known,
            epoch_1904,
            notes,
        )
        self.above = circle_above(block, known, notes)
        self.title = self.above.title
        if not self.title and Field.CIRCLE not in columns:
            self.title = title_elsewhere(block, known, notes)

    def place(self, number: int, field: Field) -> Place:
        """The cell of a row, or the line above the table that stands for it."""
        if field not in self.columns and (fact := self.block.facts.get(field)):
            return fact_place(self.block, fact)
        return Place(self.block.sheet.title, number, self.columns.get(field, 0))

    def value(self, number: int, field: Field) -> Value | None:
        if field in self.columns:
            return self.block.sheet.spread(number, self.columns[field])
        fact = self.block.facts.get(field)
        return fact.value if fact else None

    def name(self, number: int) -> str:
        fields = (Field.PERSON,) if Field.PERSON in self.columns else (Field.FIRST_NAME, Field.LAST_NAME)
        return " ".join(text for field in fields if (text := _raw(self.value(number, field))))

    def row(self, number: int) -> _Row | None:
        """A row with its circle and its date as written, or None for one that tells of nobody."""
        if self._tells_nothing(number):
            return None
        place = self.place(number, Field.DATE)
        written = read_day(self.value(number, Field.DATE), place, self.known, self.epoch_1904, self.notes)
        return _Row(number, self._circle(number), written, place) if written else None

    def _tells_nothing(self, number: int) -> bool:
        filled = {column: value for column, value in self.block.sheet.rows.get(number, {}).items() if text_of(value)}
        if not filled or is_total(text_of(filled[min(filled)])) or is_total(self.name(number)):
            return True
        wanted = (self.columns.get(Field.PERSON) or self.columns[Field.FIRST_NAME], self.columns[Field.MARK])
        return not any(column in filled for column in wanted)  # prepared, but never filled in

    def _circle(self, number: int) -> CircleSeen:
        notes, known = self.notes, self.known

        def read(field: Field, reader, otherwise, *more):
            if field not in self.columns:
                return otherwise
            return reader(self.value(number, field), self.place(number, field), *more)

        title = read(Field.CIRCLE, read_title, self.title, notes)
        if not title and Field.CIRCLE in self.columns:
            title = self.above.title
            if not title:
                notes.error(self.place(number, Field.CIRCLE), "title_missing", Field.CIRCLE)
        return CircleSeen(
            title,
            read(Field.MUNICIPALITY, read_municipality, self.above.municipality, known, notes),
            read(Field.LANGUAGE, read_language, self.above.language, known, notes),
            read(Field.LEADER, read_leaders, self.above.leaders, known, notes),
            Place(self.block.sheet.title, number),
        )

    def dated(self, rows: list[_Row]):
        """The rows with their days; a year is inferred among the rows of the same circle."""
        years = years_in((*self.block.above, self.block.sheet.title))
        groups: dict[str, list[_Row]] = {}
        for row in rows:
            groups.setdefault(folded(row.circle.title), []).append(row)
        days = {}
        for group in groups.values():
            found = with_years([row.written for row in group], years, self.known.today)
            days |= {row.number: day for row, day in zip(group, found, strict=True)}
            self._tell_inferred(group, found)
        for row in rows:
            if day := check_day(days[row.number], row.written, row.place, self.known, self.notes):
                yield row, day

    def _tell_inferred(self, group: list[_Row], days: list) -> None:
        inferred = [(row, day) for row, day in zip(group, days, strict=True) if day and row.written.year is None]
        if inferred:
            (row, first), (_, last) = inferred[0], inferred[-1]
            self.notes.doubt(row.place, "year_inferred", Field.DATE, first=first, last=last)

    def line(self, row: _Row, day) -> Line | None:
        number, notes, known = row.number, self.notes, self.known
        places = {field: self.place(number, field) for field in self.columns}
        name_field = Field.PERSON if Field.PERSON in self.columns else Field.FIRST_NAME
        person = read_person(
            self.name(number), self.value(number, Field.GENDER), self.value(number, Field.BORN),
            self.place(number, name_field), places, known, notes,
        )  # fmt: skip
        mark_place = self.place(number, Field.MARK)
        mark = read_mark(self.block.sheet.value(number, self.columns[Field.MARK]), mark_place, notes)
        if person is None:
            notes.error(self.place(number, name_field), "marks_without_name", Field.PERSON)
        session = self._session(row, day)
        return Line(row.circle, person, session, mark, mark_place) if person and mark is not None else None

    def _session(self, row: _Row, day) -> SessionSeen:
        number, notes, known = row.number, self.notes, self.known
        start = row.written.start or read_start(self.value(number, Field.START))
        hours_place = self.place(number, Field.HOURS)
        told = notes if Field.HOURS in self.columns or notes.once((self.block.sheet.title, "hours")) else Notes()
        hours = read_hours(self.value(number, Field.HOURS), hours_place, day, known, told)
        films = read_films(self.value(number, Field.FILM), self.place(number, Field.FILM), known, notes)
        return SessionSeen(day, start, hours, films, Place(self.block.sheet.title, number, hours_place.column))


def _raw(value: Value | None) -> str:
    return value if isinstance(value, str) else text_of(value)
