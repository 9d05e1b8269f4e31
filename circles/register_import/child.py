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

MEMORY_BYTES = 100 * 1024 * 1024
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
    except Exception:  # a file odd in a way nobody thought of; the traceback would go nowhere
        answer = {"refused": "unreadable"}
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
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

    def nothing(_):
        return None

    # Named ranges are not needed, and often broken in real files; the size a sheet claims is not believed.
    WorkbookParser.assign_names = ReadOnlyWorksheet._get_size = nothing
    try:
        return load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
    except MemoryError:
        raise
    except Exception as error:
        raise guard.Refused("unreadable") from error


def _sheet(sheet, facts: dict) -> dict:
    known = facts.get(sheet._worksheet_path.lstrip("/"), guard.SheetFacts())
    formulas = set(known.formulas)
    rows = []
    read = sheet.iter_rows(max_row=known.last_row) if known.last_row else ()
    for number, row in enumerate(read, 1):
        cells = [[cell.column, _value(cell.value)] for cell in row if _is_filled(cell, formulas)]
        if cells:
            rows.append([number, cells])
    return {
        "title": sheet.title,
        "hidden": sheet.sheet_state != "visible",
        "merges": known.merges,
        "rows": rows,
    }


def _is_filled(cell, formulas: set[str]) -> bool:
    """Also a formula without a value: someone must open the file in Excel and save it, so that there is one."""
    return cell.value is not None or (hasattr(cell, "row") and cell.coordinate in formulas)


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
