"""Tables and hierarchies as files: CSV with a header, comma or semicolon, in UTF-8."""

import csv
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from disclosure.recoding.hierarchy import Hierarchy
from disclosure.recoding.refused import Reason, Refused


class Table(NamedTuple):
    """Column → values, and what separated them in the file."""

    rows: dict[str, list[str]]
    delimiter: str


def read_table(path: Path) -> Table:
    """Refused for a file without rows, a column named twice, and a line of another length than the header."""
    text = _text(path)
    header_line = text.partition("\n")[0]
    delimiter = ";" if header_line.count(";") >= header_line.count(",") and ";" in header_line else ","
    lines = (line for line in csv.reader(text.splitlines(keepends=True), delimiter=delimiter) if line)
    header = next(lines, [])
    if not header or len(set(header)) < len(header):
        raise Refused(Reason.BROKEN_TABLE, f"“{path.name}” needs a header in which each column has its own name.")
    body = list(lines)
    for number, line in enumerate(body, start=1):
        if len(line) != len(header):
            sentence = f"Row {number} of “{path.name}” has {len(line)} values, the header {len(header)}."
            raise Refused(Reason.BROKEN_TABLE, sentence)
    if not body:
        raise Refused(Reason.TOO_FEW_ROWS, f"“{path.name}” has a header and no rows.")
    return Table(dict(zip(header, map(list, zip(*body, strict=True)), strict=True)), delimiter)


def read_hierarchies(folder: Path) -> dict[str, Hierarchy]:
    """`<column>.csv` → the hierarchy of that column."""
    files = sorted(folder.glob("*.csv"))
    if not files:
        raise Refused(Reason.UNKNOWN_COLUMN, f"“{folder.name}” is no folder with a file <column>.csv in it.")
    return {file.stem: Hierarchy.from_csv(_text(file), name=file.stem) for file in files}


def write_table(path: Path, rows: Mapping[str, Sequence[str]], delimiter: str) -> None:
    """Whole or not at all: a reader never meets half a file."""
    half = path.with_name(f".{path.name}.half")
    with half.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\n")
        writer.writerow(rows)
        writer.writerows(zip(*rows.values(), strict=True))
    os.replace(half, path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise Refused(Reason.BROKEN_TABLE, f"“{path.name}” cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise Refused(Reason.BROKEN_TABLE, f"“{path.name}” is not UTF-8. Save it again as CSV UTF-8.") from None
