"""CSV: UTF-8, LF, for programs; and one with a byte order mark and semicolons, which Excel opens by a double click."""

import csv
from io import StringIO

from exports.dataset import Table
from exports.document import Value

BOM = "\ufeff"
_OPENS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(table: Table) -> bytes:
    return _written(table, ",").encode()


def for_excel(table: Table) -> bytes:
    return (BOM + _written(table, ";")).encode()


def _written(table: Table, delimiter: str) -> str:
    text = StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerow(table.header)
    writer.writerows([_safe(value) for value in row] for row in table.rows)
    return text.getvalue()


def _safe(value: Value) -> Value:
    """A text that a spreadsheet would take for a formula gets an apostrophe. Numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_OPENS_A_FORMULA) else value
