"""The second step from a new account to the first page, through the real pages and with real codes."""

import re
from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.utils import timezone

from audit.models import AuditEvent
from tests import cast
from tests.codes import code_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_memory_of_attempts")]
WRONG_CODE = "Koden stämmer inte."


@pytest.fixture(autouse=True)
def required(settings):
    settings.RINGAR_SECOND_FACTOR = True


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(
        timezone.datetime(2026, 11, 24, 9, 0, tzinfo=timezone.get_fixed_timezone(60))
    ) as traveller:
        yield traveller


def sign_in(client, user, password=cast.PASSWORD):
    return client.post("/account/login/", {"login": user.email, "password": password})


@pytest.fixture
def enrolled(world, client, clock):
    """Eva has set up her app: (secret, recovery codes); she is signed out again."""
    assert sign_in(client, world.eva)["Location"] == "/"
    assert client.get("/")["Location"] == "/account/2fa/"
    assert "Lägg till" in client.get("/account/2fa/").content.decode()
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret
    refused = client.post("/account/2fa/totp/activate/", {"code": "000000"})
    assert WRONG_CODE in refused.content.decode() and secret in refused.content.decode()
    answer = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    page = client.get(answer["Location"]).content.decode()
    codes = re.findall(r"<code>(\w+)</code>", page)
    assert len(codes) == 10 and 'href="/"' in page.split("<main")[1]
    assert client.get("/").status_code == 200
    client.post("/account/logout/")
    clock.shift(timedelta(minutes=2))  # a code is good for one use
    return secret, codes


def test_a_code_from_the_app_signs_in(world, client, enrolled):
    assert sign_in(client, world.eva)["Location"] == "/account/2fa/authenticate/"
    page = client.get("/account/2fa/authenticate/").content.decode()
    assert "Kod från appen, eller en reservkod" in page
    assert "Använd passnyckel" not in page  # she has none
    wrong = client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert WRONG_CODE in wrong
    assert client.post("/account/2fa/authenticate/", {"code": code_of(enrolled[0])})["Location"] == "/"
    assert client.get("/").status_code == 200


def test_a_recovery_code_signs_in_once(world, client, enrolled):
    _, codes = enrolled
    sign_in(client, world.eva)
    assert client.post("/account/2fa/authenticate/", {"code": codes[0]})["Location"] == "/"
    client.post("/account/logout/")
    sign_in(client, world.eva)
    assert WRONG_CODE in client.post("/account/2fa/authenticate/", {"code": codes[0]}).content.decode()
    assert "_auth_user_id" not in client.session


def test_a_code_is_good_for_one_sign_in(world, client, enrolled):
    code = code_of(enrolled[0])
    sign_in(client, world.eva)
    client.post("/account/2fa/authenticate/", {"code": code})
    client.post("/account/logout/")
    sign_in(client, world.eva)
    assert WRONG_CODE in client.post("/account/2fa/authenticate/", {"code": code}).content.decode()


def test_a_wrong_code_is_in_the_log_and_the_code_is_not(world, client, enrolled, clock):
    sign_in(client, world.eva)
    client.post("/account/2fa/authenticate/", {"code": "123123"})
    event = AuditEvent.objects.get(verb="account.code_failed")
    assert (event.actor, event.subject, event.facts) == ("", str(world.eva.public_id), {})
    client.post("/account/2fa/authenticate/", {"code": code_of(enrolled[0])})
    assert AuditEvent.objects.filter(verb="account.code_failed").count() == 1
    clock.shift(timedelta(minutes=16))
    client.post("/account/2fa/reauthenticate/", {"code": "123123"})
    assert AuditEvent.objects.filter(verb="account.code_failed").latest("pk").actor == str(world.eva.public_id)


def test_guessing_codes_is_slowed_down(world, client, enrolled):
    sign_in(client, world.eva)
    for _ in range(6):
        page = client.post("/account/2fa/authenticate/", {"code": "000000"}).content.decode()
    assert "Det har blivit många försök." in page
    assert client.post("/account/2fa/authenticate/", {"code": code_of(enrolled[0])}).status_code == 200


def test_a_wrong_password_says_what_to_do(world, client):
    page = sign_in(client, world.eva, "fel-ord-helt-enkelt").content.decode()
    assert "Adressen och lösenordet hör inte ihop." in page


def test_the_session_gets_a_new_name_at_sign_in(world, client, enrolled):
    client.get("/account/login/")
    sign_in(client, world.eva)
    before = client.session.session_key
    client.post("/account/2fa/authenticate/", {"code": code_of(enrolled[0])})
    assert client.session.session_key != before


def test_taking_the_app_away_asks_who_it_is_and_leads_to_another_step(world, client, enrolled, clock):
    sign_in(client, world.eva)
    client.post("/account/2fa/authenticate/", {"code": code_of(enrolled[0])})
    client.get("/")
    clock.shift(timedelta(minutes=16))
    assert client.get("/account/2fa/totp/deactivate/")["Location"].startswith("/account/reauthenticate/")
    client.post("/account/reauthenticate/", {"password": cast.PASSWORD, "next": "/account/2fa/totp/deactivate/"})
    client.post("/account/2fa/totp/deactivate/")
    assert not Authenticator.objects.filter(user=world.eva).exists()
    assert client.get("/")["Location"] == "/account/2fa/"
