"""datapackage.json, version 2: every data file with its size, hash and, for CSV, its fields."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePosixPath

from exports.columns import MISSING_CODES
from exports.dataset import Description, Level, Table, Variable

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
_TYPES = {
    ".csv": "text/csv",
    ".dta": "application/x-stata-dta",
    ".parquet": "application/vnd.apache.parquet",
    ".sav": "application/x-spss-sav",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True, slots=True)
class Measure:
    size: int  # bytes
    sha256: str


def measured(content: bytes) -> Measure:
    return Measure(len(content), sha256(content).hexdigest())


def datapackage(data: Description, files: Mapping[str, Measure]) -> bytes:
    """`files`: the data files by their path in the package."""
    described = {
        "$schema": PROFILE,
        "name": data.stem,
        "title": data.title.sv,
        "description": " ".join(line.en for line in data.abstract),
        "version": str(data.version),
        **_licence(data),
        "contributors": [{"title": "Ringar", "roles": ["publisher"]}],
        "resources": [_resource(path, measure, data) for path, measure in files.items()],
    }
    return json.dumps(described, ensure_ascii=False, indent=1).encode() + b"\n"


def _licence(data: Description) -> dict:
    given = data.licence
    return {"licenses": [{"name": given.code, "path": given.url, "title": given.title}]} if given else {}


def _resource(path: str, measure: Measure, data: Description) -> dict:
    place = PurePosixPath(path)
    told = {
        "name": path.lower().replace("/", "-"),
        "path": path,
        "format": place.suffix.lstrip("."),
        "mediatype": _TYPES[place.suffix],
        "bytes": measure.size,
        "hash": f"sha256:{measure.sha256}",
    }
    table = next((table for table in data.tables if path == f"csv/{table.name}.csv"), None)
    if table is None:
        return told
    return told | {"type": "table", "title": table.title.sv, "encoding": "utf-8", "schema": _schema(table)}


def _schema(table: Table) -> dict:
    missing = [{"value": str(code), "label": words.sv} for code, words in MISSING_CODES.items()]
    return {"fields": [_field(variable) for variable in table.variables], "missingValues": missing}


def _field(variable: Variable) -> dict:
    """Text has all its values as categories. A number's labels name some of its values: they are told in words."""
    kind = "string" if variable.is_text else "number" if variable.is_decimal else "integer"
    field = {"name": variable.name, "type": kind, "title": variable.label.sv}
    numbers = variable.numbers
    labels = [
        {"value": value, "label": words.sv} | ({"stata": numbers[value]} if value in numbers else {})
        for value, words in variable.values.items()
    ]
    if variable.is_text:
        field |= {"description": variable.definition.sv} | ({"categories": labels} if labels else {})
        return field | ({"categoriesOrdered": True} if labels and variable.level == Level.ORDINAL else {})
    told = [f"{label['value']} = {label['label']}." for label in labels]
    return field | {"description": " ".join([variable.definition.sv, *told])}
