"""What a finished workbook of scientific files may hold. Written down here a second time, on purpose."""

import re
from collections.abc import Callable

PARTS = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(app|core)\.xml"
    r"|xl/(workbook|styles|sharedStrings|theme/theme1)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/worksheets/sheet1?[0-9]\.xml|xl/worksheets/_rels/sheet1?[0-9]\.xml\.rels|xl/tables/table1?[0-9]\.xml"
)
SHEETS = [
    "README",
    "codebook",
    "A_characteristics",
    "B_outcomes",
    "C_attendance",
    "D_delivery",
    "F_flow",
    "S_statistics",
    "S_model",
]
# Their rules are in modules of their own; a batch too small for one of them has it not.
PEOPLE, OUTCOMES, STATISTICS, MODEL = NOT_ALWAYS = ("A_characteristics", "B_outcomes", "S_statistics", "S_model")
ELEMENTS_REFUSED = {"f", "mergeCell", "hyperlink", "legacyDrawing", "drawing", "dataValidation", "oleObject"}
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
CORE = {"creator": "Ringar", "lastModifiedBy": "Ringar"}
CORE_TIME = "2000-01-01T00:00:00Z"

Test = Callable[[object], bool]
WITHHELD, NOT_APPLICABLE, MISSING = -96, -97, {-96, -97, -98, -99}


def count(value) -> bool:
    """Zero, three and every sixth after it, or a missing code."""
    return type(value) is int and (value in MISSING or value == 0 or (value > 0 and (value - 3) % 6 == 0))


def small_number(value) -> bool:
    """The place of a session, module or film; 99 for those outside the programme."""
    return type(value) is int and (1 <= value <= 40 or value in (99, NOT_APPLICABLE))


def one_of(*codes) -> Test:
    return lambda value: value in codes


LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z]{2,4})?|other")


def language(value) -> bool:
    return value == NOT_APPLICABLE or (type(value) is str and LANGUAGE.fullmatch(value) is not None)


STEPS = ("invited", "enrolled", "started", "completed", "before", "after", "left")
REASONS = (
    "work_or_studies",
    "moved",
    "time_or_place",
    "health",
    "childcare",
    "other_circle",
    "did_not_fit",
    "not_said",
    "never_came",
)
COLUMNS: dict[str, list[tuple[str, Test]]] = {
    "C_attendance": [
        ("session", small_number),
        ("at_risk", count),
        ("attended", count),
        ("not_recorded", count),
    ],
    "D_delivery": [
        ("part", one_of("module", "film")),
        ("module", small_number),
        ("film", small_number),
        ("language", language),
        ("planned", count),
        ("held", count),
        ("minutes", count),
    ],
    "F_flow": [
        ("step", one_of(*STEPS)),
        ("reason", one_of(NOT_APPLICABLE, *REASONS)),
        ("people", count),
    ],
}
TABLES = {*NOT_ALWAYS, *COLUMNS}
KEYS = {"C_attendance": 1, "D_delivery": 4, "F_flow": 2}  # how many columns name the row
TEXT_HEADERS = {
    "README": ["svenska", "english"],
    "codebook": ["sheet", "variable", "type", "value", "stata", "svenska", "english"],
}

TEXT_REFUSED = {
    "date": re.compile(
        r"\b(19|20)\d\d-\d\d?-\d\d?\b|\b\d{1,2}[/.]\d{1,2}([/.]\d{2,4})\b|\b(19|20)\d\d(?!H[12])\b"
        r"|\b\d{1,2}:\d\d\b|\b\d{1,2} (jan|feb|mar|apr|ma[jy]|jun|jul|aug|sep|o[ck]t|nov|dec)",
        re.IGNORECASE,
    ),
    "identifier": re.compile(
        r"[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}|[\w.]+@[\w.]+|\b(\d\d)?\d{6}[-+ ]?\d{4}\b",
        re.IGNORECASE,
    ),
}
