"""Figures of scientific files to write open tables from, and a reader who holds nothing but those files."""

import csv
import io
import zipfile
from collections import Counter
from itertools import product
from pathlib import Path

from exports import hierarchies
from exports.dataset import dataset
from exports.document import About, Page, pages
from exports.gate import KnownOfTables, check_tables
from exports.languages import languages_in
from exports.public.catalogue import SHEETS
from exports.public.paper import told
from exports.public.receipt import kept, receipt
from exports.public.tables import OpenTables, open_tables
from exports.writers import package
from exports.writers.excel import workbook
from tests.exports.crowd import crowd, drawn

W, N = -96, -97
COUNTED = {
    "C_attendance": [[1, 117, 87, 9], [2, 117, 81, 0], [3, 111, 111, 0], [99, W, W, W]],
    "D_delivery": [
        ["module", 1, N, N, 21, 15, N],
        ["module", 2, N, N, 15, 15, N],
        ["module", 99, N, N, W, W, N],
        ["film", N, 1, "prs", N, 15, 87],
        ["film", N, 1, "so", N, 9, 87],
        ["film", N, 2, "so", N, 15, 87],
        ["film", N, 2, "other", N, W, W],
    ],
    "F_flow": [
        ["invited", N, 129],
        ["enrolled", N, 117],
        ["started", N, 111],
        ["completed", N, 81],
        ["before", N, 45],
        ["after", N, N],
        ["left", "moved", 9],
    ],
}
FIGURES = {"A_characteristics": drawn(crowd(7)).rows, **COUNTED}
KNOWN = KnownOfTables(FIGURES, 10, frozenset({"Vägar vidare 14", "Malmö"}))
STEM = "ringar-pt-vv-2026h1-1"


def about(tables: OpenTables, programme="Vägar vidare") -> About:
    languages = languages_in(row[0] for row in tables.figures.get("P8_films", ()))
    words = told(programme, "2026H1", 1, {"name": "ringar-sf-vv-2026h1-1.xlsx", "hash": f"sha256:{'0' * 64}"})
    return About(programme, "2026H1", 1, receipt(tables), languages, told=words)


def book(tables: OpenTables | None = None, **facts) -> list[Page]:
    tables = tables or open_tables(FIGURES)
    return pages(tables.figures, about(tables, **facts), SHEETS)


def files(tables: OpenTables | None = None, sheets: list[Page] | None = None, **facts) -> dict[str, bytes]:
    """Every format. `sheets`: another workbook than the honest one."""
    tables = tables or open_tables(FIGURES)
    content = workbook(sheets or book(tables, **facts))
    data = dataset(STEM, tables.figures, about(tables, **facts), kept(tables), SHEETS)
    bundles = package.bundles(STEM, package.files(data, content))
    return {"xlsx": content} | {kind: bundle.content for kind, bundle in bundles.items()}


def rules(made: dict[str, bytes], known: KnownOfTables = KNOWN) -> set[str]:
    return {finding.rule for finding in check_tables(made, known)}


# --- a reader with the scientific files' package, a spreadsheet and the labels' files, and nothing of ours ---

GROUPS = {
    "sex": ["woman", "man", "other_or_not_said"],
    "age_band": ["under_50", "50+"],
    "language_group": ["semitic", "iranian", "cushitic", "slavic", "other_families"],
    "arrival_band": ["under_3", "3_or_more"],
    "dose_band": ["below_high", "high"],
}
PEOPLE = {
    "P1_sex_age": ["sex", "age_band"],
    "P2_language": ["language_group"],
    "P3_arrival": ["arrival_band"],
    "P4_dose": ["dose_band"],
}


def csv_in(content: bytes) -> dict[str, list[list[str]]]:
    """Table → its lines, from a package."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {
            Path(name).stem: list(csv.reader(io.StringIO(packed.read(name).decode())))[1:]
            for name in packed.namelist()
            if name.startswith("csv/") and not name.endswith("-excel.csv")
        }


def counted_by_hand(scientific: bytes) -> dict[str, dict[tuple[str, ...], list[int]]]:
    """Every cell of the open tables, sums and shares left out: from the package of scientific files alone."""
    read = csv_in(scientific)
    found = {name: _crossed(read["A_characteristics"], columns) for name, columns in PEOPLE.items()}
    steps = {step: int(people) for step, reason, people in read["F_flow"] if reason == "-97"}
    invited = _rounded(steps["invited"])
    found["P5_flow"] = {
        (step,): [invited if step == "invited" else _among(_rounded(n), invited)] for step, n in steps.items()
    }
    found["P6_sessions"] = {}
    for session, *numbers in read["C_attendance"]:
        risk, came, unmarked = map(int, numbers)
        marked = W if risk == W else _five(risk - unmarked, risk - 2 - (unmarked and unmarked + 3))
        found["P6_sessions"][session,] = [marked, _among(_rounded(came), marked)]
    found["P7_modules"] = {
        (module,): [_rounded(int(planned)), _among(_rounded(int(held)), _rounded(int(planned)))]
        for part, module, _film, _language, planned, held, _minutes in read["D_delivery"]
        if part == "module"
    }
    shown, least = Counter(), Counter()
    for part, _module, _film, language, _planned, held, _minutes in read["D_delivery"]:
        if part == "film":
            shown[language] += max(int(held), 0)
            least[language] += max(int(held) - 2, 0)
    found["P8_films"] = _two_or_none({(one,): [_five(shown[one], least[one])] for one in shown})
    return found


def _crossed(people, columns):
    where = {"sex": 1, "age_band": 3, "language_group": 5, "arrival_band": 7, "dose_band": 9}
    counts = Counter(tuple(_group(column, person[where[column]]) for column in columns) for person in people)
    cells = product(*([*GROUPS[column], "rest"] for column in columns))
    return _two_or_none({cell: [_five(counts[cell], counts[cell])] for cell in cells})


def _group(column, label):
    folder = Path(hierarchies.__file__).parent / "1"
    for line in (folder / f"{column}.csv").read_text().splitlines():
        labels = line.split(";")
        if label in labels:
            above = labels[labels.index(label) :]
            if found := [group for group in GROUPS[column] if group in above]:
                return found[0]
            is_family = column == "language_group" and len(above) > 1 and "unknown" not in above
            return "other_families" if is_family else "rest"
    raise LookupError(label)


def _two_or_none(cells):
    while True:
        numbers = [key for key, (value,) in cells.items() if value > 0]
        alone = [
            key
            for key in numbers
            for at in range(len(key))
            if key[at] != "rest"
            and sum(other[:at] + other[at + 1 :] == key[:at] + key[at + 1 :] for other in numbers) == 1
        ]
        if not alone:
            return cells
        cells = cells | {key: [W] for key in alone}


def _rounded(midpoint):
    return midpoint if midpoint < 0 else _five(midpoint, max(midpoint - 2, 0))


def _five(about, least):
    return W if least <= 7 else min(range(0, about + 5, 5), key=lambda five: abs(five - about))


def _among(part, whole):
    if N in (part, whole):
        return N
    return part if 0 < part < whole else W
