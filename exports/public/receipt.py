"""The receipt of finished open tables, counted from what is written. Nothing in it says more than the tables do."""

from collections.abc import Iterator, Sequence

from exports.columns import NOT_APPLICABLE, WITHHELD, Kind
from exports.public.catalogue import ALL, MERGED_FROM, MERGED_TO, TABLES, OpenTable
from exports.public.lines import NOT_WRITTEN, Line
from exports.public.tables import OpenTables, Row
from exports.receipt import Entry, from_json


def receipt(tables: OpenTables) -> list[Entry]:
    written = [(table, row) for table in TABLES for row in tables.figures.get(table.name, ())]
    counts = [value for table, row in written if not _is_margin(table, row) for value in _of(Kind.COUNT, table, row)]
    sums = [value for table, row in written if _is_margin(table, row) for value in _of(Kind.COUNT, table, row)]
    shares = [value for table, row in written for value in _of(Kind.PERCENT, table, row)]
    return [
        Entry(Line.SOURCE),
        Entry(Line.MERGED, MERGED_TO, MERGED_FROM),
        Entry(Line.ROUNDED, _shown(counts)),
        Entry(Line.WITHHELD, counts.count(WITHHELD), len(counts)),
        Entry(Line.SUMMED, _shown(sums)),
        Entry(Line.SHARES, _shown(shares)),
        *(
            Entry(f"public_{gap['rule']}", gap.get("missing"), gap.get("needed"), columns=(gap["table"],))
            for gap in tables.refused
        ),
        Entry(Line.COMPARE),
    ]


def published(figures: dict[str, list[Row]], lines: Sequence[dict]) -> OpenTables:
    """The tables of an archived file, and why each other one isn't in it: what its receipt was made of."""
    told = [entry for entry in from_json(lines) if entry.line in NOT_WRITTEN]
    refused = [
        {"rule": one.line.removeprefix("public_"), "missing": one.number, "needed": one.of, "table": one.columns[0]}
        for one in told
    ]
    return OpenTables(figures, refused)


def kept(tables: OpenTables) -> dict[str, int]:
    """Per cent of each written table's numbers that are shown."""
    return {
        table.name: _percent([value for row in tables.figures[table.name] for value in _of(Kind.COUNT, table, row)])
        for table in TABLES
        if table.name in tables.figures
    }


def _of(kind: Kind, table: OpenTable, row: Row) -> Iterator[int]:
    for column, value in zip(table.sheet.columns, row, strict=True):
        if column.kind is kind and value != NOT_APPLICABLE:
            yield value


def _is_margin(table: OpenTable, row: Row) -> bool:
    return ALL in row


def _shown(values: Sequence[int]) -> int:
    return sum(value != WITHHELD for value in values)


def _percent(values: Sequence[int]) -> int:
    return round(100 * _shown(values) / len(values)) if values else 0
