"""Passing or refusing all files of a release together: the workbook first, then every other format against it."""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from exports.gate import allowed, bundle, charts, numbers
from exports.gate.check import Finding, any_of, check
from exports.gate.delimited import read_csv, read_excel_csv
from exports.gate.dta import read_dta
from exports.gate.evidence import Evidence
from exports.gate.opened import opened
from exports.gate.parquet import read_parquet
from exports.gate.sav import read_sav
from exports.gate.tables import Found, Unreadable

PAPERS = {"README.sv.md", "README.en.md", "ddi-codebook.xml"}
MORE_PAPERS = {"datapackage.json", "provenance.json", "disclosure.json", "CHECKSUMS.sha256"}
# Folder in the package → how its files end, and who reads them.
READERS: dict[str, dict[str, Callable[[bytes], Found]]] = {
    "csv": {".csv": read_csv, "-excel.csv": read_excel_csv},
    "spss": {".sav": read_sav},
    "stata": {".dta": read_dta},
    "parquet": {".parquet": read_parquet},
}
BUNDLES = {"csv": "csv", "sav": "spss", "dta": "stata", "parquet": "parquet"}
STAMPS = {".sav": {"01 Jan 0000:00:00"}, ".dta": {"01 Jan 2000 00:00"}}
DDI = "{ddi:codebook:2_5}"
COUNTED = {f"{DDI}caseQnty", f"{DDI}varQnty"}
HASH = re.compile(r"sha256:[0-9a-f]{64}")

Members = Mapping[str, bytes]
Sheets = Mapping[str, list[list]]


def check_all(files: Mapping[str, bytes], evidence: Evidence) -> list[Finding]:
    """Everything that stands against these files, by format (xlsx, csv, sav, dta, parquet, zip); empty is a pass."""
    if findings := check(files["xlsx"], evidence):
        return findings
    return others(files, evidence, allowed.TABLES)


def others(files: Mapping[str, bytes], evidence, tables: Collection[str]) -> list[Finding]:
    """What stands against the other formats, held against a workbook that has passed: its sheets called `tables`."""
    if set(files) != {"xlsx", "zip", *BUNDLES}:
        return [Finding("formats")]
    try:
        return list(_against_the_workbook(files, evidence, tables))
    except (Unreadable, ParseError, DefusedXmlException, UnicodeDecodeError, ValueError, KeyError) as error:
        return [Finding("unreadable", type(error).__name__)]


def _against_the_workbook(files: Mapping[str, bytes], evidence: Evidence, tables: Collection[str]) -> Iterator[Finding]:
    book = {sheet.name: sheet.rows for sheet in opened(files["xlsx"]).sheets}
    sheets = {name: rows for name, rows in book.items() if name in tables}
    package = bundle.opened(files["zip"])
    yield from bundle.wrapping(files["zip"], "zip")
    yield from _members(package, files["xlsx"], sheets)
    yield from _tables(package, sheets, numbers.described(book["codebook"]), evidence)
    yield from charts.check_charts(package, sheets)
    yield from _papers(package, evidence)
    yield from _described(package, sheets)
    yield from _checksums(package)
    for kind, folder in BUNDLES.items():
        yield from bundle.wrapping(files[kind], kind)
        yield from _is_part(bundle.opened(files[kind]), package, folder, kind)


def _paths(sheets: Sheets, folder: str) -> set[str]:
    return {f"{folder}/{sheet}{ending}" for sheet in sheets for ending in READERS[folder]}


def _members(package: Members, workbook: bytes, sheets: Sheets) -> Iterator[Finding]:
    """Every file that belongs there and none else. The workbook's name is the only one that changes."""
    expected = PAPERS | MORE_PAPERS | charts.members(sheets)
    expected = expected.union(*(_paths(sheets, folder) for folder in READERS))
    others = set(package) - expected
    if expected - set(package) or len(others) != 1:
        yield Finding("members", "zip")
    for path in others:
        if not re.fullmatch(r"[a-z0-9-]{1,60}\.xlsx", path) or package[path] != workbook:
            yield Finding("members", path)


def _is_part(members: Members, package: Members, folder: str, kind: str) -> Iterator[Finding]:
    """A bundle of one format holds what the package holds of it, byte by byte."""
    whole = {path.removeprefix(f"{folder}/"): content for path, content in package.items() if path.startswith(folder)}
    whole |= {path: package[path] for path in PAPERS}
    if members != whole:
        yield Finding("members", kind)


def _tables(package: Members, sheets: Sheets, words: numbers.Words, evidence: Evidence) -> Iterator[Finding]:
    for folder, readers in READERS.items():
        for sheet, rows in sheets.items():
            for ending, read in readers.items():
                path = f"{folder}/{sheet}{ending}"
                found = read(package[path])
                if ending == ".dta":
                    found.rows = numbers.told_back(found.header, found.rows, sheet)
                    yield from (Finding("label", f"{path} {name}") for name in numbers.mislabelled(found, sheet, words))
                yield from _same(found, rows, path)
                yield from _head(found, path, ending)
                yield from _words("\n".join(found.texts), path, evidence)


def _same(found: Found, rows: list[list], path: str) -> Iterator[Finding]:
    """The workbook's cells in the workbook's order. Whole numbers and their digits are one."""
    if found.header != rows[0]:
        yield Finding("columns", path)
    if [list(map(str, row)) for row in found.rows] != [list(map(str, row)) for row in rows[1:]]:
        yield Finding("cells", path)


def _head(found: Found, path: str, ending: str) -> Iterator[Finding]:
    if found.stamps != STAMPS.get(ending, set()):
        yield Finding("timestamp", path)
    if found.beside:
        yield Finding("beside", path)


def _words(text: str, where: str, evidence: Evidence) -> Iterator[Finding]:
    forbidden = any_of(evidence.forbidden)
    if forbidden and forbidden.search(text):
        yield Finding("canary", where)
    yield from (Finding(rule, where) for rule, pattern in allowed.TEXT_REFUSED.items() if pattern.search(text))


def _papers(package: Members, evidence: Evidence) -> Iterator[Finding]:
    pictures = {path for path in package if path.startswith("charts/") and path.endswith(".svg")}
    for path in sorted(PAPERS | MORE_PAPERS - {"CHECKSUMS.sha256"} | pictures):
        yield from _words("\n".join(words_in(path, package[path])), path, evidence)


def words_in(path: str, content: bytes) -> Iterator[str]:
    """The words of a paper. Sizes and hashes are no words: they are compared with the files themselves."""
    if path.endswith(".json"):
        yield from _strings(json.loads(content))
    elif path.endswith(".svg"):
        yield from charts.svg_words(content)
    elif path.endswith(".xml"):
        for node in fromstring(content).iter():
            if node.tag not in COUNTED:
                yield from (node.text or "", node.tail or "", *node.attrib.values())
    else:
        yield content.decode("utf-8")


def _strings(told) -> Iterator[str]:
    if isinstance(told, str) and not HASH.fullmatch(told):
        yield told
    elif isinstance(told, dict | list):
        for part in [*told, *told.values()] if isinstance(told, dict) else told:
            yield from _strings(part)


def _described(package: Members, sheets: Sheets) -> Iterator[Finding]:
    """The descriptions name the workbook's tables and columns, each file's size and hash, and nothing else."""
    names = [(sheet, column) for sheet, rows in sheets.items() for column in rows[0]]
    papers = PAPERS | MORE_PAPERS
    data = {
        path: measured(content)
        for path, content in package.items()
        if path not in papers and not path.startswith("charts/")
    }
    yield from ddi_names(package["ddi-codebook.xml"], names)
    yield from data_package_names(package["datapackage.json"], names, data)
    tables = json.loads(package["provenance.json"])["tables"]
    if [(table["name"], column) for table in tables for column in table["variables"]] != names:
        yield Finding("columns", "provenance.json")


def measured(content: bytes) -> tuple[int, str]:
    """Bytes and SHA-256."""
    return len(content), hashlib.sha256(content).hexdigest()


def ddi_names(content: bytes, names: list[tuple[str, str]]) -> Iterator[Finding]:
    described = [(var.get("files"), var.get("name")) for var in fromstring(content).iter(f"{DDI}var")]
    if described != [(f"F_{sheet}", column) for sheet, column in names]:
        yield Finding("columns", "ddi-codebook.xml")


def data_package_names(
    content: bytes, names: list[tuple[str, str]], data: Mapping[str, tuple[int, str]]
) -> Iterator[Finding]:
    """`data`: the data files by their path in the package, measured."""
    resources = json.loads(content)["resources"]
    if {resource["path"] for resource in resources} != set(data) or len(resources) != len(data):
        yield Finding("members", "datapackage.json")
    for resource in resources:
        size, digest = data.get(resource["path"], (0, ""))
        if (resource["bytes"], resource["hash"]) != (size, f"sha256:{digest}"):
            yield Finding("checksum", "datapackage.json")
    fields = [
        (resource["path"].removeprefix("csv/").removesuffix(".csv"), field["name"])
        for resource in resources
        for field in resource.get("schema", {}).get("fields", [])
    ]
    if fields != names:
        yield Finding("columns", "datapackage.json")


def _checksums(package: Members) -> Iterator[Finding]:
    told = dict(reversed(line.split("  ", 1)) for line in package["CHECKSUMS.sha256"].decode("ascii").splitlines())
    found = {
        path: hashlib.sha256(content).hexdigest() for path, content in package.items() if path != "CHECKSUMS.sha256"
    }
    if told != found:
        yield Finding("checksum", "CHECKSUMS.sha256")
