"""A Parquet file read by Arrow's own library; polars wrote it."""

import re
from collections.abc import Iterator
from io import BytesIO

from exports.gate.tables import Cell, Found, Unreadable, whole

_AT_ONCE = 2_000  # rows
_KEYS = {b"ringar", b"ARROW:schema"}
_WRITER = re.compile(r"Polars[^\n@]*")


def read_parquet(data: bytes) -> Found:
    """The table, its labels, and every piece of metadata that no file of ours has. Raises Unreadable."""
    import pyarrow
    from pyarrow.parquet import ParquetFile

    pyarrow.set_memory_pool(pyarrow.system_memory_pool())  # its own keeps 16 MB of what it once took
    try:
        file = ParquetFile(BytesIO(data))
        schema = file.schema_arrow
    except (pyarrow.ArrowException, OSError) as error:
        raise Unreadable(type(error).__name__) from error
    metadata = {**(file.metadata.metadata or {}), **(schema.metadata or {})}
    beside = [f"metadata {key.decode('utf-8', 'replace')}" for key in sorted(set(metadata) - _KEYS)]
    beside += [f"metadata of {field.name}" for field in schema if field.metadata]
    if not _WRITER.fullmatch(file.metadata.created_by or ""):
        beside.append("created_by")
    texts = [metadata.get(b"ringar", b"").decode("utf-8", "replace")]
    return Found(schema.names, _rows(file), set(), texts, beside)


def _rows(file) -> Iterator[list[Cell]]:
    import pyarrow

    try:
        for batch in file.iter_batches(_AT_ONCE, use_threads=False):
            columns = ([_plain(cell) for cell in column.to_pylist()] for column in batch.columns)
            yield from map(list, zip(*columns, strict=True))
    except (pyarrow.ArrowException, OSError) as error:
        raise Unreadable(type(error).__name__) from error


def _plain(cell: Cell) -> Cell:
    return whole(cell) if isinstance(cell, float) else cell
