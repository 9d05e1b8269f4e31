"""A file is a release as it left the house, or it is changed, and how."""

import json
import zipfile
from hashlib import sha256
from io import BytesIO, StringIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.urls import reverse

from audit.models import AuditEvent
from exports.actions.reissue import reissue_batch
from exports.actions.releases import withdraw_release
from exports.models import Archive, Release
from exports.verification import Finding, Fingerprint, names_in, verify
from tests.exports import ledger
from tests.exports.test_pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def release(world):
    return ledger.ready(world)


def found(name, content, releases=None):
    return verify(
        Fingerprint(name, len(content), sha256(content).hexdigest(), names_in(name, lambda: content)),
        Release.objects.all() if releases is None else releases,
    )


def files_of(release) -> dict[str, bytes]:
    archives = [release.archive, *release.archive.formats.all()]
    return {archive.name: bytes(archive.content) for archive in archives}


def test_every_file_and_every_part_of_a_bundle_is_recognised(release):
    for name, content in files_of(release).items():
        assert found(name, content) == (verdict := found("renamed", content))
        assert (verdict.finding, verdict.release) == (Finding.UNALTERED, release)
        if name.endswith(".zip"):
            with zipfile.ZipFile(BytesIO(content)) as packed:
                assert {found(path, packed.read(path)).finding for path in packed.namelist()} == {Finding.UNALTERED}


def test_every_byte_counts(release):
    for name, content in files_of(release).items():
        for place in (0, len(content) // 2, len(content) - 1):
            other = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
            assert found(name, other).finding == Finding.ALTERED
        assert found(name, content + b"\n").finding == Finding.ALTERED


def test_a_file_cut_anywhere_is_truncated_whatever_it_is_called(release):
    content = bytes(release.archive.content)
    for end in (1, 2, len(content) // 2, len(content) - 1):
        verdict = found("report.xlsx", content[:end])
        assert (verdict.finding, verdict.release) == (Finding.TRUNCATED, release)


@pytest.mark.parametrize("name", ["{}", "C:\\Hämtat\\{}", "/tmp/{}", "{stem} (1).xlsx", "{stem}(12).xlsx"])
def test_an_altered_file_is_known_by_its_name(release, name):
    name = name.format(release.archive.name, stem=release.archive.name.removesuffix(".xlsx"))
    assert found(name, b"something else").finding == Finding.ALTERED
    assert found(name.upper(), b"something else").release == release


def test_what_is_empty_or_nobodys_is_told_so(release):
    assert found(release.archive.name, b"").finding == Finding.EMPTY
    assert found("notes.txt", b"something else").finding == Finding.UNKNOWN
    for paper in ("README.sv.md", "datapackage.json", "CHECKSUMS.sha256", "provenance.json"):
        assert found(paper, b"another project's").finding == Finding.UNKNOWN
    stem = release.archive.name.removesuffix(".xlsx")
    assert found("notes.txt", f"see {stem}.xlsx".encode()).finding == Finding.UNKNOWN, "a mention claims nothing"


def test_what_is_within_tells_which_release_a_changed_paper_or_package_claims_to_be(release):
    files = files_of(release)
    whole = next(content for name, content in files.items() if name.endswith("-package.zip"))
    with zipfile.ZipFile(BytesIO(whole)) as packed:
        papers = {name: packed.read(name) for name in ("README.sv.md", "datapackage.json", "disclosure.json")}
    for name, content in (papers | {"mine.zip": whole}).items():
        verdict = found(name, content + b"\n")
        assert (verdict.finding, verdict.release) == (Finding.ALTERED, release)


@pytest.mark.parametrize("name", ["Kopia av {stem}.xlsx", "{stem}-rev.ods", "{stem} ny.csv"])
def test_a_file_called_after_ours_claims_to_be_one(release, name):
    stem = release.archive.name.removesuffix(".xlsx")
    assert found(name.format(stem=stem), b"x").finding == Finding.ALTERED
    assert found(f"{stem}0.xlsx", b"x").finding == Finding.UNKNOWN, "another edition's"


def test_only_releases_that_the_reader_sees_count(world, release):
    content = bytes(release.archive.content)
    seen = Release.objects.visible_to(world.lund)
    assert found(release.archive.name, content, seen).finding == Finding.UNKNOWN
    own = ledger.ready(world, by=world.lund, study=ledger.lunds_study(world))
    assert found("a", content, seen).releases == [own]


def test_the_edition_that_can_be_fetched_today_comes_first(world, release):
    former = bytes(release.archive.content)
    ledger.jobs.run(reissue_batch(batch=release.batch, by=world.steward).pk)
    newer = Release.objects.get(number=2)
    verdict = found("a", former)
    assert (verdict.finding, verdict.release.status) == (Finding.UNALTERED, "superseded")
    with zipfile.ZipFile(BytesIO(bytes(newer.archive.formats.get(format="csv").content))) as packed:
        assert found("a", packed.read("F_flow.csv")).releases[0] == newer  # the same figures in both


def told(path, **options) -> tuple[dict | str, str]:
    out = StringIO()
    error = ""
    try:
        call_command("verify_release", str(path), stdout=out, **options)
    except CommandError as refused:
        error = str(refused)
    return (json.loads(out.getvalue()) if options.get("json") else out.getvalue()), error


def test_the_command_names_the_release_or_the_rule(release, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(release.archive.content))
    words, error = told(path)
    assert words.startswith(f"unaltered release {release.code}\n") and not error
    path.write_bytes(bytes(release.archive.content)[:500])
    assert told(path) == (
        "changed\n",
        "The file is cut short: it begins as the release does but ends too early. Fetch it again. [truncated]",
    )


def test_the_command_in_json(release, tmp_path):
    path = tmp_path / release.archive.name
    path.write_bytes(bytes(release.archive.content))
    answer, error = told(path, json=True)
    assert (answer["verdict"], answer["release"], answer["rule"], error) == (
        "unaltered",
        release.code,
        "unaltered",
        "",
    )
    path.write_bytes(b"x")
    answer, error = told(path, json=True)
    assert (answer["verdict"], answer["release"], answer["rule"]) == ("changed", release.code, "altered")
    assert answer["releases"] == [{"code": release.code, "status": "ready", "destroy": False}]
    assert error.endswith("[altered]")


def test_the_command_says_of_a_foreign_file_that_it_is_no_release(release, tmp_path):
    path = tmp_path / "notes.txt"
    path.write_bytes(b"x")
    words, error = told(path)
    assert words == "changed, or no release\n" and error.endswith("[unknown]")
    answer, _ = told(path, json=True)
    assert (answer["verdict"], answer["rule"], answer["release"]) == ("changed", "unknown", None)


@pytest.mark.parametrize(("name", "why"), [("none.xlsx", "No such file or directory"), ("", "Is a directory")])
def test_what_cannot_be_read_is_a_sentence_with_its_rule(tmp_path, name, why):
    path = tmp_path / name
    sentence = f"The file cannot be read: {why}: {path}"
    assert told(path) == ("", f"{sentence} [unreadable]")
    answer, error = told(path, json=True)
    assert (answer["verdict"], answer["rule"], answer["sentence"]) == (None, "unreadable", sentence)
    assert error == f"{sentence} [unreadable]"


def test_the_command_names_every_release_of_the_same_bytes(world, release, tmp_path):
    lunds = ledger.ready(world, by=world.lund, study=ledger.lunds_study(world))
    path = tmp_path / "a.xlsx"
    path.write_bytes(bytes(release.archive.content))
    assert told(path)[0].startswith(f"unaltered release {lunds.code}, {release.code}\n")
    answer, _ = told(path, json=True)
    assert answer["release"] == lunds.code
    assert [one["code"] for one in answer["releases"]] == [lunds.code, release.code]


def dropped(client, study, name, content):
    return client.post(
        reverse("exports:study_verify", args=[study.public_id]), {"file": SimpleUploadedFile(name, content)}
    )


def test_the_page_says_unaltered_or_changed_and_how(world, sign_in, release):
    client = sign_in(world.uppsala)
    content = bytes(release.archive.content)
    words = text(dropped(client, world.study, "mine.xlsx", content))
    assert f"Oförändrad utgåva {release.code}" in words and "byte för byte" in words
    words = text(dropped(client, world.study, "mine.xlsx", content[:-1]))
    assert "Ändrad Filen är avkortad" in words and f"Borde vara {release.code}" in words
    assert "Tom fil Filen är tom." in text(dropped(client, world.study, "x", b""))


def test_the_page_says_of_a_foreign_file_that_it_is_not_recognised(world, sign_in, release):
    words = text(dropped(sign_in(world.uppsala), world.study, "anteckningar.txt", b"x"))
    assert "Känns inte igen Varken filens innehåll eller dess namn" in words
    assert "Regel Varken summan eller namnet är en utgåvas." in words
    assert "Ändrad" not in words and "unknown" not in words and "Borde vara" not in words


def test_the_page_names_every_release_of_the_same_bytes(world, sign_in, release):
    other = ledger.lunds_study(world)
    type(other).objects.filter(pk=other.pk).update(organisation=world.organisations["uppsala"])
    other.refresh_from_db()
    second = ledger.ready(world, by=world.uppsala, study=other)
    page = dropped(sign_in(world.uppsala), world.study, "a.xlsx", bytes(release.archive.content))
    assert "Oförändrad fil ur flera utgåvor" in text(page)
    for one in (release, second):
        assert f"{one.code} · Klar" in text(page)
        assert reverse("exports:release_detail", args=[one.public_id]) in page.content.decode()


def test_a_withdrawn_release_is_to_be_destroyed(world, sign_in, release):
    withdraw_release(release=release, by=world.steward)
    answer = dropped(sign_in(world.uppsala), world.study, "a", bytes(release.archive.content))
    assert "utgåvan är återkallad. Förstör din kopia." in text(answer)


def test_a_form_without_a_file_says_what_to_do(world, sign_in):
    answer = sign_in(world.uppsala).post(reverse("exports:study_verify", args=[world.study.public_id]))
    assert answer.status_code == 422
    assert "Välj en fil, eller släpp den i rutan." in text(answer)


def test_checking_a_file_keeps_nothing(world, sign_in, release):
    client = sign_in(world.uppsala)
    before = (AuditEvent.objects.count(), Archive.objects.count())
    dropped(client, world.study, "a.xlsx", b"x" * 11_000_000)
    assert (AuditEvent.objects.count(), Archive.objects.count()) == before


def test_another_studys_page_is_404(world, sign_in):
    assert dropped(sign_in(world.lund), world.study, "a", b"x").status_code == 404
