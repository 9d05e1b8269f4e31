"""Reads a workbook in a child process, so that a hostile file hurts nobody else."""

import json
import subprocess
import sys
from datetime import datetime, time
from pathlib import Path

from circles.register_import.guard import MAX_FILE_BYTES, Refused
from circles.rules.register_reading.grid import Formula, Merge, Sheet, Value, Workbook, sheet

ROOT = Path(__file__).resolve().parent.parent.parent
WALL_SECONDS = 30  # the child stops itself by CPU time; this is for a machine that stands still
# Nothing of ours goes along: no key, no address of a database.
CHILD_ENVIRONMENT = {"PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def read_workbook(data: bytes, name: str = "") -> Workbook:
    """The cells of an .xlsx file. `name` is the file's: a year may stand in it. Raises Refused with a code."""
    if len(data) > MAX_FILE_BYTES:
        raise Refused("file_too_big")
    answer = _ask_child(data)
    if "refused" in answer:
        raise Refused(answer["refused"])
    return Workbook(tuple(_sheet(found) for found in answer["sheets"]), answer["epoch_1904"], name)


def _ask_child(data: bytes) -> dict:
    """Nothing but JSON comes back."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", "circles.register_import.child"],
            input=data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,  # a traceback could hold names
            cwd=ROOT,
            env=CHILD_ENVIRONMENT,
            timeout=WALL_SECONDS,
            check=False,
        )
        return json.loads(done.stdout) if done.returncode == 0 else {"refused": "too_heavy"}
    except (subprocess.TimeoutExpired, ValueError):
        return {"refused": "too_heavy"}


def _sheet(found: dict) -> Sheet:
    rows = {number: {column: _value(value) for column, value in cells} for number, cells in found["rows"]}
    merges = tuple(merge for ref in found["merges"] if (merge := _merge(ref)))
    return sheet(found["title"], rows, hidden=found["hidden"], merges=merges)


def _value(value) -> Value:
    match value:
        case {"at": moment}:
            return datetime.fromisoformat(moment)
        case {"time": moment}:
            return time.fromisoformat(moment)
        case {"uncalculated": _}:
            return Formula.UNCALCULATED
        case float() if value != value or value in (float("inf"), float("-inf")):
            return str(value)
        case _:
            return value


def _merge(ref: str) -> Merge | None:
    first, _, last = ref.partition(":")
    try:
        (top, left), (bottom, right) = _cell(first), _cell(last or first)
    except ValueError:
        return None
    return Merge(top, left, bottom, right)


def _cell(ref: str) -> tuple[int, int]:
    name = ref.rstrip("0123456789")
    column = 0
    for letter in name:
        column = column * 26 + ord(letter) - 64
    return int(ref[len(name) :]), column
