"""One description of a release's data, from which every format is written: tables, variables, labels, missing codes.

A variable is text, whole numbers or numbers of one decimal, in every format alike; a missing code in a text variable is
its digits ("-97").
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from exports.columns import MISSING_CODES, SHEETS, Column, Kind, Sheet, Words, sheets_in
from exports.document import About, Licence, Value, introduction
from exports.numbers import numbers
from exports.receipt import said


class Level(StrEnum):
    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    SCALE = "scale"


_LEVELS = {
    Kind.ORDINAL: Level.ORDINAL,
    Kind.LEVEL: Level.ORDINAL,
    Kind.CODE: Level.NOMINAL,
    Kind.ID: Level.NOMINAL,
}


@dataclass(frozen=True, slots=True)
class Variable:
    name: str
    label: Words
    definition: Words
    level: Level
    is_text: bool
    values: Mapping[Value, Words]  # without the missing codes
    is_decimal: bool = False

    @property
    def labels(self) -> dict[Value, Words]:
        """Every label of a value, those of the missing codes last."""
        missing = {str(code) if self.is_text else code: words for code, words in MISSING_CODES.items()}
        return {**self.values, **missing}

    @property
    def numbers(self) -> dict[str, int]:
        """Code → its number in Stata; empty where the values are no codes."""
        return numbers(self.name, self.values)


@dataclass(frozen=True, slots=True)
class Table:
    name: str
    title: Words
    variables: tuple[Variable, ...]
    rows: tuple[tuple[Value, ...], ...]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(variable.name for variable in self.variables)

    @property
    def columns(self) -> dict[str, list[Value]]:
        """The cells by variable, those of text variables as text."""
        return dict(zip(self.header, self.each_column(), strict=True))

    def each_column(self) -> Iterator[list[Value]]:
        for place, variable in enumerate(self.variables):
            yield [str(row[place]) if variable.is_text else row[place] for row in self.rows]


@dataclass(frozen=True, slots=True)
class Description:
    """What an archive is told of a package, whatever its profile. `period`: what it reaches to, where that is told."""

    stem: str  # of the names of its files
    title: Words
    version: int
    abstract: Sequence[Words]
    unit: Words  # of analysis
    confidentiality: Sequence[Words]
    tables: tuple[Table, ...]
    period: str = ""
    licence: Licence | None = None


@dataclass(frozen=True, slots=True)
class Dataset:
    stem: str  # of the names of its files
    about: About
    tables: tuple[Table, ...]
    kept: Mapping[str, int]  # per cent of each table's counts that are shown

    @property
    def title(self) -> Words:
        about = self.about
        if about.told:
            return about.told.title
        if about.is_synthetic:
            return Words("SYNTHETIC: påhittade övningsdata", "SYNTHETIC: invented practice data")
        return Words(
            f"Samtalscirklarna {about.programme}, underlag {about.period}, utgåva {about.edition}",
            f"Conversation circles {about.programme}, population {about.period}, edition {about.edition}",
        )

    @property
    def description(self) -> Description:
        return Description(
            stem=self.stem,
            title=self.title,
            version=self.about.edition,
            abstract=introduction(self.about, self.tables),
            unit=Words("Pooler av cirklar", "Pools of circles"),
            confidentiality=[said(entry) for entry in self.about.receipt],
            tables=self.tables,
            period=self.about.period,
            licence=self.about.told.licence if self.about.told else None,
        )


def dataset(
    stem: str,
    figures: Mapping[str, Sequence[Sequence[Value]]],
    about: About,
    kept: Mapping[str, int],
    declared: tuple[Sheet, ...] = SHEETS,
) -> Dataset:
    """The declared tables that these published figures have."""
    tables = tuple(_table(sheet, figures[sheet.name], about) for sheet in sheets_in(figures, declared))
    return Dataset(stem, about, tables, kept)


def _table(sheet: Sheet, rows: Sequence[Sequence[Value]], about: About) -> Table:
    variables = tuple(_variable(column, about) for column in sheet.columns)
    return Table(sheet.name, sheet.title, variables, tuple(map(tuple, rows)))


def _variable(column: Column, about: About) -> Variable:
    values = {**about.languages, **column.values} if column.name == "language" else dict(column.values)
    is_text = column.kind is Kind.ID or any(isinstance(value, str) for value in values)
    return Variable(
        column.name,
        column.label,
        column.definition,
        _LEVELS.get(column.kind, Level.SCALE),
        is_text,
        values,
        is_decimal=column.kind is Kind.DECIMAL,
    )
