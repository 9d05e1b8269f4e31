"""The gate of research extracts against sabotaged builders: each is refused by the name of its rule."""

import json
import re
import struct
import zipfile
from datetime import date
from hashlib import sha256
from io import BytesIO

import frictionless
import pytest
import xmlschema

from exports.extract.package import package
from exports.extract.paper import About
from exports.gate.extract import check_extract
from exports.gate.extract_evidence import Evidence, evidence
from exports.pseudonyms import make_key, pseudonym
from exports.rules.extracts import Lacks
from tests import outside
from tests.exports import closed, extracts
from tests.exports.zips import damaged

KEY = b"k" * 32
P1, P2 = sorted(pseudonym(KEY, "p", n) for n in (1, 2))
C, L = pseudonym(KEY, "c", 1), pseudonym(KEY, "l", 1)
OUTSIDER = pseudonym(KEY, "p", 99)
WHO = ("woman", "30-39", "arabic", "under_1", "unknown")
AFTER = ("active", -97, 0, "ar", "12", 10)
PEOPLE = [(P1, *WHO, 1, 2, 2), (P2, *WHO, 1, 0, 0)]
ATTENDANCE = [
    (P1, C, L, 1, 1, 0, "held", "present", 1, 1, 180, 1, "ar", 12, *AFTER, *WHO),
    (P1, C, L, 2, 99, 1, "held", "part", 1, 1, 180, -97, -97, -97, *AFTER, *WHO),
    (P2, C, L, 1, 1, 0, "held", -99, -99, -99, 180, 1, "ar", 12, *AFTER, *WHO),
    (P2, C, L, 2, 99, 1, "cancelled", -97, -97, -97, -97, -97, -97, -97, *AFTER, *WHO),
]
ANSWERS = [(P1, C, "who5-1", "before", 1, 3), (P1, C, "who5-1", "before", 2, -99)]
ROWS = {"people": PEOPLE, "attendance": ATTENDANCE, "answers": ANSWERS}
ABOUT = About(
    "VV-RX-01",
    "Studien",
    "Uppsala universitet",
    "Vägar vidare",
    1,
    "2026-01234-01",
    "AVT-7",
    "KB-7",
    1,
    date(2033, 6, 30),
)
KNOWN = Evidence(
    {"person": frozenset({P1, P2}), "circle": frozenset({C}), "leader": frozenset({L, -97})},
    ("VV-RX-01", "2026-01234-01", "2033-06-30"),
    re.compile("Malmö|Vägar vidare 14", re.IGNORECASE),
)


def honest(rows=ROWS, about=ABOUT) -> bytes:
    return package("ringar-vv-rx-01", rows, about).content


def rules(content: bytes, known=KNOWN) -> set[str]:
    return {finding.rule for finding in check_extract(content, known)}


def with_cell(sheet, number, column, value) -> bytes:
    row = list(ROWS[sheet][number])
    row[column] = value
    rows = list(ROWS[sheet])
    rows[number] = tuple(row)
    return honest(ROWS | {sheet: rows})


def repacked(change) -> bytes:
    """The honest package with its members changed by `change(name, content)`, and checksums that fit."""
    told = {}
    with zipfile.ZipFile(BytesIO(honest())) as source:
        for name in source.namelist():
            content = change(name, source.read(name))
            if content is not None and name != "CHECKSUMS.sha256":
                told[name] = content
    told = described_anew(told)
    told["CHECKSUMS.sha256"] = "".join(f"{sha256(one).hexdigest()}  {name}\n" for name, one in told.items()).encode()
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, content in told.items():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    return packed.getvalue()


def described_anew(told) -> dict[str, bytes]:
    """What a careful saboteur does: the description has the size and hash of the changed file."""
    described = json.loads(told["datapackage.json"])
    for resource in described["resources"]:
        if (content := told.get(resource["path"])) is not None:
            resource |= {"bytes": len(content), "hash": f"sha256:{sha256(content).hexdigest()}"}
    return told | {"datapackage.json": json.dumps(described, ensure_ascii=False).encode()}


def in_member(member, before, after) -> bytes:
    def change(name, content):
        assert name != member or before in content
        return content.replace(before, after) if name == member else content

    return repacked(change)


def in_workbook(part, before, after) -> bytes:
    def change(name, content):
        if not name.endswith(".xlsx"):
            return content
        packed = BytesIO()
        with zipfile.ZipFile(BytesIO(content)) as source, zipfile.ZipFile(packed, "w") as target:
            for one in source.namelist():
                text = source.read(one)
                assert one != part or before in text
                told = text.replace(before, after, 1) if one == part else text
                target.writestr(zipfile.ZipInfo(one, (1980, 1, 1, 0, 0, 0)), told)
        return packed.getvalue()

    return repacked(change)


def test_the_honest_package_passes_and_two_builds_are_the_same_bytes():
    assert check_extract(honest(), KNOWN) == []
    assert honest() == honest()
    assert check_extract(repacked(lambda _, content: content), KNOWN) == []


@pytest.mark.parametrize(
    ("sheet", "number", "column", "value", "rule"),
    [
        ("people", 1, 0, "2", "label"),  # a primary key
        ("people", 1, 0, "p" + "a" * 15, "label"),  # not a whole pseudonym
        ("people", 1, 0, "p" + "z" * 16, "who"),  # nobody's: another recipient's key, or none
        ("people", 0, 1, "deported", "label"),  # a label from the data
        ("people", 0, 2, "37", "label"),  # an exact age
        ("people", 0, 5, "13+", "label"),
        ("attendance", 0, 1, pseudonym(KEY, "c", 9), "who"),
        ("attendance", 0, 2, "Sahar Karimi", "label"),
        ("attendance", 0, 5, 46038, "label"),  # a date as a number
        ("attendance", 0, 7, "sick", "label"),
        ("attendance", 0, 10, 18100, "label"),
        ("attendance", 0, 18, "1280", "label"),  # a municipality
        ("answers", 0, 2, "jag mår bättre", "label"),  # free text
        ("answers", 0, 3, "2026-03-04", "label"),
    ],
)
def test_a_sabotaged_cell_is_refused(sheet, number, column, value, rule):
    assert rule in rules(with_cell(sheet, number, column, value))


def test_a_person_who_did_not_say_yes_is_refused():
    stranger = sorted([*PEOPLE, (OUTSIDER, *WHO, 1, 0, 0)])
    assert rules(honest(ROWS | {"people": stranger})) == {"who"}


def test_rows_of_somebody_who_is_not_described_are_refused():
    assert rules(honest(ROWS | {"people": PEOPLE[:1]})) == {"people"}


@pytest.mark.parametrize("sheet", ["people", "attendance"])
def test_another_order_than_the_pseudonyms_is_refused(sheet):
    assert rules(honest(ROWS | {sheet: ROWS[sheet][::-1]})) == {"order"}


def test_a_row_twice_is_refused():
    assert rules(honest(ROWS | {"answers": [*ANSWERS, ANSWERS[-1]]})) == {"repeated_row"}


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        ({"study": "Kvinnor i Malmö"}, "canary"),
        ({"programme": "Vägar vidare 14"}, "canary"),
        ({"agreement": "undertecknat 2026-03-04"}, "date"),
        ({"dpia": "johan@uppsala.example"}, "identifier"),
    ],
)
def test_words_that_do_not_belong_in_the_papers_are_refused(change, rule):
    about = About(**{name: getattr(ABOUT, name) for name in About.__slots__} | change)
    assert rule in rules(honest(about=about))


@pytest.mark.parametrize(
    ("part", "before", "after", "rule"),
    [
        (
            "xl/workbook.xml",
            b'name="people" sheetId="3" state="visible"',
            b'name="people" sheetId="3" state="hidden"',
            "hidden",
        ),
        (
            "xl/worksheets/sheet3.xml",
            b"<sheetData>",
            b'<cols><col min="1" max="1" hidden="1"/></cols><sheetData>',
            "element_hidden",
        ),
        ("docProps/core.xml", b"Ringar", b"Johan Berg", "property"),
        ("docProps/core.xml", b"2000-01-01T00:00:00Z", b"2026-11-22T09:00:00Z", "timestamp"),
        ("xl/worksheets/sheet3.xml", b"</row>", b'<c r="J1" t="n"><f>1+1</f><v>2</v></c></row>', "element_f"),
    ],
)
def test_a_sabotaged_workbook_is_refused(part, before, after, rule):
    assert rule in rules(in_workbook(part, before, after))


def test_another_format_may_not_say_more_than_the_workbook():
    assert rules(in_member("csv/people.csv", b"woman", b"man")) == {"cells"}
    assert rules(in_member("README.sv.md", "Förstör".encode(), "Malmö. Förstör".encode())) == {"canary"}
    assert rules(repacked(lambda name, content: None if name == "csv/people.csv" else content)) == {"members"}
    assert "timestamp" in rules(in_member("spss/people.sav", b"01 Jan 0000:00:00", b"22 Nov 2609:00:00"))
    assert rules(honest()[:-30]) == {"unreadable"}
    assert rules(damaged(honest())) == {"unreadable"}


def test_a_county_may_be_called_as_a_place_is_and_a_place_still_not():
    places = Evidence(KNOWN.who, KNOWN.told, re.compile(r"\bÖrebro\b|\bKalmar\b|\bSkåne\b"))
    assert check_extract(honest(), places) == []
    within = in_member("README.sv.md", "Förstör".encode(), "Skåne län 14. Förstör".encode())
    assert rules(within, places) == {"canary"}


def test_a_code_that_is_no_county_is_refused():
    assert rules(with_cell("attendance", 0, 18, "02"))


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        (b"woman \xe2\x80\x93 kvinna", b"woman \xe2\x80\x93 flicka", "label"),
        (b"woman \xe2\x80\x93 kvinna", b"human \xe2\x80\x93 kvinna", "label"),
        (struct.pack("<ii", 1, 3), struct.pack("<ii", 2, 3), "cells"),  # a man of 30–39
        (struct.pack("<ii", 1, 3), struct.pack("<ii", 9, 3), "cells"),  # nobody's number
    ],
)
def test_a_number_or_label_of_stata_that_is_not_the_code_s_is_refused(before, after, rule):
    assert rules(in_member("stata/people.dta", before, after)) == {rule}


@pytest.mark.parametrize(
    ("member", "before", "after", "rule"),
    [
        ("ddi-codebook.xml", b'name="week"', b'name="date"', "columns"),
        ("ddi-codebook.xml", b"<producer>Ringar", "<producer>Malmö".encode(), "canary"),
        ("ddi-codebook.xml", b"<producer>Ringar", b"<producer>2026-03-04", "date"),
        ("ddi-codebook.xml", b"<codeBook", b'<!DOCTYPE x [<!ENTITY a "b">]><codeBook', "unreadable"),
        ("datapackage.json", b'"name": "week"', b'"name": "date"', "columns"),
        ("datapackage.json", b'"publisher"', b'"johan@uppsala.example"', "identifier"),
        ("datapackage.json", b'"path": "csv/people.csv"', b'"path": "csv/names.csv"', "members"),
    ],
)
def test_a_sabotaged_description_is_refused(member, before, after, rule):
    assert rule in rules(in_member(member, before, after))


@pytest.mark.parametrize(
    ("member", "before", "after", "rule"),
    [
        ("csv/people-excel.csv", b"woman", b"man", "cells"),
        ("csv/people-excel.csv", "\ufeff".encode(), b"", "unreadable"),
        ("csv/people-excel.csv", b";", b",", "cells"),
        ("provenance.json", b'"anonymous": false', b'"anonymous": true', "honesty"),
        ("provenance.json", b'"profile": "rx"', b'"profile": "sf"', "honesty"),
        ("provenance.json", b'"week"', b'"date"', "columns"),
        ("provenance.json", b'"rows": 4', b'"rows": 5', "counts"),
        ("provenance.json", b"approved it", "from Malmö approved it".encode(), "canary"),
        ("disclosure.json", b'"anonymous": false', b'"anonymous": true', "honesty"),
        ("disclosure.json", b'"pseudonymised": true', b'"pseudonymised": false', "honesty"),
        ("disclosure.json", b'"extract_ethics"', b'"extract_mode"', "conditions"),
        ("disclosure.json", b'"met_by": "2026-01234-01"', b'"met_by": "2026-99999-99"', "conditions"),
        ("disclosure.json", b'"met_by": "AVT-7"', b'"met_by": ""', "conditions"),
        ("disclosure.json", b'"variable": "county"', b'"variable": "municipality"', "columns"),
        ("disclosure.json", b'"people": 2', b'"people": 3', "counts"),
        ("disclosure.json", b'"Syftet', b'"2026-03-04 Syftet', "date"),
    ],
)
def test_a_sabotaged_paper_for_programs_is_refused(member, before, after, rule):
    assert rule in rules(in_member(member, before, after))


@pytest.mark.parametrize("member", ["csv/answers-excel.csv", "provenance.json", "disclosure.json"])
def test_a_package_without_one_of_its_papers_is_refused(member):
    assert rules(repacked(lambda name, content: None if name == member else content)) == {"members"}
    assert rules(repacked(lambda name, content: b"[1]" if name == member else content)) & {"unreadable", "cells"}


def test_the_report_says_that_the_extract_is_not_anonymous_and_what_stood():
    with zipfile.ZipFile(BytesIO(honest())) as source:
        told, origin = (json.loads(source.read(f"{name}.json")) for name in ("disclosure", "provenance"))
        readme = source.read("README.sv.md").decode()
        excel = source.read("csv/people-excel.csv")
    assert (told["anonymous"], told["pseudonymised"]) == (False, True)
    assert "Uppgifterna är inte anonyma" in told["risk"]["sv"]
    assert [one["rule"] for one in told["conditions"]] == list(Lacks)
    assert {one["rule"]: one["met_by"] for one in told["conditions"]}["extract_destroy_by"] == "2033-06-30"
    assert told["counts"] == {"people": 2, "rows": {"people": 2, "attendance": 4, "answers": 2}}
    assert origin["tables"][0]["rows"] == 2 and origin["steps"]
    assert "`disclosure.json`" in readme and "-96" in readme
    assert excel.decode("utf-8").startswith("\ufeffperson;sex;")


def test_a_description_with_another_size_is_refused():
    with zipfile.ZipFile(BytesIO(honest())) as source:
        told = {name: source.read(name) for name in source.namelist()}
    told["datapackage.json"] = told["datapackage.json"].replace(b'"bytes": ', b'"bytes": 1', 1)
    sums = "".join(f"{sha256(one).hexdigest()}  {name}\n" for name, one in told.items() if name != "CHECKSUMS.sha256")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as target:
        for name, content in (told | {"CHECKSUMS.sha256": sums.encode()}).items():
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    assert rules(packed.getvalue()) == {"checksum"}


def test_the_ddi_codebook_is_valid():
    schema = xmlschema.XMLSchema(outside.reference("ddi/2.5.1/schemas/codebook.xsd"), allow="local")
    with zipfile.ZipFile(BytesIO(honest())) as package:
        content = package.read("ddi-codebook.xml")
    assert [str(error) for error in schema.iter_errors(BytesIO(content))] == []
    assert b"2026-01234-01" in content and b"Pseudonymiserat" in content


def test_the_data_package_is_valid_by_an_independent_reader(tmp_path):
    with zipfile.ZipFile(BytesIO(honest())) as package:
        package.extractall(tmp_path)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    # It reads no .sav and takes no size of a .parquet: the gate compares their sizes and hashes.
    read = [task for task in report.tasks if task.place.endswith((".csv", ".xlsx", ".dta"))]
    assert len(read) == 1 + 3 * len(ROWS)
    assert report.errors == [] and [error.message for task in read for error in task.errors] == []


def test_a_changed_member_does_not_fit_its_checksum():
    packed = BytesIO()
    with zipfile.ZipFile(BytesIO(honest())) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name) + (b"\n" if name == "README.en.md" else b"")
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
    assert rules(packed.getvalue()) == {"checksum"}


@pytest.mark.django_db
def test_the_evidence_is_the_gate_s_own(world, settings, tmp_path):
    settings.RINGAR_STUDY_KEYS = tmp_path
    release = extracts.requested(extracts.ready_to_ask(world))
    key = make_key(world.study, world.study.organisation)
    people = list(closed.Participant.objects.filter(enrolments__circle__status="checked"))
    extracts.withdraw(people[0])
    closed.Participant.objects.filter(pk=people[1].pk).update(is_protected=True)
    known = evidence(release, key, ())
    assert known.who["person"] == {pseudonym(key, "p", one.public_id) for one in people[2:]}
    assert len(known.who["circle"]) == 3
    assert known.forbidden.search("hon bor i malmö")
