"""A Parquet file read by Arrow's own library; polars wrote it."""

import re
from io import BytesIO

from exports.gate.tables import Found, Unreadable

_KEYS = {b"ringar", b"ARROW:schema"}
_WRITER = re.compile(r"Polars[^\n@]*")


def read_parquet(data: bytes) -> Found:
    """The table, its labels, and every piece of metadata that no file of ours has. Raises Unreadable."""
    import pyarrow
    from pyarrow.parquet import ParquetFile

    try:
        file = ParquetFile(BytesIO(data))
        table = file.read()
    except (pyarrow.ArrowException, OSError) as error:
        raise Unreadable(type(error).__name__) from error
    metadata = {**(file.metadata.metadata or {}), **(table.schema.metadata or {})}
    beside = [f"metadata {key.decode('utf-8', 'replace')}" for key in sorted(set(metadata) - _KEYS)]
    beside += [f"metadata of {field.name}" for field in table.schema if field.metadata]
    if not _WRITER.fullmatch(file.metadata.created_by or ""):
        beside.append("created_by")
    rows = [list(row) for row in zip(*(column.to_pylist() for column in table.columns), strict=True)]
    texts = [metadata.get(b"ringar", b"").decode("utf-8", "replace")]
    return Found(list(table.column_names), rows, set(), texts, beside)
