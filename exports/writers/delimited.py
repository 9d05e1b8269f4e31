"""CSV: UTF-8, LF, for programs; and one with a byte order mark and semicolons, which Excel opens by a double click."""

import csv
from collections.abc import Iterable, Iterator, Sequence
from io import StringIO
from itertools import chain, islice

from exports.dataset import Table
from exports.document import Value

BOM = "\ufeff"
_AT_ONCE = 2_000  # rows
_OPENS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def plain(table: Table) -> bytes:
    return b"".join(plain_pieces(table))


def for_excel(table: Table) -> bytes:
    return b"".join(excel_pieces(table))


def plain_pieces(table: Table) -> Iterator[bytes]:
    """The file piece by piece, for tables too large to be held as one."""
    return _pieces(table.header, table.rows, ",")


def excel_pieces(table: Table) -> Iterator[bytes]:
    yield BOM.encode()
    yield from _pieces(table.header, table.rows, ";")


def lines(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """For programs, as `plain`."""
    return b"".join(_pieces(header, rows, ","))


def _pieces(header: Sequence[str], rows: Iterable[Sequence[Value]], delimiter: str) -> Iterator[bytes]:
    remaining = chain([header], rows)
    while chunk := list(islice(remaining, _AT_ONCE)):
        text = StringIO()
        writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
        writer.writerows([_safe(value) for value in row] for row in chunk)
        yield text.getvalue().encode()


def _safe(value: Value) -> Value:
    """A text that a spreadsheet would take for a formula gets an apostrophe. Numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and value.startswith(_OPENS_A_FORMULA) else value
