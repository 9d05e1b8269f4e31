"""The process in which openpyxl reads: few rights, little memory, little time, nothing on disk.

    python -m circles.register_import.child < workbook.xlsx > grid.json

Standard output is one JSON object: {"refused": code} or {"epoch_1904": bool, "sheets": [...]}. A sheet is
{"title", "hidden", "merges", "rows": [[number, [[column, value], ...]], ...]}. A value is a text, a number, a
boolean, {"at": ISO moment}, {"time": ISO time} or {"uncalculated": true}.
"""

import json
import resource
import sys
import warnings
from datetime import date, datetime, time
from io import BytesIO

from circles.register_import import guard

MEMORY_BYTES = 110 * 1024 * 1024
CPU_SECONDS = 8
MAX_TEXT = 400  # characters of a cell; a register holds words, not letters


def limit_process() -> None:
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_AS, (2 * MEMORY_BYTES, 2 * MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    limit_process()
    try:
        answer = read(sys.stdin.buffer.read(guard.MAX_FILE_BYTES + 1))
    except guard.Refused as refused:
        answer = {"refused": refused.code}
    except MemoryError:
        answer = {"refused": "too_heavy"}
    json.dump(answer, sys.stdout, ensure_ascii=True)


def read(data: bytes) -> dict:
    facts = guard.check(data)
    workbook = _open(data)
    try:
        sheets = [_sheet(sheet, facts) for sheet in workbook.worksheets]
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, SyntaxError) as error:
        raise guard.Refused("unreadable") from error
    return {"epoch_1904": workbook.epoch.year == 1904, "sheets": sheets}


def _open(data: bytes):
    for costly in ("numpy", "lxml"):  # openpyxl imports them where it finds them, and needs neither
        sys.modules[costly] = None
    warnings.simplefilter("ignore")
    from openpyxl import load_workbook
    from openpyxl.reader.workbook import WorkbookParser

    WorkbookParser.assign_names = lambda _parser: (
        None
    )  # named ranges: not needed, and often broken in real files
    try:
        return load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:
        raise guard.Refused("unreadable") from error


def _sheet(sheet, facts: dict) -> dict:
    known = facts.get(sheet._worksheet_path.lstrip("/"), guard.SheetFacts())
    formulas = set(known.formulas)
    sheet.reset_dimensions()  # what the file claims of its size; the guard has counted
    rows = []
    for number, row in enumerate(sheet.iter_rows(), 1):
        cells = [
            _cell(cell, formulas) for cell in row if cell.value is not None or _has_formula(cell, formulas)
        ]
        if cells:
            rows.append([number, cells])
    return {
        "title": sheet.title,
        "hidden": sheet.sheet_state != "visible",
        "merges": known.merges,
        "rows": rows,
    }


def _has_formula(cell, formulas: set[str]) -> bool:
    return bool(formulas) and hasattr(cell, "row") and cell.coordinate in formulas


def _cell(cell, formulas: set[str]) -> list:
    return [cell.column, _value(cell.value)]


def _value(value):
    match value:
        case None:
            return {"uncalculated": True}
        case bool() | int() | float():
            return value
        case datetime() | date():
            return {"at": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case _:
            return str(value)[:MAX_TEXT]


if __name__ == "__main__":
    main()
