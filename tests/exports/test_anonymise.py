"""`manage.py anonymise`: from files to files, or a sentence and no file."""

import csv
import json

import pandas
import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pycanon import anonymity

AGES = [str(age) for age in range(20, 40)]


@pytest.fixture
def files(tmp_path):
    """Eighty people: age and sex with hierarchies, need and a name without."""
    folder = tmp_path / "hierarchies"
    folder.mkdir()
    lines = "".join(f"{age};{int(age) // 5 * 5}-{int(age) // 5 * 5 + 4};*\n" for age in AGES)
    (folder / "age.csv").write_text(lines, encoding="utf-8")
    (folder / "sex.csv").write_text("f;*\nm;*\n", encoding="utf-8")
    people = [(f"n{n}", AGES[n * 7 % 20], "fm"[n % 3 % 2], "abcd"[n % 4]) for n in range(80)]
    write(tmp_path / "people.csv", ["name", "age", "sex", "need"], people)
    return tmp_path


def write(path, header, people, delimiter=";"):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows([header, *people])


def anonymise(files, *options):
    out, report = files / "out.csv", files / "report.json"
    arguments = ["--hierarchies", files / "hierarchies", "--out", out, "--report", report]
    call_command("anonymise", files / "people.csv", *arguments, *options)
    return pandas.read_csv(out, sep=None, engine="python", dtype=str), json.loads(report.read_text(encoding="utf-8"))


def refused(files, *options):
    with pytest.raises(CommandError) as error:
        anonymise(files, *options)
    assert not (files / "out.csv").exists()
    assert not (files / "report.json").exists()
    return str(error.value)


@pytest.mark.parametrize("method", [[], ["--single"], ["--local"], ["--metric", "dm"], ["--metric", "ncp"]])
def test_the_file_is_as_anonymous_as_the_report_says(files, method):
    table, report = anonymise(files, "--k", "5", "--max-suppression", "0.1", *method)
    assert list(table.columns) == ["age", "sex"]
    assert len(table) == report["rows"] == 80
    assert anonymity.k_anonymity(table, ["age", "sex"]) == report["classes"]["smallest"] >= 5
    assert sum(int(size) * count for size, count in report["classes"]["sizes"].items()) == 80
    assert report["risks"]["highest"] == 1 / report["classes"]["smallest"]


def test_each_method_says_what_it_did(files):
    assert anonymise(files, "--k", "5")[1]["levels"] == {"age": 1, "sex": 0}
    local = anonymise(files, "--k", "5", "--local")[1]
    assert (local["method"], local["metric"], local["levels"]) == ("local", "ncp", None)
    assert local["loss"] == local["ncp"]


def test_columns_without_a_hierarchy_stay_unless_they_are_asked_for(files, capsys):
    _, report = anonymise(files, "--k", "5")
    assert report["left_out"] == ["name", "need"]
    assert "Left out: name, need." in capsys.readouterr().out
    assert list(anonymise(files, "--k", "5", "--keep", "need")[0].columns) == ["age", "sex", "need"]


def test_closeness_and_distinct_values_hold_in_the_file(files):
    table, report = anonymise(files, "--k", "5", "--t", "need=0.3", "--l", "need=3")
    assert report["t"] == {"column": "need", "limit": 0.3, "distance": "equal"}
    assert anonymity.l_diversity(table, ["age", "sex"], ["need"]) >= 3
    assert anonymity.t_closeness(table, ["age", "sex"], ["need"]) <= 0.3


def test_what_is_only_counted_is_not_handed_out(files):
    table, report = anonymise(files, "--k", "5", "--l", "need=2")
    assert (list(table.columns), report["left_out"]) == (["age", "sex"], ["name", "need"])


def test_a_sensitive_column_with_a_hierarchy_is_not_coarsened(files):
    (files / "hierarchies" / "need.csv").write_text("a;*\nb;*\nc;*\nd;*\n", encoding="utf-8")
    table, report = anonymise(files, "--k", "5", "--t", "need=0.4:ordered")
    assert set(table["need"]) == set("abcd")
    assert list(report["levels"]) == ["age", "sex"]


def test_commas_are_read_and_written(files):
    people = [(age, "f") for age in AGES * 5]
    write(files / "people.csv", ["age", "sex"], people, delimiter=",")
    anonymise(files, "--k", "5")
    assert (files / "out.csv").read_text(encoding="utf-8").startswith("age,sex\n20,f\n")


@pytest.mark.parametrize("k", ["2", "4", "0"])
def test_k_below_five_is_refused(files, k):
    assert refused(files, "--k", k) == (
        f"k = {k} is refused. Nothing leaves with fewer than 5 people to a class; "
        "k may be raised, never lowered. [k_too_low]"
    )


def test_an_empty_value_is_refused(files):
    write(files / "people.csv", ["age", "sex"], [("20", "f")] * 9 + [("", "f")])
    assert refused(files, "--k", "5").startswith("Row 10: “age” is empty.")


def test_a_value_without_a_line_is_refused(files):
    write(files / "people.csv", ["age", "sex"], [("20", "f")] * 9 + [("19", "f")])
    assert refused(files, "--k", "5").startswith("Row 10: “19” in “age” has no line in its hierarchy.")


def test_a_hierarchy_of_an_unknown_column_is_refused(files):
    (files / "hierarchies" / "agee.csv").write_text("20;*\n", encoding="utf-8")
    assert refused(files, "--k", "5") == "There is a hierarchy of “agee”, but no such column. [unknown_column]"


@pytest.mark.parametrize("option", [["--t", "neeed=0.2"], ["--l", "neeed=2"], ["--keep", "neeed"]])
def test_an_option_on_an_unknown_column_is_refused(files, option):
    assert "[unknown_column]" in refused(files, "--k", "5", *option)


@pytest.mark.parametrize("option", [["--t", "need"], ["--t", "=0.2"], ["--t", "need=x:equal"], ["--l", "need"]])
def test_an_option_that_cannot_be_read_says_how_to_write_it(files, option):
    assert "write COLUMN=" in refused(files, "--k", "5", *option)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "needs a header"),
        (b"age;age\n20;20\n", "needs a header"),
        (b"age;sex\n", "has a header and no rows"),
        (b"age;sex\n20;f\n20\n", "Row 2 of “people.csv” has 1 values, the header 2."),
        ("age;sex\n20;å\n".encode("latin-1"), "is not UTF-8"),
    ],
)
def test_a_broken_file_is_refused(files, content, sentence):
    (files / "people.csv").write_bytes(content)
    assert sentence in refused(files, "--k", "5")


def test_a_missing_file_is_refused(files):
    (files / "people.csv").unlink()
    assert "cannot be read" in refused(files, "--k", "5")


def test_a_folder_without_hierarchies_is_refused(files):
    for file in (files / "hierarchies").iterdir():
        file.unlink()
    assert "is no folder with a file <column>.csv in it" in refused(files, "--k", "5")


def test_the_data_is_never_overwritten(files):
    before = (files / "people.csv").read_bytes()
    with pytest.raises(CommandError, match="overwrite the data"):
        call_command(
            "anonymise", files / "people.csv", "--hierarchies", files / "hierarchies", "--k", "5",
            "--out", files / "people.csv", "--report", files / "report.json",
        )  # fmt: skip
    assert (files / "people.csv").read_bytes() == before


def test_a_place_that_cannot_be_written_is_said(files):
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        anonymise(files, "--k", "5", "--report", files / "nowhere" / "report.json")
    assert not (files / "out.csv").exists()
    with pytest.raises(CommandError, match="cannot be written: No such file or directory"):
        anonymise(files, "--k", "5", "--out", files / "nowhere" / "out.csv")


def test_parts_and_one_node_are_not_asked_at_once(files):
    assert "not allowed with argument" in refused(files, "--k", "5", "--local", "--single")
