"""SPSS .sav and Stata .dta with variable and value labels, measure level and missing codes, in Swedish.

The library stamps the time of writing into each file; it is set back, so that two builds are the same bytes.
"""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import polars
import pyreadstat

from exports.columns import MISSING, MISSING_CODES, NOT_APPLICABLE, WITHHELD
from exports.dataset import Table, Variable
from exports.numbers import label
from exports.writers.frames import frame, numbered_frame

PIECE = 1 << 20  # bytes; the head is in the first
SAV_TIME = (92, b"01 Jan 0000:00:00")  # where the header has its date and time, each of fixed length
_DTA_TIME = re.compile(rb"<timestamp>.*?</timestamp>", re.DOTALL)
DTA_TIME = b"<timestamp>\x1101 Jan 2000 00:00</timestamp>"
DTA_VERSION = 14  # read by Stata 14 and later; the library's newer one only by the largest edition


def sav(table: Table) -> bytes:
    return b"".join(sav_pieces(table))


def dta(table: Table) -> bytes:
    return b"".join(dta_pieces(table))


def sav_pieces(table: Table) -> Iterator[bytes]:
    """The file piece by piece, for tables too large to be held as one."""
    return _pieces(frame(table), pyreadstat.write_sav, _sav_words(table), lambda _: SAV_TIME)


def dta_pieces(table: Table) -> Iterator[bytes]:
    return _pieces(numbered_frame(table), pyreadstat.write_dta, _dta_words(table), _dta_time)


def _dta_time(head: bytes) -> tuple[int, bytes]:
    found = _DTA_TIME.search(head)
    if found is None or len(found[0]) != len(DTA_TIME):
        raise ValueError("The library writes its time in another way.")
    return found.start(), DTA_TIME


def _sav_words(table: Table) -> dict:
    return {
        "file_label": table.title.sv,
        "column_labels": _labels(table),
        "variable_value_labels": {
            variable.name: {value: words.sv for value, words in variable.labels.items()} for variable in table.variables
        },
        "missing_ranges": {variable.name: _missing(variable.is_text) for variable in table.variables},
        "variable_measure": {variable.name: variable.level.value for variable in table.variables},
        "variable_format": _formats([one for one in table.variables if not one.is_text], "F8.0", "F8.1"),
    }


def _missing(is_text: bool) -> list:
    """A range for numbers. SPSS takes three single texts at most: those that can stand in a text variable."""
    if is_text:
        return [str(WITHHELD), str(NOT_APPLICABLE), str(MISSING)]
    return [{"lo": min(MISSING_CODES), "hi": max(MISSING_CODES)}]


def _dta_words(table: Table) -> dict:
    """Stata has value labels for numbers only, and no missing codes of one's own: −96 to −99 stay numbers. It takes
    labels of 32 000 bytes in UTF-8: what SPSS takes is less."""
    in_numbers = [variable for variable in table.variables if variable.numbers or not variable.is_text]
    return {
        "file_label": table.title.sv,
        "column_labels": _labels(table),
        "variable_value_labels": {variable.name: _dta_labels(variable) for variable in in_numbers},
        "variable_format": _formats(in_numbers, "%8.0f", "%8.1f"),
        "version": DTA_VERSION,
    }


def _dta_labels(variable: Variable) -> dict[int, str]:
    """Of each code's number the code and its words; of any other number its words."""
    told = {number: label(code, variable.values[code]) for code, number in variable.numbers.items()}
    plain = {value: words.sv for value, words in variable.values.items() if isinstance(value, int)}
    return told | plain | {code: words.sv for code, words in MISSING_CODES.items()}


def _formats(variables: Iterable[Variable], whole: str, decimal: str) -> dict[str, str]:
    return {one.name: decimal if one.is_decimal else whole for one in variables}


def _labels(table: Table) -> dict[str, str]:
    return {variable.name: variable.label.sv for variable in table.variables}


def _pieces(
    data: polars.DataFrame, write: Callable, words: dict, time_in: Callable[[bytes], tuple[int, bytes]]
) -> Iterator[bytes]:
    """The library writes to paths only. Its time is overwritten in the file's head by one of the same length."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data"
        write(data, path, **words)
        del data
        with path.open("rb") as written:
            head = written.read(PIECE)
            at, stamp = time_in(head)
            yield head[:at] + stamp + head[at + len(stamp) :]
            while piece := written.read(PIECE):
                yield piece
