"""Practice data: as a release in every name and code, and SYNTHETIC wherever one looks."""

import csv
import json
import zipfile
from io import BytesIO, StringIO

import pandas
import polars
import pyarrow.parquet
import pyreadstat
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from python_calamine import CalamineWorkbook

from demo.films import LANGUAGES as FILM_LANGUAGES
from exports.columns import MISSING_CODES, Words
from exports.extract.package import package
from exports.gate import Evidence, KnownOfTables, check_all, check_tables
from exports.gate.dta import read_dta
from exports.gate.extract import check_extract
from exports.gate.extract_evidence import Evidence as ExtractEvidence
from exports.languages import languages_in
from exports.models import Profile
from exports.practice import extract, open_tables, scientific
from exports.practice.files import FORMATS, described, described_extract, files
from exports.practice.plan import Plan
from exports.public.catalogue import SHEETS
from tests.evaluation.asking import asking
from tests.exports import extracts, written
from tests.exports import open_tables as open_ones
from tests.exports.test_extract_gate import ABOUT

SF, PT, RX = Profile.SF, Profile.PT, Profile.RX
PLAN = Plan("VV-UPPF")
EVERYTHING = Plan("VV-UPPF", ("who5-1", "ghq12-1", "health-1"), ("before", "after", "three_months"))
FOLDERS = {"csv": "csv", "sav": "spss", "dta": "stata", "parquet": "parquet"}
each_profile = pytest.mark.parametrize("profile", [SF, PT, RX])


def members(profile=SF, kind="zip", plan=PLAN) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(files(profile, plan)[kind][1])) as packed:
        return {path: packed.read(path) for path in packed.namelist()}


def tables(profile, plan=PLAN):
    return (described_extract(plan) if profile == RX else described(profile, plan))[1].tables


def of_a_real_release(world, profile) -> dict[str, bytes]:
    """The members of a package that was built as real ones are."""
    if profile == SF:
        return written.files()
    if profile == PT:
        content = open_ones.files()["zip"]
    else:
        extracts.ready_to_ask(world)
        content = extracts.opened(extracts.ready(world))
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return {path: packed.read(path) for path in packed.namelist()}


@pytest.mark.django_db
@each_profile
def test_it_has_the_files_variables_labels_and_codes_of_a_real_release(world, settings, tmp_path, profile):
    settings.RINGAR_STUDY_KEYS = tmp_path / "keys"
    real, practice = of_a_real_release(world, profile), members(profile)
    files_of = {_plain(path) for path in real if not path.startswith("charts/")}
    # A real release lacks an open table of which too little could be shown; practice data have them all.
    assert {_plain(path) for path in practice} >= files_of if profile == PT else {*map(_plain, practice)} == files_of
    for path in practice:
        theirs = real.get(path.replace("SYNTHETIC_", ""))
        if theirs and path.endswith(".sav"):
            assert _words(practice[path], tmp_path) == _words(theirs, tmp_path), path
        elif theirs and path.endswith(".parquet"):
            assert _schema(practice[path]) == _schema(theirs), path


def _plain(path):
    return "workbook" if path.endswith(".xlsx") else path.replace("SYNTHETIC_", "")


def _words(content, folder):
    """Everything an SPSS file says of its variables."""
    (folder / "a.sav").write_bytes(content)
    _, told = pyreadstat.read_sav(folder / "a.sav", metadataonly=True)
    labels = {
        name: {k: v for k, v in words.items() if name != "language"}
        for name, words in told.variable_value_labels.items()
    }
    return told.column_names_to_labels, labels, told.missing_ranges, told.variable_measure


def _schema(content):
    return pyarrow.parquet.read_schema(BytesIO(content)).remove_metadata()


@pytest.mark.parametrize(("profile", "sheet"), [(SF, "D_delivery"), (PT, "P8_films")])
def test_the_films_are_in_the_languages_of_real_ones_and_in_a_release_s_words(profile, sheet):
    [table] = [one for one in tables(profile) if one.name == f"SYNTHETIC_{sheet}"]
    [language] = [one for one in table.variables if one.name == "language"]
    films = languages_in(FILM_LANGUAGES)
    assert films["ti"] == Words("tigrinja", "Tigrinya") and set(films) == {"ar", "prs", "so", "sv", "ti", "uk"}
    assert {code: language.values[code] for code in films} == films
    assert set(language.values) - set(films) <= {"other", "all"}
    assert set(films) <= set(table.columns["language"])


def test_the_languages_and_counties_of_an_extract_are_labelled_in_every_format(tmp_path):
    found, sheet = members(RX), "SYNTHETIC_attendance"
    names = {"film_language": ("ti", "tigrinja"), "circle_language": ("uk", "ukrainska"), "county": ("12", "Skåne län")}
    (tmp_path / "a.sav").write_bytes(found[f"spss/{sheet}.sav"])
    _, spss = pyreadstat.read_sav(tmp_path / "a.sav", metadataonly=True)
    (tmp_path / "a.dta").write_bytes(found[f"stata/{sheet}.dta"])
    numbers, stata = pyreadstat.read_dta(tmp_path / "a.dta", output_format="polars")
    parquet = polars.read_parquet(BytesIO(found[f"parquet/{sheet}.parquet"]))
    [workbook] = [path for path in found if path.endswith(".xlsx")]
    codebook = CalamineWorkbook.from_filelike(BytesIO(found[workbook])).get_sheet_by_name("SYNTHETIC_codebook")
    told = {(row[0], row[1], row[3]): row[5] for row in codebook.to_python()}
    for name, (code, swedish) in names.items():
        labels = stata.variable_value_labels[name]
        assert spss.variable_value_labels[name][code] == told["attendance", name, code] == swedish
        assert f"{code} – {swedish}" in labels.values() and numbers[name].dtype.is_integer()
        assert [labels[one].split(" – ")[0] for one in numbers[name] if one > 0] == [
            one for one in parquet[name] if one != "-97"
        ]
        assert f">{swedish}<".encode() in found["ddi-codebook.xml"]


@each_profile
def test_its_values_are_those_that_a_release_may_hold(profile):
    for table in tables(profile, EVERYTHING):
        for variable in table.variables:
            cells = set(table.columns[variable.name])
            if variable.is_text and variable.values:
                assert cells <= set(variable.labels), variable.name
            if not variable.is_text and not variable.is_decimal:
                assert all(cell >= 0 or cell in MISSING_CODES for cell in cells)


def test_the_rows_of_an_extract_would_pass_the_gate():
    """Pseudonyms of its form, values on its lists, its order, nobody with rows who is not described."""
    rows = extract.invented(EVERYTHING)
    who = {
        name: frozenset(row[place] for row in rows["attendance"])
        for place, name in enumerate(("person", "circle", "leader"))
    }
    told = ("VV-RX-01", "2026-01234-01", "2033-06-30")
    assert check_extract(package("ringar-vv-rx-01", rows, ABOUT).content, ExtractEvidence(who, told, None)) == []


def test_an_extract_fits_together():
    rows = extract.invented(EVERYTHING)
    people = {row[0]: row for row in rows["people"]}
    seats = {row[:2] for row in rows["attendance"]}
    assert {person for person, _ in seats} == set(people)
    assert {row[:2] for row in rows["answers"]} == seats
    for person, row in people.items():
        own = [one for one in rows["attendance"] if one[0] == person]
        assert row[6:] == (
            len({one[1] for one in own}),
            sum(one[8] == 1 for one in own),
            sum(one[9] == 1 for one in own),
        )
        assert {one[20:] for one in own} == {row[1:6]}
    assert any(row[6] == 2 for row in people.values())
    sessions = {}
    for row in rows["attendance"]:  # all of a circle tell of its sessions alike
        assert sessions.setdefault((row[1], row[3]), row[2:7]) == row[2:7]
    assert all(row[3] <= row[19] for row in rows["attendance"])


def test_an_extract_misses_what_real_ones_miss():
    rows = extract.invented(EVERYTHING)
    marks = [row[7] for row in rows["attendance"] if row[8] != -97]
    assert all(row[8:10] == (row[7], row[7]) for row in rows["attendance"] if row[7] in (-97, -99))
    answers = [row[5] for row in rows["answers"]]
    assert 0.03 < marks.count(-99) / len(marks) < 0.25
    assert 0.1 < answers.count(-99) / len(answers) < 0.5
    assert {row[6] for row in rows["attendance"]} == {"held", "cancelled"}
    assert -97 in {row[11] for row in rows["attendance"]}


def test_answers_are_within_their_instruments_own_range():
    found = {}
    for *_, key, _, item, answer in extract.invented(EVERYTHING)["answers"]:
        if answer >= 0:
            found.setdefault((key, item == 0), set()).add(answer)
    assert found["who5-1", False] == {0, 1, 2, 3, 4, 5}
    assert found["health-1", False] == {1, 2, 3, 4, 5}
    assert min(found["ghq12-1", True]) >= 0 and max(found["ghq12-1", True]) <= 36
    assert set(found) == {("who5-1", False), ("health-1", False), ("ghq12-1", True)}


@pytest.mark.parametrize("code", [f"S-{number}" for number in range(40)])
def test_every_open_table_is_there_whatever_the_code_is(code):
    assert list(open_tables.invented(Plan(code))) == [sheet.name for sheet in SHEETS]


def test_open_tables_would_pass_the_gate():
    source = scientific.invented(PLAN)
    made = open_ones.files(open_tables.made(PLAN))
    assert check_tables(made, KnownOfTables(source, 10, frozenset())) == []


def test_every_instrument_of_the_study_is_in_it_within_its_own_range():
    made = scientific.invented(Plan("VV-UPPF", ("who5-1", "health-1")))
    for sheet, place in (("B_outcomes", 1), ("S_statistics", 0), ("S_model", 0)):
        assert {row[place] for row in made[sheet]} == {"who5-1", "health-1"}
    health = [value for row in made["B_outcomes"] if row[1] == "health-1" for value in row[3:]]
    assert min(health) >= 1 and max(health) <= 5


@each_profile
def test_one_study_has_the_same_each_time_and_another_study_others(profile):
    before = files(profile, PLAN)
    files.cache_clear()
    assert files(profile, PLAN) == before
    assert files(profile, Plan("VV-FILM"))["csv"] != before["csv"]


@each_profile
@pytest.mark.parametrize("kind", FORMATS)
def test_every_file_is_called_synthetic(profile, kind):
    name, _ = files(profile, PLAN)[kind]
    assert name.startswith(f"synthetic-vv-uppf-{profile}")
    if kind != "xlsx":
        papers = {"README.sv.md", "README.en.md", "ddi-codebook.xml", "datapackage.json", "provenance.json"}
        papers |= {"disclosure.json", "CHECKSUMS.sha256"}
        for path, text in members(profile, kind).items():
            assert "SYNTHETIC" in path or "synthetic" in path or path in papers
            assert path not in papers or b"SYNTHETIC" in text or b'"synthetic": true' in text, path


@each_profile
def test_independent_readers_find_the_same_cells_and_the_word_in_every_format(profile, tmp_path):
    found = members(profile)
    [workbook] = [path for path in found if path.endswith(".xlsx")]
    book = CalamineWorkbook.from_filelike(BytesIO(found[workbook]))
    assert all(name.startswith("SYNTHETIC_") for name in book.sheet_names)
    assert book.get_sheet_by_name("SYNTHETIC_README").to_python()[1][0].startswith("SYNTHETIC")
    for table in tables(profile):
        cells = [[str(cell) for cell in row] for row in zip(*table.columns.values(), strict=True)]
        sheet = book.get_sheet_by_name(table.name).to_python()[1:]
        assert [[str(cell).removesuffix(".0") for cell in row] for row in sheet] == cells
        assert list(csv.reader(StringIO(found[f"csv/{table.name}.csv"].decode())))[1:] == cells
        (tmp_path / "a.sav").write_bytes(found[f"spss/{table.name}.sav"])
        frame, told = pyreadstat.read_sav(tmp_path / "a.sav", user_missing=True, output_format="polars")
        assert [[str(cell).removesuffix(".0") for cell in row] for row in frame.iter_rows()] == cells
        assert told.file_label.startswith("SYNTHETIC")
        with pandas.read_stata(BytesIO(found[f"stata/{table.name}.dta"]), iterator=True) as reader:
            assert reader.data_label.startswith("SYNTHETIC")
        assert read_dta(found[f"stata/{table.name}.dta"]).texts[0].startswith("SYNTHETIC")
        parquet = found[f"parquet/{table.name}.parquet"]
        assert [
            [str(cell).removesuffix(".0") for cell in row] for row in polars.read_parquet(BytesIO(parquet)).iter_rows()
        ] == cells
        described = json.loads(pyarrow.parquet.ParquetFile(BytesIO(parquet)).metadata.metadata[b"ringar"])
        assert described["title"]["sv"].startswith("SYNTHETIC")


def test_the_gate_never_takes_it_for_a_release():
    made = {profile: {kind: content for kind, (_, content) in files(profile, PLAN).items()} for profile in (SF, PT, RX)}
    assert "sheets" in {finding.rule for finding in check_all(made[SF], Evidence({}, frozenset()))}
    known = KnownOfTables(scientific.invented(PLAN), 10, frozenset())
    assert "sheets" in {finding.rule for finding in check_tables(made[PT], known)}
    assert "members" in {finding.rule for finding in check_extract(made[RX]["zip"], ExtractEvidence({}, (), None))}


def path_to(study, profile, kind):
    return reverse("exports:practice_file", args=[study.public_id, profile, kind])


@pytest.mark.django_db
def test_the_page_hands_out_what_the_study_asks(world, sign_in):
    asking(world, instruments=("sleep-1",))
    with zipfile.ZipFile(BytesIO(sign_in(world.uppsala).get(path_to(world.study, SF, "csv")).content)) as packed:
        [rows] = [packed.read(name).decode() for name in packed.namelist() if name.endswith("B_outcomes.csv")]
    assert ",sleep-1," in rows and "who5-1" not in rows


@pytest.mark.django_db
def test_a_study_without_a_release_has_practice_data_from_day_one(world, sign_in):
    client = sign_in(world.uppsala)
    page = client.get(reverse("exports:study_practice", args=[world.study.public_id])).content.decode()
    for profile in (SF, PT):
        for kind, (name, content) in files(profile, Plan(world.study.code)).items():
            path = path_to(world.study, profile, kind)
            assert path in page
            assert kind in FORMATS
            answer = client.get(path)
            assert answer.content == content
            assert answer["Content-Disposition"] == f'attachment; filename="{name}"'
    for profile, kind in ((SF, "rds"), (SF, "age"), ("qx", "csv")):
        assert client.get(path_to(world.study, profile, kind)).status_code == 404
    assert "/age/" not in page  # a locked extract's, for one recipient
    assert sign_in(world.lund).get(path).status_code == 404


@pytest.mark.django_db
def test_an_extract_is_practised_on_by_studies_that_may_ask_for_one(world, sign_in):
    client, path = sign_in(world.uppsala), path_to(world.study, RX, "xlsx")
    page = reverse("exports:study_practice", args=[world.study.public_id])
    assert client.get(path).status_code == 404
    assert path not in client.get(page).content.decode()
    world.study.mode, world.study.ethics_reference = "ethics", "2026-01234-01"
    world.study.save()
    assert path in client.get(page).content.decode()
    assert client.get(path).content == files(RX, Plan(world.study.code))["xlsx"][1]


@pytest.mark.django_db
@each_profile
def test_no_query_of_anybody_is_made_for_it(world, sign_in, profile):
    world.study.mode, world.study.ethics_reference = "ethics", "2026-01234-01"
    world.study.save()
    client, path = sign_in(world.uppsala), path_to(world.study, profile, "zip")
    files.cache_clear()
    with CaptureQueriesContext(connection) as queries:
        assert client.get(path).status_code == 200
    for table in ("participants_", "circles_", "evaluation_response", "evaluation_studyconsent", "exports_"):
        assert not any(f'"{table}' in query["sql"] for query in queries), table
