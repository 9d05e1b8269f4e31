"""The workbook as sheets of plain values: README and codebook in Swedish and English, then the data."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from exports.columns import KIND_WORDS, MISSING_CODES, SHEETS, Column, Sheet, Words, sheets_in
from exports.numbers import numbers
from exports.receipt import Entry, said

Value = str | int | float


@dataclass(frozen=True, slots=True)
class Page:
    """One sheet to be written: a header row and rows of strings and numbers."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    widths: tuple[int, ...]  # characters


@dataclass(frozen=True, slots=True)
class Licence:
    code: str  # SPDX
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a release of another kind than scientific files says of itself, in place of what those say."""

    profile: str
    title: Words
    introduction: Sequence[Words]
    closing: Sequence[Words]
    steps: Sequence[str]
    rules: Mapping[str, Value]
    licence: Licence
    written_from: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class About:
    """What the README says of the batch; no more than what is published."""

    programme: str
    period: str
    edition: int
    receipt: Sequence[Entry]
    languages: Mapping[str, Words]  # of the films, by code
    is_synthetic: bool = False  # practice data: nothing in them comes from anybody
    told: Told | None = None  # of another kind than scientific files


def pages(
    figures: Mapping[str, Sequence[Sequence[Value]]], about: About, declared: tuple[Sheet, ...] = SHEETS
) -> list[Page]:
    """README, codebook, and a page per declared sheet that is in `figures`."""
    sheets = sheets_in(figures, declared)
    return [
        _readme(about, sheets),
        _codebook(about.languages, sheets),
        *(_data(sheet, figures[sheet.name]) for sheet in sheets),
    ]


def _data(sheet: Sheet, rows: Iterable[Sequence[Value]]) -> Page:
    widths = tuple(max(14, len(name) + 6) for name in sheet.header)
    return Page(sheet.name, sheet.header, tuple(map(tuple, rows)), widths)


RECEIPT = Words("Integritetskvitto:", "Privacy receipt:")
SYNTHETIC = (
    Words(
        "SYNTHETIC. Påhittade övningsdata: ingenting i dem kommer från någon person eller cirkel.",
        "SYNTHETIC. Invented practice data: nothing in them comes from any person or circle.",
    ),
    Words(
        "Tabeller, variabler, etiketter och koder är som i en riktig utgåva. Talen säger ingenting.",
        "Tables, variables, labels and codes are those of a real release. The numbers mean nothing.",
    ),
)


class Named(Protocol):
    """A sheet, or a table of another format."""

    name: str
    title: Words


def _readme(about: About, sheets: Sequence[Sheet]) -> Page:
    receipt = [RECEIPT, *(said(entry) for entry in about.receipt)] if about.receipt else []
    lines = [*introduction(about, sheets), *receipt, *closing(about)]
    return Page("README", ("svenska", "english"), tuple((line.sv, line.en) for line in lines), (90, 90))


def introduction(about: About, sheets: Sequence[Named]) -> list[Words]:
    """What the data are about."""
    tables = Words(
        "Blad: " + ", ".join(f"{sheet.name} ({sheet.title.within.sv})" for sheet in sheets) + ".",
        "Sheets: " + ", ".join(f"{sheet.name} ({sheet.title.within.en})" for sheet in sheets) + ".",
    )
    return [*(SYNTHETIC if about.is_synthetic else _released(about)), tables]


def _released(about: About) -> Sequence[Words]:
    if about.told:
        return about.told.introduction
    return [
        Words(
            f"Ringar: anonymiserade forskningsfiler om samtalscirklarna {about.programme}.",
            f"Ringar: anonymised scientific files on the conversation circles {about.programme}.",
        ),
        Words(
            f"Underlag: cirklar avslutade till och med {about.period}. Utgåva {about.edition}.",
            f"Population: circles closed up to and including {about.period}. Edition {about.edition}.",
        ),
        Words(
            "Alla mottagare får samma fil. Den ändras aldrig: jämför dess SHA-256 med den i Ringar.",
            "Every recipient gets the same file. It never changes: compare its SHA-256 with Ringar's.",
        ),
        Words(
            "Varje person och cirkel finns i ett enda underlag. Filer om olika underlag kan läggas ihop.",
            "Each person and circle is in one population only. Files on different populations can be added.",
        ),
    ]


def closing(about: About) -> Sequence[Words]:
    """How to use them, and how not."""
    if about.is_synthetic:
        return []
    if about.told:
        return about.told.closing
    return [
        Words(
            "Avrundade tal går inte att räkna exakt med: en summa av fem celler kan skilja upp till 15.",
            "Rounded numbers don't add up exactly: a sum of five cells can be off by up to 15.",
        ),
        Words(
            "Slå inte ihop filen med andra uppgifter för att känna igen någon.",
            "Do not combine the file with other data to recognise anyone.",
        ),
    ]


CODEBOOK = ("sheet", "variable", "type", "value", "stata", "svenska", "english")
IN_STATA = Words(
    "I Stata är koderna heltal med etikett, koden först. Talet står i kodboken under stata. −96 till −99 är oändrade.",
    "In Stata, codes are whole numbers with a label, the code first. The number stands in the codebook, under stata. "
    "−96 to −99 are unchanged.",
)


def _codebook(languages: Mapping[str, Words], sheets: Sequence[Sheet]) -> Page:
    return codebook(
        (sheet, column, {**languages, **column.values} if column.name == "language" else column.values)
        for sheet in sheets
        for column in sheet.columns
    )


def codebook(described: Iterable[tuple[Sheet, Column, Mapping[Value, Words]]]) -> Page:
    """Of each column its sheet and the meanings of its values."""
    rows = [row for one in described for row in _described(*one)]
    rows += [("", "", "", code, code, words.sv, words.en) for code, words in MISSING_CODES.items()]
    return Page("codebook", CODEBOOK, tuple(rows), (14, 16, 10, 18, 10, 80, 80))


def _described(sheet: Sheet, column: Column, values: Mapping[Value, Words]) -> Iterable[tuple[Value, ...]]:
    name, kind = (sheet.name, column.name), KIND_WORDS[column.kind].en
    yield (*name, kind, "", "", column.label.sv, column.label.en)
    yield (*name, kind, "", "", column.definition.sv, column.definition.en)
    own = numbers(column.name, values)
    for value, words in values.items():
        yield (*name, kind, value, own.get(value, value), words.sv, words.en)
