"""The pages of research extracts: what is missing, the key, two approvals, the locked file, the end of a study."""

from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from core import jobs
from exports.actions.extracts import approve_as_principal
from exports.actions.releases import preview_release
from exports.extract.columns import SHEETS
from exports.models import RecipientKey, Release
from exports.pseudonyms import path_of
from exports.words import CONDITIONS
from tests.exports import extracts
from tests.exports.test_pages import text, url

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def keys(settings, tmp_path):
    settings.RINGAR_STUDY_KEYS = tmp_path / "keys"


@pytest.fixture
def asked(world):
    return extracts.ready_to_ask(world)


def test_the_page_says_each_condition_that_is_missing_and_offers_nothing(world, sign_in):
    client = sign_in(world.uppsala)
    page = client.get(url("study_extracts", world.study))
    told = text(page)
    for rule in ("extract_mode", "extract_agreement", "extract_dpia", "extract_principal", "extract_public_key"):
        assert rule in told
        assert str(CONDITIONS[rule][1]) in told
    assert "Begär uttag" not in told
    client.post(url("extract_request", world.study), {"programme": world.programme.pk})
    release = Release.objects.get()
    page = text(client.get(url("release_detail", release)))
    assert "Utgåvan är nekad." in page
    assert str(CONDITIONS["extract_mode"][1]) in page


def test_every_variable_of_an_extract_is_told_before_anybody_asks(world, sign_in):
    page = text(sign_in(world.steward).get(url("study_extracts", world.study)))
    for sheet in SHEETS:
        for column in sheet.columns:
            assert column.label.sv in page
    assert "Länskod. Kommunen visas inte." in page


def test_the_public_key_is_kept_and_the_secret_one_is_refused(world, sign_in):
    client = sign_in(world.uppsala)
    for key in (str(extracts.IDENTITY), "age1hej", ""):
        refused = client.post(url("study_key", world.study), {"public_key": key})
        assert refused.status_code == 422
        assert not RecipientKey.objects.exists()
    assert "hemliga nyckeln" in text(client.post(url("study_key", world.study), {"public_key": str(extracts.IDENTITY)}))
    client.post(url("study_key", world.study), {"public_key": f" {extracts.PUBLIC_KEY}\n"})
    assert RecipientKey.objects.get().public_key == extracts.PUBLIC_KEY
    assert extracts.PUBLIC_KEY in text(client.get(url("study_extracts", world.study)))


def test_from_the_request_to_the_locked_file(asked, sign_in):
    johan, disa, petra = (partial(sign_in, user) for user in (asked.uppsala, asked.steward, asked.principal))
    johan().post(url("extract_request", asked.study), {"programme": asked.programme.pk})
    release = Release.objects.get()
    page = url("release_detail", release)
    assert "Väntar på två godkännanden" in text(johan().get(page))
    assert "Godkänn som huvudansvarig" not in text(petra().get(page)), "the steward sees first what would leave"
    assert "Rader om ca 15 personer" in text(disa().get(page))
    disa().post(url("release_preview", release))
    assert "Godkänn som huvudansvarig" in text(petra().get(page))
    assert "Godkänn som" not in text(johan().get(page))
    petra().post(url("release_sign", release))
    assert "Godkänn som huvudansvarig" not in text(petra().get(page))
    disa().post(url("release_approve", release))
    release.refresh_from_db()
    assert release.status == "approved"
    jobs.run(release.job_id)
    told = text(johan().get(page))
    assert "Låst paket" in told
    assert "180 rader" in told
    answer = johan().get(url("release_file", release))
    assert answer["Content-Disposition"].endswith('.zip.age"')
    assert b"".join(answer.streaming_content).startswith(b"age-encryption.org/v1")
    assert disa().get(url("release_file", release)).status_code == 404
    assert "Forskningsuttag" in text(johan().get(url("study_extracts", asked.study)))
    assert johan().get(url("study_detail", asked.study)).status_code == 200
    assert disa().get(url("release_list")).status_code == 200


def test_only_the_principal_signs_and_only_another_s_request(asked, sign_in):
    release = preview_release(release=extracts.requested(asked), by=asked.steward)
    for user in (asked.uppsala, asked.steward, asked.lund):
        assert sign_in(user).post(url("release_sign", release)).status_code == 404
    release.refresh_from_db()
    assert release.principal_approved_at is None


def test_both_approvals_by_one_person_are_told_to_be_one(asked, sign_in):
    release = preview_release(release=extracts.requested(asked), by=asked.steward)
    approve_as_principal(release=release, by=asked.principal)
    asked.principal.memberships.create(organisation=asked.organisations["skane"], role="steward")
    answer = sign_in(asked.principal).post(url("release_approve", release), follow=True)
    assert "Två olika personer ska godkänna." in text(answer)


def test_a_recalled_delivery_says_to_destroy_it(asked, sign_in):
    release = extracts.ready(asked)
    Release.objects.filter(pk=release.pk).update(recalled_at=timezone.now())
    client = sign_in(asked.uppsala)
    assert "Förstör alla kopior." in text(client.get(url("release_detail", release)))
    for content in (bytes(release.archive.content), extracts.opened(release)):
        file = SimpleUploadedFile("uttag.zip", content)
        words = text(client.post(url("study_verify", asked.study), {"file": file}))
        assert f"Oförändrad utgåva {release.code}" in words
        assert "har tagit tillbaka sitt ja. Förstör alla kopior" in words and "byte för byte" not in words
    changed = SimpleUploadedFile(release.archive.name, b"x")
    words = text(client.post(url("study_verify", asked.study), {"file": changed}))
    assert "Ändrad" in words and "Förstör alla kopior" in words


def test_a_former_delivery_is_to_be_destroyed_when_it_is_verified(asked, sign_in):
    former = extracts.ready(asked)
    extracts.ready(asked)
    file = SimpleUploadedFile("uttag.zip", bytes(former.archive.content))
    words = text(sign_in(asked.uppsala).post(url("study_verify", asked.study), {"file": file}))
    assert "En nyare leverans har kommit. Förstör alla kopior av den här." in words


def test_closing_a_study_leads_to_its_certificate(asked, sign_in):
    extracts.ready(asked)
    path, client = path_of(asked.study, asked.study.organisation), sign_in(asked.steward)
    assert client.get(url("study_certificate", asked.study)).status_code == 404
    assert "1 nyckel till pseudonymer förstörs" in text(client.get(url("study_close", asked.study)))
    assert path.exists(), "a GET changes nothing"
    client.post(url("study_close", asked.study))
    assert not path.exists()
    page = text(client.get(url("study_certificate", asked.study)))
    assert "Intyg: nycklarna är förstörda" in page
    assert asked.study.pseudonym_keys.get().fingerprint in page
    assert "Studien är avslutad" in text(sign_in(asked.uppsala).get(url("study_extracts", asked.study)))
    assert sign_in(asked.uppsala).get(url("study_close", asked.study)).status_code == 404


def test_a_study_without_extracts_is_closed_without_a_word_of_destroying(asked, sign_in):
    page = text(sign_in(asked.steward).get(url("study_close", asked.study)))
    assert "det finns inga nycklar att förstöra" in page and "0 nycklar" not in page
    assert "Förstör nycklarna" not in page
