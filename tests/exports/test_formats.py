"""Every format, opened by a reader that did not write it: equal cells, labels and missing codes."""

import csv
import hashlib
import json
import subprocess
import zipfile
from io import BytesIO, StringIO

import frictionless
import pandas
import polars
import pyarrow.parquet
import pyreadstat
import pytest
import time_machine
import xmlschema
from python_calamine import CalamineWorkbook

from exports.columns import MISSING_CODES
from exports.writers import ddi, delimited, package
from tests import outside
from tests.exports.test_gate import FIGURES
from tests.exports.written import STEM, data, files, files_of

TABLES = data().tables
NAMES = [table.name for table in TABLES]
each_table = pytest.mark.parametrize("table", TABLES, ids=NAMES)


def expected(table) -> list[list]:
    return [list(row) for row in zip(*table.columns.values(), strict=True)]


@each_table
def test_the_workbook_and_the_description_agree(table):
    book = CalamineWorkbook.from_filelike(BytesIO(files()[f"{STEM}.xlsx"]))
    header, *rows = book.get_sheet_by_name(table.name).to_python()
    assert tuple(header) == table.header
    assert [[str(cell).removesuffix(".0") for cell in row] for row in rows] == as_text(expected(table))


def as_text(rows) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in rows]


@each_table
def test_csv_has_the_same_cells(table):
    raw = files()[f"csv/{table.name}.csv"]
    assert b"\r" not in raw and not raw.startswith(b"\xef\xbb\xbf")
    header, *rows = csv.reader(StringIO(raw.decode()))
    assert tuple(header) == table.header
    assert rows == as_text(expected(table))


@each_table
def test_csv_for_excel_has_a_byte_order_mark_and_the_same_cells(table):
    raw = files()[f"csv/{table.name}-excel.csv"]
    assert raw.startswith(b"\xef\xbb\xbf")
    _, *rows = csv.reader(StringIO(raw.decode("utf-8-sig")), delimiter=";")
    assert rows == as_text(expected(table))


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_a_text_that_opens_a_formula_is_marked_and_a_number_is_not(text):
    assert delimited._safe(text) == f"'{text}"
    assert delimited._safe(-96) == -96


@each_table
def test_sav_has_the_same_cells_labels_levels_and_missing_codes(table, tmp_path):
    path = tmp_path / "a.sav"
    path.write_bytes(files()[f"spss/{table.name}.sav"])
    frame, told = pyreadstat.read_sav(path, user_missing=True, output_format="polars")
    assert frame.columns == list(table.header)
    assert [list(row) for row in frame.iter_rows()] == expected(table)
    for variable in table.variables:
        assert told.column_names_to_labels[variable.name] == variable.label.sv
        assert told.variable_value_labels[variable.name] == {v: words.sv for v, words in variable.labels.items()}
        assert told.variable_measure[variable.name] == variable.level
        assert told.missing_ranges[variable.name] == (
            [{"lo": code, "hi": code} for code in ("-96", "-97", "-99")]
            if variable.is_text
            else [{"lo": -99.0, "hi": -96.0}]
        )


@each_table
def test_sav_opens_in_pspp(table, tmp_path):
    convert = outside.program("pspp-convert")
    (tmp_path / "a.sav").write_bytes(files()[f"spss/{table.name}.sav"])
    subprocess.run([convert, "a.sav", "a.csv"], cwd=tmp_path, check=True)
    _, *rows = csv.reader(StringIO((tmp_path / "a.csv").read_text()))
    assert rows == as_text(expected(table))


@each_table
def test_dta_has_the_same_cells_and_labels_by_pandas(table):
    raw = BytesIO(files()[f"stata/{table.name}.dta"])
    with pandas.read_stata(raw, iterator=True, convert_categoricals=False, convert_missing=False) as reader:
        frame = reader.read()
        assert reader.variable_labels() == {variable.name: variable.label.sv for variable in table.variables}
        sets, used = reader.value_labels(), dict(zip(frame.columns, reader._lbllist, strict=True))
    assert list(frame.columns) == list(table.header)
    assert told_back(table, frame.to_numpy().tolist()) == expected(table)
    for variable in table.variables:
        assert sets.get(used[variable.name], {}) == in_stata(variable)


@each_table
def test_dta_has_the_same_cells_and_labels_by_readstat(table, tmp_path):
    (tmp_path / "a.dta").write_bytes(files()[f"stata/{table.name}.dta"])
    frame, told = pyreadstat.read_dta(tmp_path / "a.dta", output_format="polars")
    assert told_back(table, [list(row) for row in frame.iter_rows()]) == expected(table)
    for variable in table.variables:
        assert told.variable_value_labels.get(variable.name, {}) == in_stata(variable)


@each_table
def test_a_code_is_read_off_its_label_alone(table):
    """What somebody sees who tabulates: the code, to its last character, and then its words."""
    frame = pandas.read_stata(BytesIO(files()[f"stata/{table.name}.dta"]))
    for variable in (one for one in table.variables if one.numbers):
        missing = {words.sv: str(code) for code, words in MISSING_CODES.items()}
        shown = [missing.get(cell, cell.split(" – ")[0]) for cell in frame[variable.name].astype(str)]
        assert shown == table.columns[variable.name]


def told_back(table, rows) -> list[list]:
    """The codes for which the numbers stand, by the codebook of the workbook."""
    book = CalamineWorkbook.from_filelike(BytesIO(files()[f"{STEM}.xlsx"]))
    codes, missing = {}, {}
    for sheet, variable, _, value, number, *_ in book.get_sheet_by_name("codebook").to_python():
        if sheet == table.name and isinstance(value, str) and value:
            codes[variable, number] = value
        elif not sheet:
            missing[number] = str(int(value))
    coded = {name for name, _ in codes}
    return [
        [
            codes.get((name, cell), missing.get(cell)) if name in coded else cell
            for name, cell in zip(table.header, row, strict=True)
        ]
        for row in rows
    ]


def in_stata(variable) -> dict:
    """Number → label, of the description that all formats are written from."""
    if variable.is_text and not variable.values:
        return {}
    words = {code: told.sv for code, told in MISSING_CODES.items()}
    for value, told in variable.values.items():
        if isinstance(value, int):
            words[value] = told.sv
        else:
            words[variable.numbers[value]] = value if value == told.sv else f"{value} – {told.sv}"
    return words


def test_identifiers_stay_text_in_stata_and_codes_are_whole_numbers():
    frame = pandas.read_stata(BytesIO(files()["stata/A_characteristics.dta"]), convert_categoricals=False)
    assert pandas.api.types.is_string_dtype(frame["id"])
    assert set(frame["sex"]) <= {1, 2, 3, 4, -96, -97, -98, -99}


def test_every_description_tells_the_number_in_stata():
    root = ddi.ElementTree.fromstring(files()["ddi-codebook.xml"])
    step = next(var for var in root.iter(f"{{{ddi.NAMESPACE}}}var") if var.get("ID") == "V_F_flow_step")
    told = {
        node.findtext(f"{{{ddi.NAMESPACE}}}catValu"): node.findtext(f"{{{ddi.NAMESPACE}}}txt")
        for node in step.iter(f"{{{ddi.NAMESPACE}}}catgry")
    }
    assert (told["invited"], told["completed"], told["-97"]) == ("Stata: 1", "Stata: 4", None)
    resources = json.loads(files()["datapackage.json"])["resources"]
    [flow] = [one for one in resources if one["path"] == "csv/F_flow.csv"]
    assert {one["value"]: one["stata"] for one in flow["schema"]["fields"][0]["categories"]}["completed"] == 4
    for language in ("sv", "en"):
        assert "`step` (F_flow): 1 = invited, 2 = enrolled, 3 = started" in files()[f"README.{language}.md"].decode()


@each_table
def test_parquet_has_the_same_cells_and_labels_and_no_index(table):
    raw = files()[f"parquet/{table.name}.parquet"]
    read = pyarrow.parquet.read_table(BytesIO(raw))
    assert tuple(read.column_names) == table.header
    assert read.to_pydict() == table.columns
    beside = pyarrow.parquet.ParquetFile(BytesIO(raw)).metadata.metadata
    assert set(beside) == {b"ringar", b"ARROW:schema"}
    told = json.loads(beside[b"ringar"])
    for variable, described in zip(table.variables, told["variables"], strict=True):
        assert (described["name"], described["label"]["sv"]) == (variable.name, variable.label.sv)
        assert {entry["value"]: entry["label"]["sv"] for entry in described["values"]} == {
            value: words.sv for value, words in variable.labels.items()
        }
    assert polars.read_parquet(BytesIO(raw)).columns == list(table.header)


@pytest.fixture(scope="module")
def codebook():
    return xmlschema.XMLSchema(outside.reference("ddi/2.5.1/schemas/codebook.xsd"), allow="local")


def test_the_ddi_codebook_is_valid(codebook):
    assert [str(error) for error in codebook.iter_errors(BytesIO(files()["ddi-codebook.xml"]))] == []


def test_the_ddi_codebook_names_title_number_holding_distributor_and_abstract():
    root = ddi.ElementTree.fromstring(files()["ddi-codebook.xml"])
    found = {name: root.find(f".//{{{ddi.NAMESPACE}}}{name}") for name in ("titl", "IDNo", "holdings", "distrbtr")}
    assert "Vägar vidare" in found["titl"].text and found["distrbtr"].text == "Ringar"
    assert (found["IDNo"].get("agency"), found["holdings"].get("URI")) == ("ringar", f"urn:ringar:{STEM}")
    assert len(root.findall(f".//{{{ddi.NAMESPACE}}}abstract")) == 2


def test_the_ddi_codebook_has_every_label():
    root = ddi.ElementTree.fromstring(files()["ddi-codebook.xml"])
    described = root.findall(f".//{{{ddi.NAMESPACE}}}var")
    for variable, var in zip((v for table in TABLES for v in table.variables), described, strict=True):
        swedish = [node.text for node in var.iter(f"{{{ddi.NAMESPACE}}}labl") if node.get(ddi.LANG) == "sv"]
        assert swedish == [variable.label.sv, *(words.sv for words in variable.labels.values())]


def test_the_data_package_is_valid_by_an_independent_reader(tmp_path):
    unpack(files(), tmp_path)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    # It reads no .sav and takes no size of a .parquet: their sizes and hashes are compared in the next test.
    read = [task for task in report.tasks if task.place.endswith((".csv", ".xlsx", ".dta"))]
    assert len(read) == 1 + 3 * len(TABLES)
    assert report.errors == [] and [error.message for task in read for error in task.errors] == []


def test_the_data_package_has_sizes_hashes_categories_and_missing_values():
    told = json.loads(files()["datapackage.json"])
    resources = {resource["path"]: resource for resource in told["resources"]}
    for path, resource in resources.items():
        content = files()[path]
        assert resource["bytes"] == len(content)
        assert resource["hash"] == f"sha256:{hashlib.sha256(content).hexdigest()}"
    schema = resources["csv/F_flow.csv"]["schema"]
    assert [value["value"] for value in schema["missingValues"]] == [str(code) for code in MISSING_CODES]
    step = schema["fields"][0]
    assert {"value": "completed", "label": "gick klart", "stata": 4} in step["categories"]
    assert {row[0] for row in FIGURES["F_flow"]} <= {category["value"] for category in step["categories"]}


def test_checksums_hold_for_sha256sum(tmp_path):
    unpack(files(), tmp_path)
    assert len(files()["CHECKSUMS.sha256"].splitlines()) == len(files()) - 1
    run = subprocess.run(["sha256sum", "--strict", "-c", "CHECKSUMS.sha256"], cwd=tmp_path, capture_output=True)
    assert run.returncode == 0, run.stdout


def unpack(members, folder):
    for path, content in members.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)


def test_the_disclosure_report_names_the_rules_of_answers_too():
    rules = json.loads(files()["disclosure.json"])["rules"]
    assert rules["people_behind_a_mean_at_least"] == 10
    assert rules["pairs_of_answers_before_rows_of_them_at_least"] == 100
    assert (rules["rounding"], rules["rounding_of_means"]) == ("midpoint of six", "one decimal")


def test_readme_in_two_languages_tells_the_receipt_and_how_to_treat_missing_codes():
    swedish, english = (files()[f"README.{language}.md"].decode() for language in ("sv", "en"))
    assert "Visas inte: 4 av 16 celler" in swedish and "Utgåva 1." in swedish
    assert "Withheld: 4 of 16 cells" in english and "mvdecode _all" in english


def test_two_builds_are_the_same_bytes_even_years_apart():
    with time_machine.travel("2031-05-06 07:08"):
        again = files_of()
        assert again == files()
        assert package.bundles(STEM, again) == package.bundles(STEM, files())


def test_bundles_hold_their_format_with_readme_and_codebook():
    made = package.bundles(STEM, files())
    assert set(made) == {"sav", "csv", "dta", "parquet", "zip"}
    with zipfile.ZipFile(BytesIO(made["sav"].content)) as packed:
        assert made["sav"].name == f"{STEM}-spss.zip"
        assert set(packed.namelist()) == {f"{table}.sav" for table in NAMES} | set(package.COME_ALONG)
    with zipfile.ZipFile(BytesIO(made["zip"].content)) as packed:
        assert {path: packed.read(path) for path in packed.namelist()} == files()
