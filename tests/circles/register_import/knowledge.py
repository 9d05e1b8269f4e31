"""What Ringar knows in the tests that have no database."""

from datetime import date

from circles.rules.register_reading.grid import Sheet, Workbook, sheet
from circles.rules.register_reading.known import (
    LANGUAGE_SPELLINGS,
    Known,
    LeaderKnown,
    municipality_spellings,
    words,
)
from circles.rules.register_reading.nearest import folded
from circles.rules.register_reading.reading import Reading
from circles.rules.register_reading.register import read_register

TODAY = date(2026, 3, 20)
_PLACES = {"1280": "Malmö", "1281": "Lund", "1283": "Helsingborg", "1287": "Trelleborg", "1490": "Borås"}
_LANGUAGES = [
    ("ar", "ara", "arabiska"),
    ("fa-AF", "prs", "dari"),
    ("fa", "fas", "persiska"),
    ("so", "som", "somaliska"),
    ("ti", "tir", "tigrinja"),
    ("uk", "ukr", "ukrainska"),
]


def known(*, leaders: dict[str, LeaderKnown] | None = None, only: str = "") -> Known:
    return Known(
        today=TODAY,
        municipalities=words((code, name, municipality_spellings(name)) for code, name in _PLACES.items()),
        languages=words((code, name, LANGUAGE_SPELLINGS.get(iso, ())) for code, iso, name in _LANGUAGES),
        films=words((f"film-{number}", f"Film {number}", (str(number),)) for number in range(1, 6)),
        programmes=(("vagar-vidare", "Vägar vidare"), ("halsostod", "Hälsostöd")),
        ceilings=((date(2024, 1, 1), 4), (date(2026, 1, 1), 3)),
        leaders={folded("Sahar Karimi"): LeaderKnown("Sahar Karimi", "1280", "fa-AF")} | (leaders or {}),
        only_municipality=only,
        most_people=((date(2024, 1, 1), 20),),
    )


def read(*sheets: Sheet | list[list], epoch_1904: bool = False, **knowing) -> Reading:
    """The reading of sheets given as rows or as sheets."""
    made = (found if isinstance(found, Sheet) else grid(found) for found in sheets)
    return read_register(Workbook(tuple(made), epoch_1904), known(**knowing))


def grid(rows: list[list], title: str = "Vägar vidare 14", **more) -> Sheet:
    filled = {
        number: {column: value for column, value in enumerate(row, 1) if value is not None}
        for number, row in enumerate(rows, 1)
    }
    return sheet(title, {number: row for number, row in filled.items() if row}, **more)


def codes(remarks) -> list[tuple[str, int, str]]:
    """[("unknown_mark", 9, "E")]: what is wrong, in which row and column."""
    return [(remark.reason.code, remark.place.row, remark.place.column_letters) for remark in remarks]
