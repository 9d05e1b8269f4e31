"""Every file of an extract in one zip: the workbook, and each table for the programs that read it. Byte-identical
when built twice."""

import zipfile
from collections.abc import Callable
from hashlib import sha256
from io import BytesIO

from exports.extract.paper import About, Rows, pages, readme, tables
from exports.writers import delimited, excel, parquet, statistics

ZIP_TIME = (1980, 1, 1, 0, 0, 0)


def package(stem: str, rows: Rows, about: About, beat: Callable[[], object] = lambda: None) -> bytes:
    """`beat` is called before each file: a large extract takes its time."""
    packed = BytesIO()
    sums = []
    with zipfile.ZipFile(packed, "w") as target:
        for path, content in _members(stem, rows, about):
            beat()
            sums.append(f"{sha256(content).hexdigest()}  {path}\n")
            _add(target, path, content)
        _add(target, "CHECKSUMS.sha256", "".join(sums).encode())
    return packed.getvalue()


def _members(stem: str, rows: Rows, about: About):
    """One at a time: a large extract is never in memory in all formats at once."""
    yield "README.en.md", readme(about, swedish=False)
    yield "README.sv.md", readme(about, swedish=True)
    yield f"{stem}.xlsx", excel.workbook(pages(rows, about))
    for table in tables(rows):
        yield f"csv/{table.name}.csv", delimited.plain(table)
        yield f"spss/{table.name}.sav", statistics.sav(table)
        yield f"stata/{table.name}.dta", statistics.dta(table)
        yield f"parquet/{table.name}.parquet", parquet.parquet(table)


def _add(target: zipfile.ZipFile, path: str, content: bytes) -> None:
    member = zipfile.ZipInfo(path, ZIP_TIME)
    member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
    target.writestr(member, content, compresslevel=1)
