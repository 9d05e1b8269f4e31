"""What SPSS and Stata cut off silently or refuse late: looked at before anything is written."""

import re
from collections.abc import Iterator

from exports.dataset import Dataset, Table, Variable

NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
STATA_LABEL = 80  # characters
SPSS_LABEL = 256  # bytes
SPSS_VALUE_LABEL = 120  # bytes
TEXT = 2045  # bytes, the longest text in a Stata file of fixed width


class BeyondLimits(ValueError):
    """A name, label or text that a format can't hold. `told` says which, one sentence each."""

    def __init__(self, told: list[str]):
        super().__init__(" ".join(told))
        self.told = told


def hold(data: Dataset) -> None:
    """Raises BeyondLimits, naming everything that is too long at once."""
    if told := [sentence for table in data.tables for sentence in _of_table(table)]:
        raise BeyondLimits(told)


def _of_table(table: Table) -> Iterator[str]:
    names = [variable.name for variable in table.variables]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield f"{table.name}: two variables are called {name}."
    for variable in table.variables:
        yield from _of_variable(f"{table.name}.{variable.name}", variable)
    for variable in table.variables:
        if variable.is_text and _longest(table.columns[variable.name]) > TEXT:
            yield f"{table.name}.{variable.name}: a text is longer than {TEXT} bytes."


def _of_variable(where: str, variable: Variable) -> Iterator[str]:
    if not NAME.fullmatch(variable.name):
        yield f"{where}: a name is a–z first, then a–z, 0–9 and _, 32 characters at most."
    if len(variable.label.sv) > STATA_LABEL:
        yield f"{where}: the label has {len(variable.label.sv)} characters; Stata takes {STATA_LABEL}."
    if _bytes(variable.label.sv) > SPSS_LABEL:
        yield f"{where}: the label has {_bytes(variable.label.sv)} bytes; SPSS takes {SPSS_LABEL}."
    for value, words in variable.labels.items():
        if _bytes(words.sv) > SPSS_VALUE_LABEL:
            yield f"{where}: the label of {value} has {_bytes(words.sv)} bytes; SPSS takes {SPSS_VALUE_LABEL}."


def _bytes(text: str) -> int:
    return len(text.encode())


def _longest(texts: list[str]) -> int:
    return max(map(_bytes, texts), default=0)
