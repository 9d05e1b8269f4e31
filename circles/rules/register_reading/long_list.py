"""One row for each person and date: each row is a line. The date may also stand above a sheet of its own."""

from dataclasses import dataclass, replace
from itertools import pairwise

from circles.rules.register import Mark
from circles.rules.register_reading.cells import check_day, read_day, read_films, read_hours, read_mark, read_person
from circles.rules.register_reading.columns import without_number_columns
from circles.rules.register_reading.dates import Written, read_date
from circles.rules.register_reading.grid import Value, text_of
from circles.rules.register_reading.headers import circle_above, circle_of_row, fact_place, title_elsewhere
from circles.rules.register_reading.headings import Field
from circles.rules.register_reading.hours_of_day import Hours, hours_of
from circles.rules.register_reading.known import Known
from circles.rules.register_reading.layout import Block, Fact
from circles.rules.register_reading.lines import CircleSeen, Line, PersonSeen, SessionSeen
from circles.rules.register_reading.marks import mark_of
from circles.rules.register_reading.nearest import folded
from circles.rules.register_reading.notes import Notes
from circles.rules.register_reading.people import is_leaders_row, is_total
from circles.rules.register_reading.remarks import Place
from circles.rules.register_reading.years import tell_years, with_years


@dataclass(frozen=True, slots=True)
class _Row:
    number: int
    circle: CircleSeen
    written: Written
    place: Place
    is_marked: bool


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
        self.columns, self.known, self.epoch_1904, self.notes = columns, known, epoch_1904, notes
        self.sections: dict[int, Fact] = {}
        self.block = self._in_sections(self._filled_down(block))
        self.above = circle_above(block, known, notes)
        if not self.above.title and Field.CIRCLE not in columns:
            self.above = replace(self.above, title=title_elsewhere(block, known, notes))

    def _filled_down(self, block: Block) -> Block:
        """A list in groups names its date or circle at the first row of each: the rows below say the same."""
        rows = {number: dict(cells) for number, cells in block.sheet.rows.items()}
        numbers = [number for number in range(block.first_row, block.last_row + 1) if self._names(block, number)]
        for field in sorted(_GROUPING & self.columns.keys()):
            column = self.columns[field]
            empty = [number for number in numbers if block.sheet.spread(number, column) is None]
            if len(empty) < len(numbers) / 2 or empty[:1] == numbers[:1]:
                continue
            self.notes.doubt(Place(block.sheet.title, empty[0], column), "filled_from_above", field)
            for before, number in pairwise(numbers):
                if number in empty:
                    rows[number][column] = rows[before].get(column) or block.sheet.spread(before, column)
        return replace(block, sheet=replace(block.sheet, rows=rows))

    def _names(self, block: Block, number: int) -> bool:
        columns = (self.columns[field] for field in (Field.PERSON, Field.FIRST_NAME) if field in self.columns)
        return any(text_of(block.sheet.value(number, column)) for column in columns)

    def _in_sections(self, block: Block) -> Block:
        """Where no column holds the date: lines between the rows that do, else the name of the sheet."""
        if Field.DATE in self.columns or Field.DATE in block.facts:
            return block
        title, found = block.sheet.title, None
        if self._is_day(title):
            found = Fact(title, block.heading_row, 0)
        for number in range(1, block.last_row + 1):
            texts = [value for value in block.sheet.rows.get(number, {}).values() if text_of(value)]
            if len(texts) == 1 and self._is_day(texts[0]):
                found = Fact(texts[0], number, min(block.sheet.rows[number]))
            elif found:
                self.sections[number] = found
        return block

    def _is_day(self, value: Value) -> bool:
        return read_date(value, epoch_1904=self.epoch_1904, today=self.known.today) is not None

    def _fact(self, number: int, field: Field) -> Fact | None:
        if field is Field.DATE and number in self.sections:
            return self.sections[number]
        return self.block.facts.get(field)

    def place(self, number: int, field: Field) -> Place:
        """The cell of a row, or the line above it that stands for it."""
        if field not in self.columns and (fact := self._fact(number, field)):
            return fact_place(self.block, fact)
        return Place(self.block.sheet.title, number, self.columns.get(field, 0))

    def value(self, number: int, field: Field) -> Value | None:
        if field in self.columns:
            return self.block.sheet.spread(number, self.columns[field])
        fact = self._fact(number, field)
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
        circle = circle_of_row(self.block, self.columns, number, self.above, self.known, self.notes)
        if written is None:
            self._person_and_mark(number)
            return None
        is_marked = mark_of(self.block.sheet.value(number, self.columns[Field.MARK])) not in (None, Mark.NOT_RECORDED)
        return _Row(number, circle, written, place, is_marked)

    def _tells_nothing(self, number: int) -> bool:
        filled = {column: value for column, value in self.block.sheet.rows.get(number, {}).items() if text_of(value)}
        first = next((column for column in sorted(filled) if column != self.columns[Field.MARK]), 0)  # "anm" is a mark
        if not filled or is_total(text_of(filled.get(first))) or is_total(self.name(number)):
            return True
        if is_leaders_row(self.name(number)):
            self.notes.doubt(self.place(number, Field.PERSON), "leaders_row", Field.LEADER)
            return True
        if len(filled) == 1 and Field.DATE not in self.columns and self._is_day(next(iter(filled.values()))):
            return True
        wanted = (self.columns.get(Field.PERSON) or self.columns[Field.FIRST_NAME], self.columns[Field.MARK])
        return not any(column in filled for column in wanted)  # prepared, but never filled in

    def dated(self, rows: list[_Row]):
        """The rows with their days; a year is inferred among the rows of the same circle."""
        hints = self.known.hints((*self.block.above, self.block.sheet.title))
        groups: dict[str, list[_Row]] = {}
        for row in rows:
            groups.setdefault(folded(row.circle.title), []).append(row)
        days = {}
        for group in groups.values():
            writtens = [row.written for row in group]
            dated = with_years(writtens, [row.is_marked for row in group], hints)
            tell_years(dated, writtens, [row.place for row in group], self.notes)
            days |= {row.number: day for row, day in zip(group, dated.days, strict=True)}
        for row in rows:
            if day := check_day(days[row.number], row.written, row.place, self.known, self.notes):
                yield row, day
            else:
                self._person_and_mark(row.number)

    def line(self, row: _Row, day) -> Line | None:
        person, mark = self._person_and_mark(row.number)
        session = self._session(row, day)
        mark_place = self.place(row.number, Field.MARK)
        return Line(row.circle, person, session, mark, mark_place) if person and mark is not None else None

    def _person_and_mark(self, number: int) -> tuple[PersonSeen | None, Mark | None]:
        """Read where the date can't be as well: everything wrong with a row is told at once."""
        notes, known = self.notes, self.known
        places = {field: self.place(number, field) for field in self.columns}
        name_field = Field.PERSON if Field.PERSON in self.columns else Field.FIRST_NAME
        person = read_person(
            self.name(number), self.value(number, Field.GENDER), self.value(number, Field.BORN),
            self.place(number, name_field), places, known, notes,
        )  # fmt: skip
        said = self.block.sheet.value(number, self.columns[Field.MARK])
        mark = read_mark(said, self.place(number, Field.MARK), notes)
        if person is None:
            notes.error(self.place(number, name_field), "marks_without_name", Field.PERSON)
        return person, mark

    def _session(self, row: _Row, day) -> SessionSeen:
        number, notes, known = row.number, self.notes, self.known
        times = Hours(row.written.start, row.written.minutes)
        times = times if times.start else hours_of(self.value(number, Field.START))
        hours_place, film_place = self.place(number, Field.HOURS), self.place(number, Field.FILM)
        told = notes if Field.HOURS in self.columns or notes.once((self.block.sheet.title, "hours")) else Notes()
        hours = read_hours(self.value(number, Field.HOURS), hours_place, day, known, told)
        films = read_films(self.value(number, Field.FILM), film_place, known, notes)
        return SessionSeen(day, times.start, times.minutes, hours, films, row.place, hours_place, film_place)


_GROUPING = frozenset({Field.DATE, Field.CIRCLE, Field.MUNICIPALITY, Field.LANGUAGE, Field.LEADER})


def _raw(value: Value | None) -> str:
    return value if isinstance(value, str) else text_of(value)
