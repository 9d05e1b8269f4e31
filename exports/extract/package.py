"""Every file of an extract in one zip: the workbook, and each table for the programs that read it. Byte-identical
when built twice."""

import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from io import BytesIO

from exports.columns import Words
from exports.dataset import Description
from exports.document import Page
from exports.extract import report
from exports.extract.paper import About, Rows, description, pages, readme, told
from exports.writers import ddi, delimited, excel, parquet, statistics
from exports.writers.datapackage import Measure, datapackage
from exports.writers.package import Bundle

ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def package(stem: str, rows: Rows, about: About, beat: Callable[[], object] = lambda: None) -> Bundle:
    """`beat` is called before each file: a large extract takes its time."""
    lines, data = told(about), description(stem, rows, about)
    return packed(data, pages(rows, lines), about.code, lines, report.papers(data, about), beat)


def packed(
    data: Description,
    book: Sequence[Page],
    title: str,
    lines: Sequence[Words],
    papers: Mapping[str, bytes],
    beat: Callable[[], object] = lambda: None,
) -> Bundle:
    """`title` and `lines` are the README's, `book` the workbook's sheets, `papers` those for programs."""
    written, measures = BytesIO(), {}
    with zipfile.ZipFile(written, "w") as target:

        def add(members: Iterable[tuple[str, Iterable[bytes]]]) -> None:
            for path, pieces in members:
                beat()
                measures[path] = _add(target, path, pieces)

        add(_data(data, book))
        add((path, [content]) for path, content in _papers(data, title, lines, papers, dict(measures)))
        add([("CHECKSUMS.sha256", [_checksums(measures)])])
    members = {path: measure.sha256 for path, measure in measures.items()}
    return Bundle(f"{data.stem}.zip", written.getvalue(), members)


def _papers(
    data: Description, title: str, lines: Sequence[Words], papers: Mapping[str, bytes], measures: Mapping[str, Measure]
) -> Iterator[tuple[str, bytes]]:
    yield "datapackage.json", datapackage(data, measures)
    yield "ddi-codebook.xml", ddi.codebook(data)
    yield "README.en.md", readme(data, title, lines, lambda words: words.en)
    yield "README.sv.md", readme(data, title, lines, lambda words: words.sv)
    yield from papers.items()


def _checksums(measures: Mapping[str, Measure]) -> bytes:
    return "".join(f"{measure.sha256}  {path}\n" for path, measure in measures.items()).encode()


def _data(data: Description, book: Sequence[Page]) -> Iterator[tuple[str, Iterable[bytes]]]:
    """One at a time, the largest in pieces: a large extract is never in memory in all formats at once. The workbook
    last: by then the other libraries have let go of what they took."""
    for table in data.tables:
        yield f"parquet/{table.name}.parquet", [parquet.parquet(table)]
        yield f"spss/{table.name}.sav", statistics.sav_pieces(table)
        yield f"stata/{table.name}.dta", statistics.dta_pieces(table)
    for table in data.tables:
        yield f"csv/{table.name}.csv", delimited.plain_pieces(table)
        yield f"csv/{table.name}-excel.csv", delimited.excel_pieces(table)
    yield f"{data.stem}.xlsx", [excel.workbook(book)]


def _add(target: zipfile.ZipFile, path: str, pieces: Iterable[bytes]) -> Measure:
    member = zipfile.ZipInfo(path, ZIP_TIME)
    member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    member._compresslevel = 1  # `compress_level`, in the open, from Python 3.13 on
    size, digest = 0, sha256()
    with target.open(member, "w") as packed:
        for piece in pieces:
            size += len(piece)
            digest.update(piece)
            packed.write(piece)
    return Measure(size, digest.hexdigest())
