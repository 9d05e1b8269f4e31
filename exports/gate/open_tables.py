"""Passing or refusing finished open tables, by rule name: the workbook, then every other format against it."""

from collections.abc import Iterator, Mapping

from exports.gate import formats, labels
from exports.gate.check import OF_ANY_WORKBOOK, Finding, by_rules
from exports.gate.open_lists import (
    ALL,
    LABELS,
    MIN_CIRCLES,
    MIN_PEOPLE,
    NOT_APPLICABLE,
    OF_PEOPLE,
    TABLES,
    WITHHELD,
    Allowed,
)
from exports.gate.opened import Opened, SheetXml
from exports.gate.recount import KnownOfTables, is_alone, recounted, sums_of


def check_tables(files: Mapping[str, bytes], known: KnownOfTables) -> list[Finding]:
    """Everything that stands against these files, by format; empty is a pass."""
    if findings := by_rules(files["xlsx"], known, RULES):
        return findings
    return formats.others(files, known, TABLES)


def _sheets(book: Opened, known: KnownOfTables) -> Iterator[Finding]:
    names = [sheet.name for sheet in book.sheets]
    if names[:2] != ["README", "codebook"] or names[2:] != [name for name in TABLES if name in names] or not names[2:]:
        yield Finding("sheets")


def _tables(book: Opened, known: KnownOfTables) -> Iterator[Finding]:
    for sheet in book.sheets:
        if sheet.name not in TABLES:
            continue
        if findings := list(_shape(sheet, TABLES[sheet.name])):
            yield from findings
            continue
        yield from _sizes(sheet, known)
        yield from _numbers(sheet, TABLES[sheet.name])
        yield from _from_the_files(sheet, known)


def _shape(sheet: SheetXml, table: Allowed) -> Iterator[Finding]:
    """Columns, labels, each row once, whole numbers."""
    if not sheet.rows or sheet.rows[0] != table.header:
        yield Finding("columns", sheet.name)
        return
    width = len(table.keys)
    for number, row in enumerate(sheet.rows[1:], start=2):
        if len(row) != len(table.header) or any(type(value) is not int for value in row[width:]):
            yield Finding("rounding", f"{sheet.name} {number}")
        elif not all(LABELS[name](value) for name, value in zip(table.keys, row, strict=False)):
            yield Finding("label", f"{sheet.name} {number}")
    keys = [tuple(row[:width]) for row in sheet.rows[1:]]
    if len(set(keys)) != len(keys):
        yield Finding("repeated_row", sheet.name)


def _sizes(sheet: SheetXml, known: KnownOfTables) -> Iterator[Finding]:
    people = known.people if sheet.name in OF_PEOPLE else known.enrolled
    if people < MIN_PEOPLE:
        yield Finding("people", sheet.name)
    if known.circles < MIN_CIRCLES:
        yield Finding("circles", sheet.name)


def _numbers(sheet: SheetXml, table: Allowed) -> Iterator[Finding]:
    """What a number may be by itself, then what it may be beside the others."""
    width = len(table.keys)
    rows = {tuple(row[:width]): row[width:] for row in sheet.rows[1:]}
    for number, row in enumerate(rows.values(), start=2):
        for count in row[:-1]:
            if rule := _against(count):
                yield Finding(rule, f"{sheet.name} {number}")
        if not (1 <= row[-1] <= 99 or row[-1] in (WITHHELD, NOT_APPLICABLE)):
            yield Finding("all_or_none", f"{sheet.name} {number}")
    if table.is_breakdown:
        sums = sums_of(sheet.name, rows)
        if {key: row[0] for key, row in rows.items() if ALL in key} != sums:
            yield Finding("margin", sheet.name)
        if any(row[0] > 0 and ALL not in key and is_alone(key, rows) for key, row in rows.items()):
            yield Finding("all_or_none", sheet.name)
    yield from _shares(sheet, table, rows)


def _against(count: int) -> str:
    if count in (WITHHELD, NOT_APPLICABLE):
        return ""
    if count == 0:
        return "zero"
    if 1 <= count <= 7:
        return "small_cell"
    return "" if count > 0 and count % 5 == 0 else "rounding"


def _shares(sheet: SheetXml, table: Allowed, rows: Mapping[tuple, list[int]]) -> Iterator[Finding]:
    first = next(iter(rows.values()), [0])[0]
    for number, (key, row) in enumerate(rows.items(), start=2):
        *counts, percent = row
        if table.is_breakdown:
            part, whole = counts[0], rows.get((ALL,) * len(table.keys), [WITHHELD])[0]
            is_whole = set(key) == {ALL}
        else:
            part, whole = counts[-1], counts[0] if len(counts) == 2 else first
            is_whole = key == ("invited",)
            if not is_whole and whole > 0 and part >= whole:
                yield Finding("all_or_none", f"{sheet.name} {number}")
        if percent != (NOT_APPLICABLE if is_whole or NOT_APPLICABLE in (part, whole) else _percent(part, whole)):
            yield Finding("share", f"{sheet.name} {number}")


def _percent(part: int, whole: int) -> int:
    if part <= 0 or whole <= 0:
        return WITHHELD
    percent = round(part * 100 / whole)
    return percent if 0 < percent < 100 else WITHHELD


def _from_the_files(sheet: SheetXml, known: KnownOfTables) -> Iterator[Finding]:
    """The scientific files say the same, row by row: no count comes from anywhere else, none is left out."""
    width = len(TABLES[sheet.name].keys)
    rows = {tuple(row[:width]): row[width:-1] for row in sheet.rows[1:] if ALL not in row}
    try:
        expected = recounted(sheet.name, known)
    except labels.Changed as changed:
        yield Finding("hierarchy", str(changed))
        return
    if rows != expected:
        different = [n for n, key in enumerate(rows, start=2) if rows[key] != expected.get(key)]
        yield Finding("not_in_files", f"{sheet.name} {different[0] if different else ''}".strip())


RULES = (*OF_ANY_WORKBOOK, _sheets, _tables)
