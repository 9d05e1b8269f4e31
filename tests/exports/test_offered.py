"""A release's files: fetched for a day, put away, taken out again as the same bytes. One rule for all profiles."""

import json
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from core import jobs
from exports.actions.offers import offer_again
from exports.actions.reissue import reissue_batch
from exports.actions.releases import withdraw_release
from exports.actions.studies import close_study
from exports.models import Archive, Profile, Release
from exports.rules.lifecycle import NotNow
from tests.exports import extracts, ledger
from tests.exports.test_pages import text, url

pytestmark = pytest.mark.django_db
DAY = timedelta(hours=24)
PROFILES = ("sf", "pt", "rx")


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.RINGAR_STUDY_KEYS = tmp_path / "keys"


def ready(world, profile) -> Release:
    if profile != "rx":
        return ledger.ready(world, profile=Profile(profile))
    return extracts.ready(extracts.ready_to_ask(world))


def later(by=DAY + timedelta(seconds=1)):
    return time_machine.travel(timezone.now() + by, tick=False)


def fetch(client, release) -> bytes:
    return b"".join(client.get(url("release_file", release)).streaming_content)


@pytest.mark.parametrize("profile", PROFILES)
def test_files_are_put_away_after_a_day_and_taken_out_as_the_same_bytes(world, sign_in, profile):
    release = ready(world, profile)
    first, archives = fetch(sign_in(world.uppsala), release), Archive.objects.count()
    with later():
        client = sign_in(world.uppsala)
        answer = client.get(url("release_file", release), follow=True)
        assert answer.redirect_chain == [(url("release_detail", release), 302)]
        page = text(answer)
        assert "Filerna lades undan" in page and "Ta fram igen" in page and "Undanlagd" in page
        assert url("release_file", release) not in answer.content.decode()
        again = client.post(url("release_offer", release), follow=True)
        assert "Kan hämtas till" in text(again) and "Ta fram igen" not in text(again)
        assert fetch(client, release) == first
    assert Archive.objects.count() == archives, "nothing is made anew"
    event = AuditEvent.objects.get(verb="release.offered_again")
    assert (event.actor, event.subject) == (str(world.uppsala.public_id), str(release.public_id))


@pytest.mark.parametrize("kind", ["", "csv", "zip"])
def test_no_address_gives_a_file_that_is_put_away(world, sign_in, kind):
    release = ledger.ready(world)
    names = [release.public_id, *([kind] if kind else [])]
    path = reverse(f"exports:release_{'format' if kind else 'file'}", args=names)
    with later():
        client = sign_in(world.uppsala)
        assert client.get(path).status_code == 302
        told = client.get(path, headers={"accept": "application/json"})
        assert (told.status_code, told.json()["errors"][0]["code"]) == (410, "put_away")
        for stranger in (world.lund, world.steward, world.sahar):
            assert sign_in(stranger).get(path).status_code == 404
        page = sign_in(world.uppsala).get(f"{url('release_detail', release)}?fetch={kind or 'xlsx'}")
        assert 'http-equiv="refresh"' not in page.content.decode()
    assert not AuditEvent.objects.filter(verb="release.downloaded").exists()


def test_the_study_s_page_and_the_interface_say_the_same(world, sign_in):
    release = ledger.ready(world)
    api = f"/api/v1/releases/{release.public_id}/"
    client = sign_in(world.uppsala)
    told = client.get(api).json()
    assert told["file"].endswith(url("release_file", release)) and told["fetch_until"]
    with later():
        client = sign_in(world.uppsala)
        page = client.get(url("study_detail", world.study))
        assert url("release_file", release) not in page.content.decode()
        assert "Filerna lades undan" in text(page) and "Ta fram igen" in text(page)
        assert "Undanlagd" in text(client.get(url("release_list")))
        assert "Utgåva 1: undanlagd" in text(client.get("/"))
        assert client.get(api).json()["file"] is None
        steward = text(sign_in(world.steward).get(url("release_detail", release)))
        assert "Filerna lades undan" in steward and "Ta fram igen" not in steward


def test_only_the_study_s_evaluators_take_files_out_again(world, sign_in):
    release = ledger.ready(world)
    with later():
        for user in (world.lund, world.steward, world.eva):
            assert sign_in(user).post(url("release_offer", release)).status_code == 404
        assert not Release.objects.downloadable_by(world.uppsala).exists()
    assert not AuditEvent.objects.filter(verb="release.offered_again").exists()


def test_a_second_tap_gives_no_longer_day(world):
    release = ledger.ready(world)
    with later():
        until = offer_again(release=release, by=world.uppsala).fetch_until
    with later(DAY + timedelta(hours=3)):
        assert offer_again(release=release, by=world.uppsala).fetch_until == until
    assert AuditEvent.objects.filter(verb="release.offered_again").count() == 1


def test_what_is_taken_back_or_whose_study_is_closed_is_never_taken_out_again(world, sign_in):
    release = ledger.ready(world)
    withdraw_release(release=release, by=world.steward)
    with later(), pytest.raises(NotNow):
        offer_again(release=release, by=world.uppsala)
    other = ledger.ready(world)
    close_study(study=world.study, by=world.steward)
    assert not Release.objects.downloadable_by(world.uppsala).exists()
    with later():
        client = sign_in(world.uppsala)
        assert client.get(url("release_file", other)).status_code == 404
        page = text(client.post(url("release_offer", other), follow=True))
        assert "Filerna kan inte tas fram igen" in page
        assert "Studien är avslutad: inget mer lämnas ut till den." in page


def test_a_former_edition_is_put_away_and_taken_out_like_the_latest(world):
    former = ledger.ready(world)
    jobs.run(reissue_batch(batch=former.batch, by=world.steward).pk)
    latest = Release.objects.get(status="ready")
    with later():
        assert not Release.objects.downloadable_by(world.uppsala).exists()
        offer_again(release=former, by=world.uppsala)
        assert set(Release.objects.downloadable_by(world.uppsala)) == {former}
        offer_again(release=latest, by=world.uppsala)
        assert set(Release.objects.downloadable_by(world.uppsala)) == {former, latest}


@pytest.mark.parametrize("profile", PROFILES)
def test_the_letter_says_until_when(world, profile, django_capture_on_commit_callbacks):
    with (
        time_machine.travel("2026-11-02T09:30:00+01:00", tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        ready(world, profile)
    letter = mail.outbox[-1].body
    assert "3 november" in letter and "09.30" in letter and "igen på samma sida" in letter


@pytest.mark.parametrize("profile", PROFILES)
def test_the_console_takes_them_out_by_the_same_authority(world, tmp_path, profile):
    release = ready(world, profile)
    facts = {"study": world.study.code, "profile": profile, "by": world.uppsala.email, "json": True}
    with later():
        printed = StringIO()
        call_command("build_release", **facts, out=tmp_path / "files", stdout=printed)
        assert json.loads(printed.getvalue())["files"][0]["sha256"] == release.archive.sha256
        assert (tmp_path / "files" / release.archive.name).read_bytes() == bytes(release.archive.content)
        event = AuditEvent.objects.get(verb="release.offered_again")
        assert event.actor == str(world.uppsala.public_id)
    close_study(study=world.study, by=world.steward)
    with later(), pytest.raises(CommandError, match="not_offered"):
        call_command("build_release", **facts, out=tmp_path / "none", stdout=StringIO())


def test_the_database_takes_no_ready_release_without_its_day(world):
    release = ledger.ready(world)
    with pytest.raises(IntegrityError), transaction.atomic():
        Release.objects.filter(pk=release.pk).update(fetch_until=None)
