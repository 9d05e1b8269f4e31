"""A quarter of an hour after the sign-in, contact details and releases ask once more who it is."""

from datetime import timedelta
from urllib.parse import quote

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from audit.models import AuditEvent
from exports.actions.releases import preview_release
from exports.models import Closing
from tests import cast
from tests.codes import code_of
from tests.exports import extracts, ledger

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_memory_of_attempts")]
LATER = timedelta(minutes=16)
PROOF = "/account/reauthenticate/"


@pytest.fixture
def a_while_ago(client):
    """a_while_ago(user) → a client that signed in sixteen minutes ago."""

    def _signed_in(user):
        with time_machine.travel(timezone.now() - LATER, tick=False):
            client.post("/account/login/", {"login": user.email, "password": cast.PASSWORD})
            client.get("/my-account/")
        return client

    return _signed_in


@pytest.fixture
def sent(world):
    """A referral that IM has been asked about, with a telephone number."""
    return cast.referral(world)


def prove(client, next_url, password=cast.PASSWORD):
    return client.post(PROOF, {"password": password, "next": next_url})


@pytest.mark.parametrize(("who", "path"), [("eva", "/referrals/{}/contact/"), ("im", "/referrals/inbox/{}/contact/")])
def test_contact_details_ask_again_and_then_open(world, a_while_ago, sent, who, path):
    client, path = a_while_ago(getattr(world, who)), path.format(sent.public_id)
    asked = client.get(path)
    assert asked["Location"].startswith(f"{PROOF}?next=")
    assert not AuditEvent.objects.filter(verb="referral.contact_read").exists()
    assert "Visa att det är du" in client.get(asked["Location"]).content.decode()
    assert prove(client, path)["Location"] == path
    assert "070-123 45 67" in client.get(path).content.decode()
    assert AuditEvent.objects.filter(verb="referral.contact_read").count() == 1


def test_a_fresh_sign_in_is_proof_enough(world, client, sent):
    client.post("/account/login/", {"login": world.eva.email, "password": cast.PASSWORD})
    assert client.get(f"/referrals/{sent.public_id}/contact/").status_code == 200


def test_a_wrong_password_says_so_and_opens_nothing(world, a_while_ago, sent):
    client, path = a_while_ago(world.eva), f"/referrals/{sent.public_id}/contact/"
    answer = prove(client, path, "fel-ord-helt-enkelt")
    assert "Lösenordet stämmer inte. Skriv det igen." in answer.content.decode()
    assert client.get(path).status_code == 302


def test_a_stranger_is_told_nothing_not_even_to_prove_himself(world, a_while_ago, sent):
    assert a_while_ago(world.karin).get(f"/referrals/{sent.public_id}/contact/").status_code == 404


def test_a_code_from_the_app_is_proof_as_well(world, client, sent):
    secret = generate_totp_secret()
    TOTP.activate(world.eva, secret)
    with time_machine.travel(timezone.now() - LATER, tick=False):
        client.force_login(world.eva)
        client.get("/my-account/")
    path = f"/referrals/{sent.public_id}/contact/"
    said = {"code": code_of(secret), "next": path}
    assert client.post("/account/2fa/reauthenticate/", said)["Location"] == path
    assert client.get(path).status_code == 200


def test_the_api_answers_403_with_a_code_and_a_sentence(world, a_while_ago, sent):
    answer = a_while_ago(world.eva).get(f"/api/v1/referrals/{sent.public_id}/contact/")
    error = answer.json()["errors"][0]
    assert (answer.status_code, error["code"]) == (403, "reauthentication_required")
    assert "Visa att det är du först" in error["detail"]


def test_approving_goes_on_where_it_was_stopped(world, a_while_ago):
    release = preview_release(release=ledger.requested(world), by=world.steward)
    path = f"/releases/{release.public_id}/approve/"
    client = a_while_ago(world.steward)
    assert client.post(path)["Location"] == f"{PROOF}?next=%2Freleases%2F{release.public_id}%2Fapprove%2F"
    release.refresh_from_db()
    assert release.status == "previewed"
    assert prove(client, path)["Location"] == f"/releases/{release.public_id}/"
    release.refresh_from_db()
    assert (release.status, release.approved_by) == ("approved", world.steward)


def test_an_extract_s_second_approval_its_key_and_its_study_s_end_ask_again(world, a_while_ago):
    release = preview_release(release=extracts.requested(extracts.ready_to_ask(world, circles=0)), by=world.steward)
    client, study = a_while_ago(world.principal), f"/studies/{world.study.public_id}"
    world.study.recipient_keys.all().delete()
    for path, body in (
        (f"/releases/{release.public_id}/sign/", {}),
        (f"{study}/extracts/key/", {"public_key": extracts.PUBLIC_KEY}),
        (f"{study}/close/", {}),
    ):
        assert client.post(path, body)["Location"].startswith(PROOF)
    release.refresh_from_db()
    assert release.principal_approved_at is None
    assert not world.study.recipient_keys.exists()
    assert not Closing.objects.exists()
    client.post(f"/releases/{release.public_id}/sign/")
    prove(client, f"/releases/{release.public_id}/sign/")
    release.refresh_from_db()
    assert release.principal_approved_by == world.principal


def test_the_reason_of_a_refusal_is_not_asked_for_twice(world, a_while_ago):
    release = preview_release(release=ledger.requested(world), by=world.steward)
    path = f"/releases/{release.public_id}/refuse/"
    client = a_while_ago(world.steward)
    assert client.post(path, {"rule": "purpose"})["Location"].startswith(PROOF)
    prove(client, path)
    release.refresh_from_db()
    assert release.refusal == {"rules": [{"rule": "purpose"}]}


def test_a_download_begins_on_the_releases_page_after_the_proof(world, a_while_ago):
    release = ledger.ready(world)
    page = f"/releases/{release.public_id}/"
    client = a_while_ago(world.uppsala)
    asked = client.get(f"{page}file/")
    assert asked["Location"].startswith(PROOF)
    assert not AuditEvent.objects.filter(verb="release.downloaded").exists()
    assert client.get(f"{page}file/sav/")["Location"] == f"{PROOF}?next={quote(f'{page}?fetch=sav', safe='')}"
    back = prove(client, f"{page}?fetch=sav")["Location"]
    assert f'content="0; url={page}file/sav/"' in client.get(back).content.decode()
    assert client.get(f"{page}file/sav/")["Content-Disposition"].startswith("attachment")
    assert "refresh" not in client.get(f"{page}?fetch=https://elsewhere").content.decode()


def test_a_script_that_fetches_a_file_is_told_why_not(world, a_while_ago):
    release = ledger.ready(world)
    answer = a_while_ago(world.uppsala).get(
        f"/releases/{release.public_id}/file/", headers={"Accept": "application/json"}
    )
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (403, "reauthentication_required")


def test_the_proof_leads_to_no_other_host(world, a_while_ago):
    answer = prove(a_while_ago(world.eva), "https://ond.example/")
    assert answer["Location"] == "/"
