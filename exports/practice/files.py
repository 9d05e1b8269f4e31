"""The files of practice data by profile and format, each named SYNTHETIC within and without."""

import zipfile
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from io import BytesIO

from exports.columns import SHEETS as SCIENTIFIC
from exports.columns import Words
from exports.dataset import Dataset, Description, Table, dataset
from exports.document import Page, introduction, pages
from exports.extract import paper
from exports.extract.report import papers_of_practice
from exports.models import Profile
from exports.practice import extract, open_tables, scientific
from exports.practice.plan import MARK, Plan
from exports.public.catalogue import SHEETS as OPEN

FORMATS = ("xlsx", "sav", "csv", "dta", "parquet", "zip")
Files = dict[str, tuple[str, bytes]]
_ANONYMOUS = {
    Profile.SF: (scientific.invented, scientific.ABOUT, SCIENTIFIC),
    Profile.PT: (open_tables.invented, open_tables.ABOUT, OPEN),
}


@lru_cache(maxsize=12)
def files(profile: Profile, plan: Plan) -> Files:
    """Format → file name and bytes."""
    from exports.extract.package import packed  # here: their libraries cost every web process 0.5 s
    from exports.writers import excel, package

    if profile == Profile.RX:
        book, data = described_extract(plan)
        lines = introduction(scientific.ABOUT, data.tables)
        members = _members(packed(data, book, data.title.sv, lines, papers_of_practice(data)).content)
    else:
        book, data = described(profile, plan)
        members = package.files(data, excel.workbook(book))
    made = {kind: (bundle.name, bundle.content) for kind, bundle in package.bundles(data.stem, members).items()}
    return {"xlsx": (f"{data.stem}.xlsx", members[f"{data.stem}.xlsx"])} | made


def described(profile: Profile, plan: Plan) -> tuple[list[Page], Dataset]:
    """The workbook's pages and the other formats' tables, of scientific files or open tables."""
    invented, about, sheets = _ANONYMOUS[profile]
    figures = invented(plan)
    data = dataset(_stem(profile, plan), figures, about, {}, sheets)
    return _marked_pages(pages(figures, about, sheets)), replace(data, tables=_marked_tables(data.tables))


def described_extract(plan: Plan) -> tuple[list[Page], Description]:
    rows = extract.invented(plan)
    tables = _marked_tables(paper.tables(rows))
    lines = introduction(scientific.ABOUT, tables)
    data = Description(
        stem=_stem(Profile.RX, plan),
        title=extract.TITLE,
        version=0,
        abstract=lines,
        unit=paper.UNIT,
        confidentiality=(),
        tables=tables,
    )
    return _marked_pages(paper.pages(rows, lines)), data


def _stem(profile: Profile, plan: Plan) -> str:
    return f"{MARK}-{plan.code}-{profile}".lower()


def _marked(name: str) -> str:
    return f"{MARK}_{name}"


def _marked_pages(told: Iterable[Page]) -> list[Page]:
    return [replace(page, name=_marked(page.name)) for page in told]


def _marked_tables(told: Iterable[Table]) -> tuple[Table, ...]:
    return tuple(
        replace(table, name=_marked(table.name), title=Words(f"{MARK}: {table.title.sv}", f"{MARK}: {table.title.en}"))
        for table in told
    )


def _members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return {path: packed.read(path) for path in packed.namelist()}
