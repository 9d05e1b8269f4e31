"""Parquet: typed columns without an index, the labels as JSON in the file's own metadata."""

import json
from io import BytesIO

from exports.dataset import Table, Variable
from exports.writers.frames import frame

GROUP = 10_000  # rows: a reader holds one group at a time
LABELS = "ringar"  # the key of the metadata


def parquet(table: Table) -> bytes:
    written = BytesIO()
    frame(table).write_parquet(
        written, compression="zstd", statistics=False, row_group_size=GROUP, metadata={LABELS: _labels(table)}
    )
    return written.getvalue()


def _labels(table: Table) -> str:
    told = {
        "title": {"sv": table.title.sv, "en": table.title.en},
        "variables": [_variable(variable) for variable in table.variables],
    }
    return json.dumps(told, ensure_ascii=False)


def _variable(variable: Variable) -> dict:
    return {
        "name": variable.name,
        "label": {"sv": variable.label.sv, "en": variable.label.en},
        "level": variable.level.value,
        "values": [
            {"value": value, "label": {"sv": words.sv, "en": words.en}} for value, words in variable.labels.items()
        ],
    }
