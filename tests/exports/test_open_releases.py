"""Open tables from the request to the file: who may what, what they are written from, and what is shown."""

import json
from hashlib import sha256
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse

from audit.models import AuditEvent
from core import jobs
from core.models import Job
from exports.actions.reissue import reissue_batch
from exports.actions.releases import (
    NothingNew,
    OwnRequest,
    approve_release,
    cancel_building,
    preview_release,
    request_release,
    withdraw_release,
)
from exports.actions.studies import close_study
from exports.models import Archive, Profile, Release
from exports.public.tables import open_tables
from exports.verification import Finding, Fingerprint, verify
from materials.models import Programme
from tests.exports import closed, ledger
from tests.exports.test_pages import text, url

pytestmark = pytest.mark.django_db
FORMATS = {"xlsx", "sav", "csv", "dta", "parquet", "zip"}


@pytest.fixture
def fixed(world):
    """A batch whose people differ, so that there is something to tell."""
    languages = ("prs", "so", "ti")
    closed.closed_circles(
        world,
        9,
        12,
        person_is=lambda number: {
            "gender": "woman" if number % 3 else "man",
            "birth_band": 1970 + 5 * (number % 7),
            "language": world.languages[languages[number % 3]],
            "arrival": "1-3" if number % 2 else "6+",
        },
    )
    return world


def requested(world, **who):
    return ledger.requested(world, profile=Profile.PT, **who)


def approved(world, **who):
    return approve_release(release=preview_release(release=requested(world, **who), by=world.steward), by=world.steward)


def ready(world, **who):
    release = approved(world, **who)
    jobs.run(release.job_id)
    release.refresh_from_db()
    return release


def test_a_request_becomes_tables_and_the_files_they_are_written_from_come_first(fixed):
    release = ready(fixed)
    assert (release.status, release.code) == ("ready", "VV-UPPF-PT-2026H1-01")
    source = Archive.objects.get(profile="sf", format="xlsx")
    assert release.archive.figures == open_tables(source.figures).figures
    assert set(Archive.objects.filter(profile="pt").values_list("format", flat=True)) == FORMATS
    assert release.archive.sha256 == sha256(bytes(release.archive.content)).hexdigest()
    assert not Release.objects.filter(profile="sf").exists()  # nobody is handed those by it


def test_the_scientific_files_asked_for_later_are_those(fixed):
    ready(fixed)
    source = Archive.objects.get(profile="sf", format="xlsx")
    assert ledger.ready(fixed).archive == source


def test_files_that_are_there_already_are_not_made_again_and_every_study_gets_the_same_tables(fixed):
    ledger.ready(fixed)
    one, two = ready(fixed), ready(fixed, by=fixed.lund, study=ledger.lunds_study(fixed))
    assert one.archive == two.archive
    assert Archive.objects.filter(format="xlsx").count() == 2


def test_a_study_has_scientific_files_and_open_tables_of_a_batch_and_each_once(fixed):
    ledger.ready(fixed)
    ready(fixed)
    for profile in (Profile.SF, Profile.PT):
        with pytest.raises(NothingNew):
            request_release(
                study=fixed.study, programme=fixed.programme, by=fixed.uppsala, today=closed.TODAY, profile=profile
            )


def test_nobody_approves_their_own_request(fixed):
    release = requested(fixed, by=fixed.steward)
    for step in (preview_release, approve_release):
        with pytest.raises(OwnRequest):
            step(release=release, by=fixed.steward)
    with pytest.raises(IntegrityError, match="release_not_approved_by_requester"), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(approved_by=fixed.steward)


def test_a_pilot_of_two_circles_is_refused_with_what_is_missing(world):
    pilot = Programme.objects.create(code="halsostod", name="Hälsostöd", circle_title="Hälsostöd")
    world.study.programmes.add(pilot)
    closed.closed_circles(world, 2, 9, programme=pilot)
    asks = {"study": world.study, "programme": pilot, "by": world.uppsala, "today": closed.TODAY}
    release = request_release(**asks, profile=Profile.PT)
    assert release.status == "refused"
    assert {rule["rule"] for rule in release.refusal["rules"]} == {"too_few_circles", "too_few_people"}
    with pytest.raises(NothingNew):
        request_release(**asks, profile=Profile.PT)
    assert request_release(**asks).status == "refused"  # the files are another question


def test_a_taken_back_file_of_one_kind_leaves_the_other(fixed):
    files, tables = ledger.ready(fixed), ready(fixed)
    withdraw_release(release=tables, by=fixed.steward)
    assert set(Release.objects.downloadable_by(fixed.uppsala)) == {files}


def test_a_corrected_edition_of_the_files_leaves_the_tables_as_they_are(fixed):
    files, tables = ledger.ready(fixed), ready(fixed)
    jobs.run(reissue_batch(batch=files.batch, by=fixed.steward).pk)
    files.refresh_from_db(), tables.refresh_from_db()
    assert (files.status, tables.status) == ("superseded", "ready")
    newer = ready(fixed, by=fixed.lund, study=ledger.lunds_study(fixed))
    assert newer.archive == tables.archive


def test_corrected_tables_take_the_place_of_the_former_with_the_same_numbers(fixed, sign_in):
    files, tables = ledger.ready(fixed), ready(fixed)
    fixed.programme.name = "Vägar vidare efter flykten"
    fixed.programme.save()
    steward = sign_in(fixed.steward)
    assert "Ge ut rättade öppna tabeller" in text(steward.get(url("release_list")))
    steward.post(url("batch_reissue", tables.batch), {"profile": "pt"})
    jobs.run(Job.objects.latest("pk").pk)
    files.refresh_from_db(), tables.refresh_from_db()
    assert (files.status, tables.status) == ("ready", "superseded")
    newer = Release.objects.get(profile="pt", status="ready")
    assert newer.archive.edition == 2
    for same in ("figures", "receipt"):
        assert getattr(newer.archive, same) == getattr(tables.archive, same)
    assert newer.archive.sha256 != tables.archive.sha256
    assert steward.post(url("batch_reissue", tables.batch), {"profile": "rx"}).status_code == 404


def test_work_that_is_stopped_leaves_no_tables(fixed):
    release = approved(fixed)
    Job.objects.filter(pk=release.job_id).update(cancel_requested=True)
    jobs.run(release.job_id)
    release.refresh_from_db()
    assert (release.status, release.job.state) == ("approved", "cancelled")
    assert not Archive.objects.exists()


def test_what_the_gate_refuses_is_released_to_nobody(fixed):
    """As the batch's circle is called what the programme is told as: its name would stand in the README."""
    release = approved(fixed)
    closed.Circle.objects.filter(batch_link__batch=release.batch).update(title="öppna tabeller")
    jobs.run(release.job_id)
    release.refresh_from_db()
    assert release.status == "refused"
    [rule] = release.refusal["rules"]
    assert (rule["rule"], "canary" in rule["found"]) == ("gate", True)
    assert not Archive.objects.filter(profile="pt").exists()


# --- on the command line ---


def run(world, out):
    told = StringIO()
    options = {"study": "vv-uppf", "profile": "pt", "by": world.uppsala.email, "out": out, "json": True}
    call_command("build_release", stdout=told, **options)
    return json.loads(told.getvalue())


def test_the_command_builds_what_is_approved_and_verifies_it(fixed, tmp_path):
    release = approved(fixed)
    cancel_building(release=release, by=fixed.uppsala)
    told = run(fixed, tmp_path)
    assert (told["release"], told["profile"]) == (release.code, "pt")
    assert {file["format"] for file in told["files"]} == FORMATS
    assert {line["line"] for line in told["receipt"]} >= {"public_merged", "public_rounded", "public_withheld"}
    for file in told["files"]:
        verdict = StringIO()
        call_command("verify_release", str(tmp_path / file["name"]), json=True, stdout=verdict)
        assert json.loads(verdict.getvalue())["release"] == release.code


def test_the_command_hands_out_nothing_unapproved(fixed, tmp_path):
    requested(fixed)
    with pytest.raises(CommandError, match="not approved yet"):
        run(fixed, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_changed_table_is_told(fixed):
    release = ready(fixed)
    content = bytes(release.archive.content)
    other = content[:-1] + bytes([content[-1] ^ 1])
    found = verify(Fingerprint(release.archive.name, len(other), sha256(other).hexdigest()), Release.objects.all())
    assert found.finding == Finding.ALTERED


# --- on the pages ---


def ask(client, world, **more):
    body = {"programme": world.programme.code, "profile": "pt"} | more
    return client.post(url("release_request", world.study), body)


def test_the_evaluator_asks_the_steward_sees_them_first_and_everybody_of_the_study_reads_them(fixed, sign_in):
    ledger.ready(fixed)
    evaluator = sign_in(fixed.uppsala)
    assert "Begär öppna tabeller" in text(evaluator.get(url("study_detail", fixed.study)))
    ask(evaluator, fixed)
    release = Release.objects.get(profile="pt")
    assert "Så blir tabellerna" not in text(evaluator.get(url("release_detail", release)))
    steward = sign_in(fixed.steward)
    steward.post(url("release_preview", release))
    page = text(steward.get(url("release_detail", release)))
    assert "Så blir tabellerna" in page and "Deltagare efter kön och ålder" in page
    assert "Skrivs inte" in page
    approve_release(release=release, by=fixed.steward)
    release.refresh_from_db()
    jobs.run(release.job_id)
    evaluator = sign_in(fixed.uppsala)
    page = text(evaluator.get(url("release_detail", release)))
    for words in ("Öppna tabeller", "CC0 1.0", "Sammanslaget", "Avrundat", "Till närmaste fem", "Närvaro per träff"):
        assert words in page
    assert "öppna tabeller" in text(evaluator.get(url("study_releases", fixed.study)))
    assert "Begär tabeller" not in text(evaluator.get(url("study_detail", fixed.study)))  # they have them


def test_before_the_files_exist_the_steward_reads_that_they_are_made_first(fixed, sign_in):
    release = preview_release(release=requested(fixed), by=fixed.steward)
    page = text(sign_in(fixed.steward).get(url("release_detail", release)))
    assert "Forskningsfilerna om underlaget görs först" in page
    assert "Dataskydd kan höja det så länge ingen fil är gjord." in page  # the approval ends that


def test_only_the_studys_evaluators_ask_and_fetch(fixed, sign_in):
    release = ready(fixed)
    for user in (fixed.lund, fixed.sahar, fixed.eva):
        client = sign_in(user)
        assert ask(client, fixed).status_code == 404
        assert client.get(url("release_detail", release)).status_code == 404
        assert client.get(url("release_file", release)).status_code == 404
    assert sign_in(fixed.steward).get(url("release_file", release)).status_code == 404
    assert AuditEvent.objects.filter(verb="release.downloaded").count() == 0


def test_a_closed_study_is_given_no_tables(fixed, sign_in):
    ledger.ready(fixed)
    close_study(study=fixed.study, by=fixed.steward)
    evaluator = sign_in(fixed.uppsala)
    assert "Begär öppna tabeller" not in text(evaluator.get(url("study_detail", fixed.study)))
    ask(evaluator, fixed)
    assert not Release.objects.filter(profile="pt").exists()


def test_a_profile_that_is_not_asked_for_here_is_refused(fixed, sign_in):
    ask(sign_in(fixed.uppsala), fixed, profile="rx")
    assert not Release.objects.exists()


def test_the_api_asks_for_them_too(fixed, sign_in):
    ledger.requested(fixed)
    body = {"study": str(fixed.study.public_id), "programme": fixed.programme.code, "profile": "pt"}
    answer = sign_in(fixed.uppsala).post(reverse("release-list"), body, content_type="application/json")
    assert (answer.status_code, answer.json()["profile"]) == (201, "pt")
