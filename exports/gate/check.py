"""Passing or refusing a finished workbook, by rule name."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import ParseError, fromstring

from exports.gate import allowed, characteristics, labels, model, outcomes, statistics
from exports.gate.evidence import Evidence
from exports.gate.opened import MAIN, Opened, SheetXml, Unreadable, opened

MIN_CIRCLES = 3


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that stands against the file, and where. `where` names parts, sheets and rows: never a value."""

    rule: str
    where: str = ""


def check(data: bytes, evidence: Evidence) -> list[Finding]:
    """Everything that stands against these bytes; an empty list is a pass."""
    return by_rules(data, evidence, RULES)


def by_rules(data: bytes, evidence, rules: Sequence["Rule"]) -> list[Finding]:
    """What these rules find in the workbook. `evidence` is what they ask for; all ask for its `forbidden` words."""
    try:
        book = opened(data)
        return [finding for rule in rules for finding in rule(book, evidence)]
    except labels.Changed as changed:
        return [Finding("hierarchy", str(changed))]
    except (Unreadable, ParseError, DefusedXmlException) as error:
        return [Finding("unreadable", type(error).__name__)]


def _parts(book: Opened, evidence: Evidence) -> Iterator[Finding]:
    for name in book.parts:
        if not allowed.PARTS.fullmatch(name):
            yield Finding("part", name)
    if book.times != {allowed.ZIP_TIME}:
        yield Finding("timestamp", "zip")


def _properties(book: Opened, evidence: Evidence) -> Iterator[Finding]:
    for node in fromstring(book.parts["docProps/core.xml"]):
        name = node.tag.rpartition("}")[2]
        if name in ("created", "modified"):
            if node.text != allowed.CORE_TIME:
                yield Finding("timestamp", name)
        elif node.text != allowed.CORE.get(name):
            yield Finding("property", name)


def _sheets(book: Opened, evidence: Evidence) -> Iterator[Finding]:
    found = [sheet.name for sheet in book.sheets]
    if found != [name for name in allowed.SHEETS if name in found or name not in allowed.NOT_ALWAYS]:
        yield Finding("sheets")


def _structure(book: Opened, evidence: Evidence) -> Iterator[Finding]:
    if list(fromstring(book.parts["xl/workbook.xml"]).iter(f"{MAIN}definedName")):
        yield Finding("defined_name")
    for sheet in book.sheets:
        if sheet.state != "visible" or _hides(sheet):
            yield Finding("hidden", sheet.name)
        found = {node.tag.rpartition("}")[2] for node in sheet.root.iter()} & allowed.ELEMENTS_REFUSED
        yield from (Finding(f"element_{name}", sheet.name) for name in sorted(found))


def _hides(sheet: SheetXml) -> bool:
    return any(
        node.get("hidden") in ("1", "true") for tag in ("row", "col") for node in sheet.root.iter(f"{MAIN}{tag}")
    )


def _data(book: Opened, evidence: Evidence) -> Iterator[Finding]:
    for sheet in book.sheets:
        columns = allowed.COLUMNS.get(sheet.name)
        if columns is None:
            continue
        if not sheet.rows or sheet.rows[0] != [name for name, _ in columns]:
            yield Finding("columns", sheet.name)
            continue
        keys = [tuple(row[: allowed.KEYS[sheet.name]]) for row in sheet.rows[1:]]
        if len(set(keys)) != len(keys):
            yield Finding("repeated_row", sheet.name)
        for number, row in enumerate(sheet.rows[1:], start=2):
            yield from _row(sheet.name, number, row, columns)


def _people(book: Opened, evidence: Evidence) -> Iterator[Finding]:
    for sheet in book.sheets:
        if sheet.name != allowed.PEOPLE:
            continue
        if not sheet.rows or sheet.rows[0] != characteristics.HEADER:
            yield Finding("columns", sheet.name)
            continue
        for rule, where in characteristics.findings(sheet.rows[1:], evidence.population):
            yield Finding(rule, f"{sheet.name} {where}".strip())


_HEADERS = {
    allowed.OUTCOMES: outcomes.HEADER,
    allowed.STATISTICS: statistics.HEADER,
    allowed.MODEL: model.HEADER,
}


def _answers(book: Opened, evidence: Evidence) -> Iterator[Finding]:
    tables = {sheet.name: sheet for sheet in book.sheets}
    for name, header in _HEADERS.items():
        if name in tables and (not tables[name].rows or tables[name].rows[0] != header):
            yield Finding("columns", name)
            return
    grouped = tables.get(allowed.OUTCOMES)
    rows = grouped.rows[1:] if grouped else []
    if grouped:
        yield from (Finding(rule, f"B {where}") for rule, where in outcomes.findings(rows, evidence.answers))
        if {row[0] for row in rows if row} & _ids_of_people(tables):
            yield Finding("id_shared", allowed.OUTCOMES)
    bands = {key: {row[2] for row in rows if row[1:2] == [key]} for key in {row[1] for row in rows if len(row) > 2}}
    for name, rules in ((allowed.STATISTICS, statistics), (allowed.MODEL, model)):
        if name in tables:
            found = rules.findings(tables[name].rows[1:], evidence.answers, bands)
            yield from (Finding(rule, f"{name} {where}") for rule, where in found)


def _ids_of_people(tables: dict[str, SheetXml]) -> set:
    return {row[0] for row in tables[allowed.PEOPLE].rows[1:] if row} if allowed.PEOPLE in tables else set()


def _row(sheet: str, number: int, row: list, columns: list[tuple[str, allowed.Test]]) -> Iterator[Finding]:
    if len(row) != len(columns):
        yield Finding("columns", f"{sheet} {number}")
    for (name, test), value in zip(columns, row, strict=False):
        if not test(value):
            yield Finding("count" if test is allowed.count else "label", f"{sheet} {number} {name}")


def _pooled(book: Opened, evidence: Evidence) -> Iterator[Finding]:
    """A row with anything in it stands for three circles or more, by the gate's own count."""
    for sheet in book.sheets:
        for number, row in enumerate(sheet.rows[1:] if sheet.name in allowed.KEYS else [], start=2):
            width = allowed.KEYS[sheet.name]
            counts = [value for value in row[width:] if value not in allowed.MISSING]
            if counts and evidence.circles.get((sheet.name, *row[:width]), 0) < MIN_CIRCLES:
                yield Finding("pooling", f"{sheet.name} {number}")


def _order(book: Opened, evidence: Evidence) -> Iterator[Finding]:
    """Numbered rows stand in the order of their numbers: any other order would tell of the database's."""
    for sheet in book.sheets:
        if sheet.name == "C_attendance":
            ordinals = [row[0] for row in sheet.rows[1:] if row and isinstance(row[0], int)]
            if ordinals != sorted(ordinals):
                yield Finding("order", sheet.name)


def _texts(book: Opened, evidence: Evidence) -> Iterator[Finding]:
    forbidden = any_of(evidence.forbidden)
    for sheet in book.sheets:
        header = allowed.TEXT_HEADERS.get(sheet.name)
        if header is not None and (not sheet.rows or sheet.rows[0] != header):
            yield Finding("columns", sheet.name)
        for number, row in enumerate(sheet.rows, start=1):
            text = "\n".join(value for value in row if isinstance(value, str))
            for rule, pattern in allowed.TEXT_REFUSED.items():
                if pattern.search(text):
                    yield Finding(rule, f"{sheet.name} {number}")
            if forbidden and forbidden.search(text):
                yield Finding("canary", f"{sheet.name} {number}")


def _beside_the_cells(book: Opened, evidence: Evidence) -> Iterator[Finding]:
    """Words outside the cells: names of tables and themes, headers of pages, properties, strings no cell shows."""
    forbidden = any_of(evidence.forbidden)
    for name, content in book.parts.items():
        text = "\n".join(_words(fromstring(content)))
        if forbidden and forbidden.search(text):
            yield Finding("canary", name)
        if allowed.TEXT_REFUSED["identifier"].search(text):
            yield Finding("identifier", name)


def _words(root) -> Iterator[str]:
    for node in root.iter():
        yield from (node.text or "", node.tail or "", *node.attrib.values())


def any_of(words: frozenset[str]) -> re.Pattern | None:
    if not words:
        return None
    return re.compile("|".join(rf"\b{re.escape(word)}\b" for word in sorted(words)), re.IGNORECASE)


Rule = Callable[[Opened, Evidence], Iterator[Finding]]
OF_ANY_WORKBOOK: tuple[Rule, ...] = (_parts, _properties, _structure, _texts, _beside_the_cells)
RULES: tuple[Rule, ...] = (*OF_ANY_WORKBOOK, _sheets, _data, _people, _answers, _pooled, _order)
