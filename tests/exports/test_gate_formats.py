"""The gate against sabotaged formats: each is refused by the name of its rule; the honest release passes."""

import hashlib
import json
import struct
import zipfile
from io import BytesIO

import polars
import pyarrow
import pyarrow.parquet
import pyreadstat
import pytest

from evaluation.catalogue import instruments
from exports import numbers
from exports.columns import SHEETS
from exports.document import Page, pages
from exports.extract.columns import SHEETS as EXTRACT
from exports.gate import check_all
from exports.gate import numbers as gate_numbers
from exports.gate.dta import read_dta
from exports.gate.sav import read_sav
from exports.gate.tables import Unreadable
from exports.public.catalogue import SHEETS as OPEN
from exports.writers import package, statistics
from exports.writers.excel import workbook
from exports.writers.frames import numbered_frame
from tests.exports.test_gate import FIGURES
from tests.exports.written import KNOWN_WITH_PEOPLE, PEOPLE, STEM, about, data, files, files_of
from tests.exports.zips import damaged

SAV, DTA, PARQUET, CSV = "spss/F_flow.sav", "stata/F_flow.dta", "parquet/F_flow.parquet", "csv/F_flow.csv"
DATE = (1980, 1, 1, 0, 0, 0)


def finished(members=None) -> dict[str, bytes]:
    """The files to fetch, of the honest package or of these members."""
    members = members or files()
    made = package.bundles(STEM, members)
    return {"xlsx": members[f"{STEM}.xlsx"]} | {kind: bundle.content for kind, bundle in made.items()}


def described_anew(members) -> dict[str, bytes]:
    """What a careful saboteur does: sizes, hashes and checksums fit the changed file."""
    told = json.loads(members["datapackage.json"])
    for resource in told["resources"]:
        content = members[resource["path"]]
        resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    members = members | {"datapackage.json": json.dumps(told, ensure_ascii=False).encode()}
    rest = {path: content for path, content in members.items() if path != "CHECKSUMS.sha256"}
    return rest | {"CHECKSUMS.sha256": package.papers.checksums(rest)}


def rules(given, known=KNOWN_WITH_PEOPLE) -> set[str]:
    return {finding.rule for finding in check_all(given, known)}


def with_file(path, content) -> set[str]:
    assert content != files().get(path)
    return rules(finished(described_anew(files() | {path: content})))


def replaced(path, before: bytes, after: bytes) -> set[str]:
    assert before in files()[path]
    return with_file(path, files()[path].replace(before, after, 1))


def test_the_honest_release_passes():
    assert check_all(finished(), KNOWN_WITH_PEOPLE) == []
    assert check_all(finished(described_anew(files())), KNOWN_WITH_PEOPLE) == []


def test_a_sabotaged_workbook_is_refused_before_the_rest():
    figures = FIGURES | {"F_flow": [*FIGURES["F_flow"], ["left", "childcare", 3]]}
    assert rules(finished(files_of(figures))) == {"pooling"}


def test_a_format_too_few_or_too_many_is_refused():
    assert rules({kind: content for kind, content in finished().items() if kind != "dta"}) == {"formats"}
    assert rules(finished() | {"rds": b""}) == {"formats"}


@pytest.mark.parametrize(
    ("path", "before", "after", "rule"),
    [
        (CSV, b"left,moved,3", b"left,moved,4", "cells"),
        (CSV, b"left,moved,3\nleft,health,-96", b"left,health,-96\nleft,moved,3", "cells"),
        (CSV, b"step,reason", b"step,why", "columns"),
        (CSV, b"invited,-97,63\n", b"0,invited,-97,63\n", "cells"),
        (CSV, b"invited", b'"invited"', "cells"),
        (CSV, b"\n", b"\r\n", "unreadable"),
        ("csv/F_flow-excel.csv", b"\xef\xbb\xbf", b"", "unreadable"),
        ("csv/F_flow-excel.csv", b"moved;3", b"moved;4", "cells"),
        (SAV, struct.pack("<d", 63), struct.pack("<d", 62), "cells"),
        (SAV, b"01 Jan 0000:00:00", b"22 Nov 2609:01:04", "timestamp"),
        (SAV, "Vägen genom ".encode(), b"Sahar Karimi ", "canary"),
        (SAV, b"Personer", b"maj 2026", "date"),
        (DTA, struct.pack("<i", 63), struct.pack("<i", 62), "cells"),
        (DTA, struct.pack("<iii", 1, -97, 63), struct.pack("<iii", 2, -97, 63), "cells"),
        (DTA, struct.pack("<iii", 1, -97, 63), struct.pack("<iii", 8, -97, 63), "cells"),  # nobody's number
        (DTA, struct.pack("<iii", 1, -97, 63), struct.pack("<iii", 1, -98, 63), "cells"),
        (DTA, b"enrolled", b"enroling", "label"),
        (DTA, "började".encode(), b"slutadee", "label"),
        (DTA, b"g\xc3\xa4ller inte", b"g\xc3\xa4ller inta", "label"),
        (DTA, b"01 Jan 2000 00:00", b"22 Nov 2026 09:01", "timestamp"),
        (DTA, b"<characteristics>", b"<characteristics><ch>\x00\x00\x00\x00</ch>", "beside"),
        (DTA, b"Personer", "Malmö  ".encode(), "canary"),
        ("README.sv.md", b"## Integritetskvitto", b"## Sahar Karimi", "canary"),
        ("README.en.md", b"## Privacy receipt", b"## 2026-03-04", "date"),
        ("provenance.json", b'"Ringar"', b'"eva@ringar.example"', "identifier"),
        ("provenance.json", b'"people"', b'"people", "pk"', "columns"),
        ("disclosure.json", b'"midpoint of six"', '"Vägar vidare 14"'.encode(), "canary"),
        ("ddi-codebook.xml", b'name="people"', b'name="participant"', "columns"),
        ("ddi-codebook.xml", b"<producer>Ringar", b"<producer>Sahar Karimi", "canary"),
        ("ddi-codebook.xml", b"<codeBook", b'<!DOCTYPE x [<!ENTITY a "b">]><codeBook', "unreadable"),
    ],
)
def test_a_sabotaged_file_is_refused(path, before, after, rule):
    assert rule in replaced(path, before, after)


def dta(change_labels=lambda labels: labels, change_frame=lambda frame: frame) -> bytes:
    """The honest table written with other labels or numbers, its time set back."""
    table = next(table for table in data().tables if table.name == "F_flow")
    words = statistics._dta_words(table)
    words["variable_value_labels"] = change_labels(words["variable_value_labels"])
    return b"".join(
        statistics._pieces(change_frame(numbered_frame(table)), pyreadstat.write_dta, words, statistics._dta_time)
    )


def exchanged(labels):
    """The labels of two numbers in each other's place: every number is listed, every label is known."""
    step = labels["step"]
    return labels | {"step": step | {1: step[2], 2: step[1]}}


def unlabelled(labels):
    return {name: one for name, one in labels.items() if name != "step"}


def renumbered(frame):
    return frame.with_columns(step=polars.col("step").replace({1: 2, 2: 1}).cast(polars.Int32))


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (lambda: dta(exchanged), {"label"}),
        (lambda: dta(exchanged, renumbered), {"label", "cells"}),  # both: it reads well, and differs from all others
        (lambda: dta(lambda labels: labels | {"step": labels["step"] | {8: "found – hittad"}}), {"label"}),
        (lambda: dta(unlabelled), {"label"}),
        (lambda: dta(lambda labels: labels | {"people": {**labels["people"], 3: "Sahar Karimi"}}), {"label", "canary"}),
        (lambda: dta(unlabelled, lambda frame: frame.with_columns(step=polars.lit("invited"))), {"label", "cells"}),
    ],
    ids=["labels", "labels and numbers", "one more", "none", "a name", "text"],
)
def test_codes_in_stata_stand_under_their_own_numbers_and_labels(content, found):
    assert with_file(DTA, content()) == found


def test_the_table_written_anew_is_the_honest_one():
    assert dta() == files()[DTA]


def test_words_that_no_number_has_do_not_hide_among_the_labels():
    inside = files()[DTA].replace(b"enrolled ", b"enrol\0ed ")
    assert with_file(DTA, inside) == {"unreadable"}


def test_both_lists_have_every_instrument_of_the_shelf():
    """A new one is put last in both, so that the others keep their numbers."""
    assert set(numbers.INSTRUMENTS) == set(gate_numbers.INSTRUMENTS) == set(instruments())
    assert numbers.INSTRUMENTS == gate_numbers.INSTRUMENTS


@pytest.mark.parametrize("sheet", [*SHEETS, *OPEN, *EXTRACT], ids=lambda sheet: sheet.name)
def test_the_gate_knows_the_codes_of_every_table(sheet):
    for column in sheet.columns:
        told = numbers.numbers(column.name, column.values)
        known = gate_numbers.codes_of(sheet.name).get(column.name, [])
        assert all(known[number - 1] == code for code, number in told.items()), column.name
        assert bool(told) == bool(known)


def frame(**more) -> polars.DataFrame:
    table = next(table for table in data().tables if table.name == "F_flow")
    types = {"step": polars.String, "reason": polars.String, "people": polars.Int32}
    return polars.DataFrame(table.columns, schema=types).with_columns(**more)


def as_parquet(frame, **facts) -> bytes:
    written = BytesIO()
    frame.write_parquet(written, metadata={"ringar": "{}"} | facts)
    return written.getvalue()


def test_parquet_written_by_pandas_with_its_index_and_metadata_is_refused():
    written = BytesIO()
    indexed = frame().to_pandas().set_index(frame().to_pandas().index + 7)
    indexed.to_parquet(written, index=True)
    assert {"columns", "cells", "beside"} <= with_file(PARQUET, written.getvalue())


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (lambda: as_parquet(frame(), pandas="{}"), "beside"),
        (lambda: as_parquet(frame(), ringar='{"by": "Sahar Karimi"}'), "canary"),
        (lambda: as_parquet(frame(people=polars.lit(9))), "cells"),
        (lambda: as_parquet(frame(pk=polars.lit(9))), "columns"),
        (lambda: as_parquet(frame().sort("people")), "cells"),
        (lambda: files()[PARQUET][:-9], "unreadable"),
    ],
    ids=["pandas", "label", "cells", "column", "order", "truncated"],
)
def test_a_sabotaged_parquet_is_refused(content, rule):
    assert rule in with_file(PARQUET, content())


def test_parquet_by_another_writer_is_refused():
    written = BytesIO()
    pyarrow.parquet.write_table(frame().to_arrow(), written)
    assert "beside" in with_file(PARQUET, written.getvalue())


def test_a_note_in_the_sav_is_refused(tmp_path):
    pyreadstat.write_sav(frame(), tmp_path / "a.sav", note="för Sahar")
    assert with_file(SAV, (tmp_path / "a.sav").read_bytes()) == {"unreadable"}


def test_bytes_after_the_data_are_refused():
    assert "beside" in with_file(SAV, files()[SAV] + b"Sahar")
    assert "beside" in with_file(DTA, files()[DTA] + b"Sahar")


@pytest.mark.parametrize("read, path", [(read_sav, SAV), (read_dta, DTA)])
def test_a_file_cut_anywhere_is_unreadable_and_nothing_else(read, path):
    whole = files()[path]
    for end in range(0, len(whole) - 1, 7):
        try:
            found = read(whole[:end])
            list(found.rows)
        except Unreadable:
            continue
        assert found.beside, f"cut at {end}"


@pytest.mark.parametrize("kind", ["zip", "csv", "sav"])
def test_a_damaged_bundle_is_refused(kind):
    assert "unreadable" in rules(finished() | {kind: damaged(finished()[kind])})


def test_a_workbook_of_another_release_in_the_package_is_refused():
    figures = PEOPLE | FIGURES
    other = workbook(pages(figures, about(figures, edition=2)))
    assert with_file(f"{STEM}.xlsx", other) == set()  # the honest one, all files alike
    members = described_anew(files() | {f"{STEM}.xlsx": other})
    assert rules(finished(members) | {"xlsx": files()[f"{STEM}.xlsx"]}) == {"members"}


def test_a_member_too_many_too_few_or_elsewhere_is_refused():
    assert "members" in with_file("people.csv", b"id\n1\n")
    assert "members" in with_file("csv/../../people.csv", b"id\n1\n")
    fewer = {path: content for path, content in files().items() if path != "README.en.md"}
    assert rules(finished() | {"zip": package._zip(fewer)}) & {"members", "unreadable"}


def test_a_bundle_that_differs_from_the_package_is_refused():
    other = files() | {CSV: files()[CSV].replace(b"63", b"57")}
    assert rules(finished() | {"csv": finished(other)["csv"]}) == {"members"}


def test_a_wrong_checksum_or_size_is_refused():
    told = files()["CHECKSUMS.sha256"]
    assert rules(finished(files() | {"CHECKSUMS.sha256": told.replace(told[:8], b"00000000")})) == {"checksum"}
    described = files()["datapackage.json"].replace(b'"bytes": ', b'"bytes": 1')
    members = files() | {"datapackage.json": described}
    assert "checksum" in rules(finished(members))


def zipped(change=lambda info: None, *, comment=b"", before=b"", after=b"") -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for path, content in sorted(files().items()):
            info = zipfile.ZipInfo(path, DATE)
            info.create_system, info.external_attr = 3, 0o644 << 16
            change(info)
            target.writestr(info, content)
        target.comment = comment
    return before + packed.getvalue() + after


def changed(**facts):
    def change(info):
        for name, value in facts.items():
            setattr(info, name, value)

    return change


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (lambda: zipped(changed(date_time=(2026, 11, 22, 9, 1, 0))), "timestamp"),
        (lambda: zipped(changed(comment=b"Sahar")), "comment"),
        (lambda: zipped(changed(extra=struct.pack("<HH", 0x7875, 2) + b"ab")), "comment"),
        (lambda: zipped(changed(external_attr=0o120777 << 16)), "part"),
        (lambda: zipped(comment=b"Sahar Karimi"), "comment"),
        (lambda: zipped(before=b"Sahar Karimi"), "beside"),
        (lambda: zipped(after=b"Sahar Karimi"), "beside"),
        (lambda: b"PK", "unreadable"),
    ],
)
def test_what_hides_in_the_zip_is_refused(content, rule):
    assert rule in rules(finished() | {"zip": content()})


def test_the_plain_zip_of_the_same_files_passes():
    assert rules(finished() | {"zip": zipped()}) == set()


def test_findings_never_hold_a_value():
    found = check_all(
        finished(described_anew(files() | {CSV: files()[CSV].replace(b"moved,3", b"moved,4")})), KNOWN_WITH_PEOPLE
    )
    assert found and not any("4" in finding.where for finding in found)


def test_a_sheet_of_the_workbook_that_a_format_lacks_is_refused():
    more = [*pages(FIGURES, about(FIGURES)), Page("G_more", ("a",), ((1,),), (9,))]
    assert "sheets" in rules(finished() | {"xlsx": workbook(more)})
