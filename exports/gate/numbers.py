"""What the numbers of a Stata file stand for: the codes in their order, written down here a second time."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from exports.gate import labels
from exports.gate.allowed import MISSING, REASONS, STEPS
from exports.gate.tables import Cell, Found

# (sheet, variable) → code → its number and its Swedish words.
Words = dict[tuple[str, str], dict[Cell, tuple[Cell, str]]]
BETWEEN = " – "
INSTRUMENTS = ["contacts-1", "eq5d5l-1", "ghq12-1", "health-1", "rhs13-1", "rhs15-1", "sleep-1", "soc13-1", "who5-1"]
# Code → name: the only places that may be told of.
COUNTIES = {
    "01": "Stockholms län",
    "03": "Uppsala län",
    "04": "Södermanlands län",
    "05": "Östergötlands län",
    "06": "Jönköpings län",
    "07": "Kronobergs län",
    "08": "Kalmar län",
    "09": "Gotlands län",
    "10": "Blekinge län",
    "12": "Skåne län",
    "13": "Hallands län",
    "14": "Västra Götalands län",
    "17": "Värmlands län",
    "18": "Örebro län",
    "19": "Västmanlands län",
    "20": "Dalarnas län",
    "21": "Gävleborgs län",
    "22": "Västernorrlands län",
    "23": "Jämtlands län",
    "24": "Västerbottens län",
    "25": "Norrbottens län",
}
_GROUPS = ["all", "woman", "man", "other_or_not_said", "low", "middle", "high", "below_high", "unknown"]
_OPEN = ["rest", "all"]
LISTS: dict[str, dict[str, list[str]]] = {
    "B_outcomes": {"instrument": INSTRUMENTS},
    "S_statistics": {
        "instrument": INSTRUMENTS,
        "breakdown": ["total", "sex", "dose_band", "age_band"],
        "label": [*_GROUPS, "under_30", "30-49", "50+"],
    },
    "S_model": {
        "instrument": INSTRUMENTS,
        "term": ["intercept", "before", "dose_band", "sex", "circle", "residual"],
        "label": [*_GROUPS, "rest"],
    },
    "D_delivery": {"part": ["module", "film"]},
    "F_flow": {"step": [*STEPS], "reason": [*REASONS]},
    "P1_sex_age": {
        "sex": ["woman", "man", "other_or_not_said", *_OPEN],
        "age_band": ["under_50", "50+", *_OPEN],
    },
    "P2_language": {"language_group": ["semitic", "iranian", "cushitic", "slavic", "other_families", *_OPEN]},
    "P3_arrival": {"arrival_band": ["under_3", "3_or_more", *_OPEN]},
    "P4_dose": {"dose_band": ["below_high", "high", *_OPEN]},
    "P5_flow": {"step": [*STEPS[:-1]]},
    "attendance": {
        "state": ["held", "cancelled"],
        "mark": ["present", "part", "notified", "absent"],
        "seat": ["active", "completed", "left", "never_came"],
        "reason": [*REASONS],
        "county": [*COUNTIES],
    },
    "answers": {"instrument": INSTRUMENTS, "wave": ["before", "after", "three_months"]},
}
# Columns whose labels are those of a hierarchy: with all of them, or with those of one level.
ALL_LEVELS = {"A_characteristics": labels.COLUMNS, "B_outcomes": ["dose_band"]}
LANGUAGES = {
    "D_delivery": ["language"],
    "P8_films": ["language"],
    "attendance": ["film_language", "circle_language"],
}
LEVELS = {"sex": 0, "age_band": 1, "language_group": 0, "arrival_band": 0}
SCHOOLING = ["none", "up_to_9", "10_or_more", "unknown"]


@cache
def codes_of(sheet: str) -> Mapping[str, list[str]]:
    """Coded variable → its codes; the first has the number 1. Raises labels.Changed."""
    found = dict(LISTS.get(sheet, {}))
    for column in ALL_LEVELS.get(sheet, ()):
        found[column] = [line[1] for line in labels.lines("words") if line[0] == column]
    if sheet in ("people", "attendance"):
        for column, level in LEVELS.items():
            found[column] = list(dict.fromkeys(line[level] for line in labels.lines(column)))
        found["schooling"] = SCHOOLING
    for column in LANGUAGES.get(sheet, ()):
        found[column] = ["other", "all", *(line[0] for line in labels.lines("languages"))]
    return found


def told_back(header: list[str], rows: Iterable[list[Cell]], sheet: str) -> Iterator[list[Cell]]:
    """The rows with the code that each number stands for; a number without one is told as such."""
    known = codes_of(sheet)
    places = [known.get(name) for name in header]
    told = [None if codes is None else dict(enumerate(codes, start=1)) for codes in places]
    for row in rows:
        yield [
            cell if codes is None else str(cell) if cell in MISSING else codes.get(cell, f"number {cell}")
            for codes, cell in zip(told, row, strict=False)
        ]


def mislabelled(found: Found, sheet: str, words: Words) -> Iterator[str]:
    """Names of the variables that are not labelled as the lists here and the workbook's codebook say."""
    known, missing = codes_of(sheet), dict(words["", ""].values())
    for name in found.header:
        given, own = found.labels.get(name, {}), words.get((sheet, name), {})
        if name not in known and not own:
            is_as_told = given in ({}, missing)
        else:
            is_as_told = given == _expected(own, known.get(name, [])) | missing
        if not is_as_told:
            yield name


def _expected(own: Mapping[Cell, tuple[Cell, str]], codes: list[str]) -> dict[Cell, str]:
    """Number → label: of a code its place in the list and its words, of a number its words. What the codebook and the
    list don't say alike has no label that would do."""
    told = {}
    for value, (number, swedish) in own.items():
        if isinstance(value, int):
            told[value] = swedish
        else:
            place = codes.index(value) + 1 if value in codes else None
            told[number if number == place else None] = value if value == swedish else f"{value}{BETWEEN}{swedish}"
    return told


def described(rows: Iterable[list]) -> Words:
    """From the rows of the workbook's codebook; under ("", "") the missing codes."""
    found: Words = {("", ""): {}}
    for sheet, variable, _, value, number, swedish, *_ in (_filled(row) for row in rows):
        if value != "":
            found.setdefault((sheet, variable), {})[value] = (number, swedish)
    return found


def _filled(row: list) -> list:
    return [("" if cell is None else cell) for cell in row] + [""] * (7 - len(row))
