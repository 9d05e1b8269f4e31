"""Every file of a release, and the bundles in which they are fetched."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import BytesIO
from typing import TYPE_CHECKING

from exports.dataset import Dataset
from exports.writers import ddi, delimited, limits, papers, parquet, statistics
from exports.writers.datapackage import datapackage, measured

if TYPE_CHECKING:
    from exports.writers.charts import Drawn

ZIP_TIME = (1980, 1, 1, 0, 0, 0)
# Format of a bundle → the folder of the package that it holds. The README and the DDI codebook come along.
FOLDERS = {"sav": "spss/", "csv": "csv/", "dta": "stata/", "parquet": "parquet/"}
COME_ALONG = ("README.sv.md", "README.en.md", "ddi-codebook.xml")
PACKAGE = "zip"


def files(data: Dataset, workbook: bytes) -> dict[str, bytes]:
    """Everything in the package, by its path. Raises limits.BeyondLimits before anything is written.

    Only scientific files have charts. Of practice data, a picture would be taken for a result; open tables are few
    numbers as they are.
    """
    limits.hold(data)
    told = {f"{data.stem}.xlsx": workbook} | dict(_tables(data))
    charts = [] if data.about.is_synthetic or data.about.told else _charts(data)
    measures = {path: measured(content) for path, content in told.items()}
    told |= {
        "datapackage.json": datapackage(data.description, measures),
        "ddi-codebook.xml": ddi.codebook(data.description),
        "README.sv.md": papers.readme(data, lambda words: words.sv, charts),
        "README.en.md": papers.readme(data, lambda words: words.en, charts),
        "provenance.json": papers.provenance(data),
        "disclosure.json": papers.disclosure_report(data),
    }
    told |= {path: content for chart in charts for path, content in chart.files.items()}
    return told | {"CHECKSUMS.sha256": papers.checksums(told)}


def _charts(data: Dataset) -> Sequence["Drawn"]:
    from exports.writers.charts import drawn  # here: the library that draws costs whoever draws nothing a second

    return drawn(data)


def _tables(data: Dataset) -> Iterable[tuple[str, bytes]]:
    for table in data.tables:
        yield f"csv/{table.name}.csv", delimited.plain(table)
        yield f"csv/{table.name}-excel.csv", delimited.for_excel(table)
        yield f"spss/{table.name}.sav", statistics.sav(table)
        yield f"stata/{table.name}.dta", statistics.dta(table)
        yield f"parquet/{table.name}.parquet", parquet.parquet(table)


@dataclass(frozen=True, slots=True)
class Bundle:
    name: str
    content: bytes
    members: dict[str, str]  # path → SHA-256


def bundles(stem: str, told: Mapping[str, bytes]) -> dict[str, Bundle]:
    """What is fetched, by format: one bundle a format, and the whole package."""
    made = {kind: _bundle(f"{stem}-{folder.rstrip('/')}.zip", _part(told, folder)) for kind, folder in FOLDERS.items()}
    return made | {PACKAGE: _bundle(f"{stem}-package.zip", told)}


def _bundle(name: str, members: Mapping[str, bytes]) -> Bundle:
    return Bundle(name, _zip(members), {path: sha256(content).hexdigest() for path, content in members.items()})


def _part(told: Mapping[str, bytes], folder: str) -> dict[str, bytes]:
    return {
        path.removeprefix(folder): content
        for path, content in told.items()
        if path.startswith(folder) or path in COME_ALONG
    }


def _zip(members: Mapping[str, bytes]) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for path in sorted(members):
            member = zipfile.ZipInfo(path, ZIP_TIME)
            member.compress_type, member.create_system, member.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            target.writestr(member, members[path], compresslevel=6)
    return packed.getvalue()
