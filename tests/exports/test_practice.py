"""Practice data: as a release in every name and code, and SYNTHETIC wherever one looks."""

import json
import zipfile
from io import BytesIO

import pyarrow.parquet
import pyreadstat
import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from exports.columns import MISSING_CODES, SHEETS
from exports.gate import Evidence, check_all
from exports.gate.dta import read_dta
from exports.practice import FORMATS, described, files, invented
from tests.evaluation.asking import asking
from tests.exports.written import data as honest


def members(kind="zip") -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(files("VV-UPPF")[kind][1])) as packed:
        return {path: packed.read(path) for path in packed.namelist()}


def test_it_has_every_sheet_with_the_variables_labels_and_codes_of_a_release():
    _, practice = described("VV-UPPF")
    assert [table.name for table in practice.tables] == [f"SYNTHETIC_{sheet.name}" for sheet in SHEETS]
    real = {table.name: table for table in honest().tables}
    for table in practice.tables:
        for mine, theirs in zip(table.variables, real[table.name.removeprefix("SYNTHETIC_")].variables, strict=True):
            assert (mine.name, mine.label, mine.definition, mine.level, mine.is_text) == (
                theirs.name, theirs.label, theirs.definition, theirs.level, theirs.is_text,
            )  # fmt: skip
            assert set(theirs.labels) <= set(mine.labels)


def test_its_values_are_those_that_a_release_may_hold():
    for table in described("VV-UPPF")[1].tables:
        for variable in table.variables:
            cells = set(table.columns[variable.name])
            if variable.is_text and variable.name != "id":
                assert cells <= set(variable.labels), variable.name
            if not variable.is_text and not variable.is_decimal:
                assert all(cell >= 0 or cell in MISSING_CODES for cell in cells)


def test_every_instrument_of_the_study_is_in_it_within_its_own_range():
    made = invented("VV-UPPF", ("who5-1", "health-1"))
    for sheet, place in (("B_outcomes", 1), ("S_statistics", 0), ("S_model", 0)):
        assert {row[place] for row in made[sheet]} == {"who5-1", "health-1"}
    health = [value for row in made["B_outcomes"] if row[1] == "health-1" for value in row[3:]]
    assert min(health) >= 1 and max(health) <= 5


@pytest.mark.django_db
def test_the_page_hands_out_the_studys_own_instruments(world, sign_in):
    asking(world, instruments=("sleep-1",))
    path = reverse("exports:practice_file", args=[world.study.public_id, "csv"])
    with zipfile.ZipFile(BytesIO(sign_in(world.uppsala).get(path).content)) as packed:
        [rows] = [packed.read(name).decode() for name in packed.namelist() if name.endswith("B_outcomes.csv")]
    assert ",sleep-1," in rows and "who5-1" not in rows


def test_one_study_has_the_same_each_time_and_another_study_others():
    assert invented("VV-UPPF") == invented("VV-UPPF") != invented("VV-FILM")
    before = files("VV-UPPF")
    files.cache_clear()
    assert files("VV-UPPF") == before


@pytest.mark.parametrize("kind", ["xlsx", "sav", "csv", "dta", "parquet", "zip"])
def test_every_file_is_called_synthetic(kind):
    name, _ = files("VV-UPPF")[kind]
    assert name.startswith("synthetic-vv-uppf")
    if kind != "xlsx":
        papers = {"README.sv.md", "README.en.md", "ddi-codebook.xml", "datapackage.json", "provenance.json"}
        papers |= {"disclosure.json", "CHECKSUMS.sha256"}
        for path, text in members(kind).items():
            assert "SYNTHETIC" in path or "synthetic" in path or path in papers
            assert path not in papers or b"SYNTHETIC" in text or b'"synthetic": true' in text, path


def test_every_sheet_and_every_label_of_a_file_says_so(tmp_path):
    book = CalamineWorkbook.from_filelike(BytesIO(files("VV-UPPF")["xlsx"][1]))
    assert all(name.startswith("SYNTHETIC_") for name in book.sheet_names)
    assert book.get_sheet_by_name("SYNTHETIC_README").to_python()[1][0].startswith("SYNTHETIC")
    (tmp_path / "a.sav").write_bytes(members()["spss/SYNTHETIC_F_flow.sav"])
    assert pyreadstat.read_sav(tmp_path / "a.sav", metadataonly=True)[1].file_label.startswith("SYNTHETIC")
    assert read_dta(members()["stata/SYNTHETIC_F_flow.dta"]).texts[0].startswith("SYNTHETIC")
    parquet = pyarrow.parquet.ParquetFile(BytesIO(members()["parquet/SYNTHETIC_F_flow.parquet"]))
    assert json.loads(parquet.metadata.metadata[b"ringar"])["title"]["sv"].startswith("SYNTHETIC")


def test_the_gate_never_takes_it_for_a_release():
    made = {kind: content for kind, (_, content) in files("VV-UPPF").items()}
    assert "sheets" in {finding.rule for finding in check_all(made, Evidence({}, frozenset()))}


@pytest.mark.django_db
def test_a_study_without_a_release_has_practice_data_from_day_one(world, sign_in):
    client = sign_in(world.uppsala)
    page = client.get(reverse("exports:study_practice", args=[world.study.public_id])).content.decode()
    for kind, (name, content) in files(world.study.code).items():
        path = reverse("exports:practice_file", args=[world.study.public_id, kind])
        assert path in page
        assert kind in FORMATS
        answer = client.get(path)
        assert answer.content == content
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    assert client.get(reverse("exports:practice_file", args=[world.study.public_id, "rds"])).status_code == 404
    assert "/practice/age/" not in page  # an extract's, for one recipient
    assert sign_in(world.lund).get(path).status_code == 404
