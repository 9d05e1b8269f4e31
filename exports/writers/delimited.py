"""CSV: UTF-8, LF, for programs; and one with a byte order mark and semicolons, which Excel opens by a double click."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from exports.dataset import Table
from exports.document import Value

BOM = "\ufeff"
_OPENS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(table: Table) -> bytes:
    return lines(table.header, table.rows)


def for_excel(table: Table) -> bytes:
    return (BOM + _written(table.header, table.rows, ";")).encode()


def lines(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """For programs, as `plain`."""
    return _written(header, rows, ",").encode()


def _written(header: Sequence[str], rows: Iterable[Sequence[Value]], delimiter: str) -> str:
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(header)
    writer.writerows([_safe(value) for value in row] for row in rows)
    return text.getvalue()


def _safe(value: Value) -> Value:
    """A text that a spreadsheet would take for a formula gets an apostrophe. Numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_OPENS_A_FORMULA) else value
