"""What a release's codebook says, kept with its bytes, and how it differs from that of the release before. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from exports.dataset import Dataset, Description, Variable

# Sheet → variable → what is said of it, as JSON keeps it.
Codebook = Mapping[str, Mapping[str, Mapping]]


class Change(StrEnum):
    NEW_SHEET = "new_sheet"
    SHEET_GONE = "sheet_gone"
    NEW = "new"
    GONE = "gone"
    LABEL = "label"
    DEFINITION = "definition"
    LEVEL = "level"
    NEW_VALUES = "new_values"
    VALUES_GONE = "values_gone"
    VALUE_LABELS = "value_labels"


@dataclass(frozen=True, slots=True)
class Difference:
    """`values` are the codes that the change is about."""

    change: Change
    sheet: str
    variable: str = ""
    values: tuple[str, ...] = ()


def codebook_of(data: Dataset | Description) -> Codebook:
    return {table.name: {variable.name: _said(variable) for variable in table.variables} for table in data.tables}


def _said(variable: Variable) -> dict:
    return {
        "label": [variable.label.sv, variable.label.en],
        "definition": [variable.definition.sv, variable.definition.en],
        "level": variable.level.value,
        "values": {str(value): [words.sv, words.en] for value, words in variable.labels.items()},
    }


def differences(before: Codebook, now: Codebook) -> list[Difference]:
    """Everything an analysis of the former release must be changed for, sheet by sheet; none where they agree."""
    gone = [Difference(Change.SHEET_GONE, sheet) for sheet in before if sheet not in now]
    return gone + [found for sheet in now for found in _of_sheet(sheet, before.get(sheet), now[sheet])]


@dataclass(frozen=True, slots=True)
class Extent:
    """Variables."""

    new: int
    gone: int
    changed: int


def extent(before: Codebook, now: Codebook) -> Extent:
    old, new = ({(sheet, name) for sheet, said in book.items() for name in said} for book in (before, now))
    touched = {(one.sheet, one.variable) for one in differences(before, now)}
    return Extent(len(new - old), len(old - new), len(touched & old & new))


def _of_sheet(sheet: str, before: Mapping[str, Mapping] | None, now: Mapping[str, Mapping]) -> Iterator[Difference]:
    if before is None:
        yield Difference(Change.NEW_SHEET, sheet)
        return
    yield from (Difference(Change.GONE, sheet, name) for name in before if name not in now)
    for name, said in now.items():
        if name not in before:
            yield Difference(Change.NEW, sheet, name)
        else:
            yield from _of_variable(sheet, name, before[name], said)


def _of_variable(sheet: str, name: str, before: Mapping, now: Mapping) -> Iterator[Difference]:
    for change in (Change.LABEL, Change.DEFINITION, Change.LEVEL):
        if before[change] != now[change]:
            yield Difference(change, sheet, name)
    old, new = before["values"], now["values"]
    for change, values in (
        (Change.NEW_VALUES, [value for value in new if value not in old]),
        (Change.VALUES_GONE, [value for value in old if value not in new]),
        (Change.VALUE_LABELS, [value for value in new if value in old and old[value] != new[value]]),
    ):
        if values:
            yield Difference(change, sheet, name, tuple(values))
