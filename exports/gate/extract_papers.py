"""The papers of an extract that programs read, held against the rows that were counted: neither may promise more than
there is, nor less."""

import json
from collections.abc import Collection, Iterator, Mapping

from exports.gate.check import Finding
from exports.gate.extract_lists import COARSENED, COLUMNS, CONDITIONS

PROVENANCE, REPORT = "provenance.json", "disclosure.json"
_HONEST = {"anonymous": False, "pseudonymised": True, "synthetic": False}


def check_papers(provenance: bytes, report: bytes, rows: Mapping[str, int], told: Collection[str]) -> Iterator[Finding]:
    """`rows`: how many each sheet has. `told`: the references that a report has to name."""
    yield from _provenance(json.loads(provenance), rows)
    yield from _report(json.loads(report), rows, told)


def _provenance(paper: dict, rows: Mapping[str, int]) -> Iterator[Finding]:
    if paper.get("profile") != "rx" or any(paper.get(name) is not False for name in ("anonymous", "synthetic")):
        yield Finding("honesty", PROVENANCE)
    tables = paper.get("tables", [])
    columns = {table["name"]: table["variables"] for table in tables}
    if columns != {name: [column for column, _ in COLUMNS[name]] for name in rows}:
        yield Finding("columns", PROVENANCE)
    if {table["name"]: table["rows"] for table in tables} != rows:
        yield Finding("counts", PROVENANCE)


def _report(paper: dict, rows: Mapping[str, int], told: Collection[str]) -> Iterator[Finding]:
    if any(paper.get(name) is not value for name, value in _HONEST.items()):
        yield Finding("honesty", REPORT)
    conditions = paper.get("conditions", [])
    met = [one["met_by"] for one in conditions if one["met_by"]]
    named = {*met, paper.get("release")}
    if tuple(one["rule"] for one in conditions) != CONDITIONS or len(met) != len(CONDITIONS) or set(told) - named:
        yield Finding("conditions", REPORT)
    if {one["variable"] for one in paper.get("coarsened", [])} != COARSENED:
        yield Finding("columns", REPORT)
    if paper.get("counts") != {"people": rows.get("people"), "rows": rows}:
        yield Finding("counts", REPORT)
