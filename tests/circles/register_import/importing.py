"""Imports rows as the screen and the console do, without the child process."""

from datetime import date

from circles.register_import import importer
from circles.register_import.actions import Imported, fingerprint, save_register
from circles.register_import.key import Key
from circles.register_import.knowing import known_to
from circles.register_import.plan import Plan, plan_import
from circles.rules.register_reading.grid import Workbook
from circles.rules.register_reading.reading import Reading
from circles.rules.register_reading.register import read_register
from tests.circles.register_import.books import FACTS, PEOPLE, matrix_rows
from tests.circles.register_import.knowledge import grid

TODAY = date(2026, 3, 20)
NEW = FACTS | {"Cirkel:": "Vägar vidare 90"}  # no circle of the cast has that name


def rows(**parts) -> list[list]:
    return matrix_rows(**{"facts": NEW, **parts})


def reading_of(who, *sheets) -> Reading:
    workbook = Workbook(tuple(grid(sheet) if isinstance(sheet, list) else sheet for sheet in sheets))
    return read_register(workbook, known_to(who, TODAY))


def plan_of(user, *sheets, key: Key | None = None) -> Plan:
    who = importer.coordinator(user)
    return plan_import(reading_of(who, *sheets), who, key or Key())


def imported(user, *sheets, key: Key | None = None, mark: str = "") -> Imported:
    """Saved. `user` None is the operator at the machine. Raises actions.HasErrors."""
    who = importer.coordinator(user) if user else importer.console()
    reading = reading_of(who, *sheets)
    return save_register(reading=reading, mark=mark or fingerprint(repr(sheets).encode()), by=who, key=key or Key())


def more_people(*names: str) -> list[tuple]:
    return [*PEOPLE, *((name, "K", 1980) for name in names)]
