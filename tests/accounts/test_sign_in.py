"""Signing in by e-mail, forgotten passwords, and that nobody signs up by themselves."""

import re

import pytest
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail

from audit.models import AuditEvent

RIGHT = "regn-mot-rutan-7"
NEW = "sol-over-havet-12"
pytestmark = pytest.mark.usefixtures("no_memory_of_attempts")


def sign_in(client, email, password):
    return client.post("/account/login/", {"login": email, "password": password})


def test_by_address_and_password_whatever_the_case(world, client):
    assert sign_in(client, "EVA@ringar.example", RIGHT)["Location"] == "/"
    assert AuditEvent.objects.get(verb="account.signed_in").actor == str(world.eva.public_id)


def test_a_wrong_password_is_kept_without_the_address(world, client):
    assert sign_in(client, world.eva.email, "fel").status_code == 200
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor, event.subject, event.facts) == ("account.sign_in_failed", "", "", {})


def test_guessing_is_slowed_down(world, client):
    for _ in range(5):
        sign_in(client, world.eva.email, "fel")
    assert sign_in(client, world.eva.email, RIGHT).status_code == 200
    assert "_auth_user_id" not in client.session


def test_who_has_no_membership_gets_no_further_than_the_sign_in(world, client):
    world.eva.memberships.all().delete()
    answer = client.get(sign_in(client, world.eva.email, RIGHT)["Location"], follow=True)
    assert answer.redirect_chain == [("/account/login/?next=/", 302)]
    assert "Din roll i Ringar är avslutad. Ring din samordnare om det är fel." in answer.content.decode()
    assert client.get("/my-account/").status_code == 302


@pytest.mark.parametrize("path", ["/account/signup/", "/account/email/"])
def test_nobody_signs_up_or_changes_address_by_themselves(world, client, path):
    client.force_login(world.eva)
    assert client.get(path).status_code == 404
    assert client.post(path, {"email": "x@ringar.example"}).status_code == 404


def _reset_link(client, email) -> str:
    client.post("/account/password/reset/", {"email": email})
    return re.search(r"https?://testserver(\S+)", mail.outbox[-1].body).group(1)


def _new_password(client, link) -> None:
    form = client.get(link, follow=True)
    client.post(form.request["PATH_INFO"], {"password1": NEW, "password2": NEW})


def test_a_forgotten_password_is_made_anew_by_a_letter(world, client):
    _new_password(client, _reset_link(client, world.eva.email))
    assert "_auth_user_id" not in client.session
    assert sign_in(client, world.eva.email, NEW)["Location"] == "/"
    assert mail.outbox[0].subject == "Välj ett nytt lösenord i Ringar"
    assert mail.outbox[0].body.startswith("Hej Eva Nilsson,")


def test_a_new_password_does_not_go_round_the_second_factor(world, client):
    TOTP.activate(world.eva, generate_totp_secret())
    _new_password(client, _reset_link(client, world.eva.email))
    assert sign_in(client, world.eva.email, NEW)["Location"] == "/account/2fa/authenticate/"
    assert "_auth_user_id" not in client.session


def test_an_unknown_address_gets_the_same_answer_and_no_letter(world, client):
    known = client.post("/account/password/reset/", {"email": world.eva.email})
    mail.outbox.clear()
    unknown = client.post("/account/password/reset/", {"email": "ingen@ringar.example"})
    assert (unknown.status_code, unknown["Location"]) == (known.status_code, known["Location"])
    assert not mail.outbox


def test_own_details_change_name_and_language(world, client):
    client.force_login(world.eva)
    response = client.post("/my-account/", {"name": "Eva Ek", "language": "en"})
    world.eva.refresh_from_db()
    assert (world.eva.name, world.eva.language) == ("Eva Ek", "en")
    assert response.cookies["django_language"].value == "en"


def test_own_details_refuse_an_empty_name_in_words(world, client):
    client.force_login(world.eva)
    response = client.post("/my-account/", {"name": "", "language": "xx"})
    world.eva.refresh_from_db()
    assert (response.status_code, world.eva.name) == (422, "Eva Nilsson")
