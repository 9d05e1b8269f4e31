"""What lies beside the data: README in two languages, provenance, disclosure report, checksums."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING

from disclosure import MIN_CIRCLES, MIN_GROUP, MIN_LEFT
from disclosure.shortfall import BATCH_MIN_CIRCLES, BATCH_MIN_PEOPLE
from exports.columns import MISSING_CODES, Words
from exports.dataset import Dataset, Description, Table
from exports.document import IN_STATA, About, closing, introduction
from exports.receipt import said
from exports.rules.pairs import LEAST_PAIRS

if TYPE_CHECKING:
    from exports.writers.charts import Drawn

FILES: tuple[tuple[str, Words], ...] = (
    ("{stem}.xlsx", Words("arbetsbok med alla tabeller och kodbok", "workbook with every table and the codebook")),
    (
        "csv/",
        Words("en fil per tabell; -excel.csv öppnas rätt i Excel", "one file a table; -excel.csv opens well in Excel"),
    ),
    ("spss/", Words("en .sav per tabell", "one .sav a table")),
    ("stata/", Words("en .dta per tabell", "one .dta a table")),
    ("parquet/", Words("en .parquet per tabell", "one .parquet a table")),
    ("ddi-codebook.xml", Words("kodbok enligt DDI Codebook 2.5", "codebook by DDI Codebook 2.5")),
    ("datapackage.json", Words("beskrivning enligt Data Package 2", "description by Data Package 2")),
    ("provenance.json", Words("hur filerna blev till", "how the files came about")),
    ("disclosure.json", Words("integritetskvittot för program", "the privacy receipt for programs")),
    ("CHECKSUMS.sha256", Words("kontrollera med sha256sum -c", "check with sha256sum -c")),
)
_HEADS = {
    "receipt": Words("Integritetskvitto", "Privacy receipt"),
    "missing": Words("Koder för det som saknas", "Missing codes"),
    "stata": Words("Koder i Stata", "Codes in Stata"),
    "charts": Words("Diagrammen i ord", "The charts in words"),
    "files": Words("Filer i hela paketet", "Files of the whole package"),
}
_CHARTS = Words(
    "diagram på svenska och engelska som PNG och SVG, och en .csv med det som är ritat",
    "charts in Swedish and English as PNG and SVG, and a .csv with what is drawn",
)
_CHARTS_AFTER = 5  # the folders of data
_MISSING_USE = Words(
    "Samma koder i alla format. SPSS känner till dem. I Stata: "
    "mvdecode _all, mv(-96=.a \\ -97=.b \\ -98=.c \\ -99=.d). I textvariabler står koden som text, "
    "och SPSS känner där till alla utom −98.",
    "The same codes in every format. SPSS knows them. In Stata: "
    "mvdecode _all, mv(-96=.a \\ -97=.b \\ -98=.c \\ -99=.d). In text variables the code stands as text, "
    "and SPSS knows all of them there but −98.",
)


STEPS = [
    "The population was fixed before any study asked: closed circles, each person once.",
    "Counts were pooled over circles and masked inside; characteristics were coarsened until nobody is found.",
    "Answers were told as means of small groups; statistics were counted inside, from exact answers.",
    "All files were written from the same published figures.",
    "An independent checker opened every finished file and passed it.",
    "The bytes were archived; every recipient gets the same.",
]
RULES = {
    "batch_people_at_least": BATCH_MIN_PEOPLE,
    "batch_circles_at_least": BATCH_MIN_CIRCLES,
    "circles_behind_a_cell_at_least": MIN_CIRCLES,
    "people_behind_a_mean_at_least": MIN_GROUP,
    "people_outside_any_circle_behind_a_mean_at_least": MIN_LEFT,
    "pairs_of_answers_before_rows_of_them_at_least": LEAST_PAIRS,
    "rounding": "midpoint of six",
    "rounding_of_means": "one decimal",
}
SYNTHETIC_STEPS = ["SYNTHETIC: drawn by a random generator from the code of the study, without a look at any data."]


def readme(data: Dataset, told: Callable[[Words], str], charts: Sequence["Drawn"] = ()) -> bytes:
    """In the language that `told` picks of two."""
    about = data.about
    receipt = [f"- {told(said(entry))}" for entry in about.receipt]
    paragraphs = [
        f"# {told(data.title)}",
        *(told(line) for line in introduction(about, data.tables)),
        *([f"## {told(_HEADS['receipt'])}", "\n".join(receipt)] if receipt else []),
        *(told(line) for line in closing(about)),
        *guide(data, told, has_charts=bool(charts)),
        *([f"## {told(_HEADS['charts'])}"] if charts else []),
        *(f"`charts/{chart.name}`: {told(chart.title)}. {told(chart.alternative)}" for chart in charts),
    ]
    return ("\n\n".join(paragraphs) + "\n").encode()


def guide(data: Dataset | Description, told: Callable[[Words], str], *, has_charts: bool = False) -> list[str]:
    """What every package's README ends with: the codes of what is missing, those in Stata, and its files."""
    missing = [f"- {code}: {told(words)}" for code, words in MISSING_CODES.items()]
    files = [f"- `{name.format(stem=data.stem)}`: {told(words)}" for name, words in FILES]
    if has_charts:
        files.insert(_CHARTS_AFTER, f"- `charts/`: {told(_CHARTS)}")
    return [
        f"## {told(_HEADS['missing'])}",
        "\n".join(missing),
        told(_MISSING_USE),
        f"## {told(_HEADS['stata'])}",
        told(IN_STATA),
        in_stata(data.tables),
        f"## {told(_HEADS['files'])}",
        "\n".join(files),
    ]


def in_stata(tables: Sequence[Table]) -> str:
    """The numbers of each coded variable's codes, once for all tables that number them alike."""
    found: dict[tuple[str, str], list[str]] = {}
    for table in tables:
        for variable in table.variables:
            if variable.numbers:
                codes = ", ".join(f"{number} = {code}" for code, number in variable.numbers.items())
                found.setdefault((variable.name, codes), []).append(table.name)
    return "\n".join(f"- `{name}` ({', '.join(names)}): {codes}" for (name, codes), names in found.items())


def provenance(data: Dataset) -> bytes:
    """Without a time: two builds are the same bytes. When it was made stands in the ledger."""
    about = data.about
    return as_json(
        {
            "name": data.stem,
            "software": "Ringar",
            "profile": about.told.profile if about.told else "sf",
            "population": {"programme": about.programme, "closed_up_to": about.period},
            "edition": about.edition,
            "synthetic": about.is_synthetic,
            **_origin(about),
            "tables": [
                {"name": table.name, "rows": len(table.rows), "variables": list(table.header)} for table in data.tables
            ],
        }
    )


def _origin(about: About) -> dict:
    if about.is_synthetic:
        return {"steps": SYNTHETIC_STEPS}
    if about.told is None:
        return {"steps": STEPS}
    told = about.told
    return {"steps": list(told.steps), "license": told.licence.code, "written_from": dict(told.written_from)}


def disclosure_report(data: Dataset) -> bytes:
    return as_json(
        {
            "name": data.stem,
            "synthetic": data.about.is_synthetic,
            "rules": dict(data.about.told.rules) if data.about.told else RULES,
            "receipt": [
                {key: value for key, value in asdict(entry).items() if value is not None} | asdict(said(entry))
                for entry in data.about.receipt
            ],
            "percent_shown": dict(data.kept),
        }
    )


def checksums(files: Mapping[str, bytes]) -> bytes:
    """One line a file, as `sha256sum -c` reads it."""
    return "".join(f"{sha256(content).hexdigest()}  {path}\n" for path, content in files.items()).encode()


def as_json(told: dict) -> bytes:
    return json.dumps(told, ensure_ascii=False, indent=1).encode() + b"\n"
