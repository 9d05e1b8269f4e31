"""SPSS .sav and Stata .dta with variable and value labels, measure level and missing codes, in Swedish.

The library stamps the time of writing into each file; it is set back, so that two builds are the same bytes.
"""

import re
import tempfile
from pathlib import Path

import polars
import pyreadstat

from exports.columns import MISSING, MISSING_CODES, NOT_APPLICABLE, WITHHELD
from exports.dataset import Table

SAV_TIME = (92, b"01 Jan 0000:00:00")  # where the header has its date and time, each of fixed length
_DTA_TIME = re.compile(rb"<timestamp>.*?</timestamp>", re.DOTALL)
DTA_TIME = b"<timestamp>\x1101 Jan 2000 00:00</timestamp>"
DTA_VERSION = 14  # read by Stata 14 and later; the library's newer one only by the largest edition


def sav(table: Table) -> bytes:
    raw = _through_a_file(".sav", lambda path: pyreadstat.write_sav(_frame(table), path, **_sav_words(table)))
    offset, stamp = SAV_TIME
    return raw[:offset] + stamp + raw[offset + len(stamp) :]


def dta(table: Table) -> bytes:
    raw = _through_a_file(".dta", lambda path: pyreadstat.write_dta(_frame(table), path, **_dta_words(table)))
    return _DTA_TIME.sub(lambda _: DTA_TIME, raw, count=1)


def _frame(table: Table) -> polars.DataFrame:
    types = {variable.name: polars.String if variable.is_text else polars.Int32 for variable in table.variables}
    return polars.DataFrame(table.columns, schema=types)


def _sav_words(table: Table) -> dict:
    return {
        "file_label": table.title.sv,
        "column_labels": _labels(table),
        "variable_value_labels": {
            variable.name: {value: words.sv for value, words in variable.labels.items()} for variable in table.variables
        },
        "missing_ranges": {variable.name: _missing(variable.is_text) for variable in table.variables},
        "variable_measure": {variable.name: variable.level.value for variable in table.variables},
        "variable_format": {variable.name: "F8.0" for variable in table.variables if not variable.is_text},
    }


def _missing(is_text: bool) -> list:
    """A range for numbers. SPSS takes three single texts at most: those that can stand in a text variable."""
    if is_text:
        return [str(WITHHELD), str(NOT_APPLICABLE), str(MISSING)]
    return [{"lo": min(MISSING_CODES), "hi": max(MISSING_CODES)}]


def _dta_words(table: Table) -> dict:
    """Stata has value labels for numbers only, and no missing codes of one's own: −96 to −99 stay numbers."""
    return {
        "file_label": table.title.sv,
        "column_labels": _labels(table),
        "variable_value_labels": {
            variable.name: {value: words.sv for value, words in variable.labels.items()}
            for variable in table.variables
            if not variable.is_text
        },
        "variable_format": {variable.name: "%8.0f" for variable in table.variables if not variable.is_text},
        "version": DTA_VERSION,
    }


def _labels(table: Table) -> dict[str, str]:
    return {variable.name: variable.label.sv for variable in table.variables}


def _through_a_file(suffix: str, write) -> bytes:
    """The library writes to paths only. The figures in it are those that are published."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"data{suffix}"
        write(path)
        return path.read_bytes()
