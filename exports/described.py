"""How a sheet is described: columns with their kinds, labels and definitions, in two languages; missing codes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from exports import hierarchies

WITHHELD, NOT_APPLICABLE, REFUSED, MISSING = -96, -97, -98, -99
OUTSIDE = 99  # a session or module beyond the programme's own
OTHER = "other"


@dataclass(frozen=True, slots=True)
class Words:
    sv: str
    en: str

    @property
    def within(self) -> "Words":
        """As they stand within a sentence."""
        return Words(self.sv[0].lower() + self.sv[1:], self.en[0].lower() + self.en[1:])


MISSING_CODES: dict[int, Words] = {
    WITHHELD: Words("visas inte, för att ingen ska kunna kännas igen", "withheld for confidentiality"),
    NOT_APPLICABLE: Words("gäller inte", "not applicable"),
    REFUSED: Words("vet inte eller vill inte svara", "don't know or refused"),
    MISSING: Words("saknas", "missing"),
}


class Kind(StrEnum):
    ORDINAL = "ordinal"
    CODE = "code"
    COUNT = "count"
    ID = "id"
    LEVEL = "level"
    PERCENT = "percent"
    DECIMAL = "decimal"


KIND_WORDS = {
    Kind.ORDINAL: Words("ordnad", "ordinal"),
    Kind.CODE: Words("kod", "code"),
    Kind.COUNT: Words("antal", "count"),
    Kind.ID: Words("id", "id"),
    Kind.LEVEL: Words("nivå", "level"),
    Kind.PERCENT: Words("procent", "per cent"),
    Kind.DECIMAL: Words("decimaltal", "decimal"),
}


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    label: Words
    definition: Words
    values: Mapping[str | int, Words] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    title: Words
    columns: tuple[Column, ...]

    @property
    def header(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)


_ROUNDED = Words("Avrundat till mitten av sex (1–6 → 3).", "Rounded to the midpoint of six (1–6 → 3).")


def count_column(name: str, label: Words, definition: Words) -> Column:
    told = Words(f"{definition.sv} {_ROUNDED.sv}", f"{definition.en} {_ROUNDED.en}")
    return Column(name, Kind.COUNT, label, told)


def coarsened_columns(name: str, label: Words, definition: Words) -> tuple[Column, Column]:
    """A column of a hierarchy, and the level at which each of its labels stands."""
    values = {value: Words(*meaning) for value, meaning in hierarchies.words()[name].items()}
    top = hierarchies.top_of()[name]
    level = Column(
        f"{name}_level",
        Kind.LEVEL,
        Words(f"Nivå för {name}", f"Level of {name}"),
        Words(
            f"0 är finast, {top} är alla. För att jämföra rader: gör dem lika grova med hierarkin.",
            f"0 is the finest, {top} is all. To compare rows, coarsen them to a common level of the hierarchy.",
        ),
    )
    return Column(name, Kind.CODE, label, definition, values), level
