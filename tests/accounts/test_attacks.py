"""What an outsider tries at the door: where one is led, what is kept, who is asked."""

import re

import pytest
from django.core import mail

from tests import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("no_memory_of_attempts")]
ELSEWHERE = ["https://ond.example/", "//ond.example/", "/\\ond.example", "javascript:alert(1)", "http:ond.example"]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_nothing_leads_to_another_host(world, client, address):
    said = {"login": world.eva.email, "password": cast.PASSWORD, "next": address}
    assert client.post("/account/login/", said)["Location"] == "/"
    assert client.post("/language/", {"language": "sv", "next": address})["Location"] == "/"
    assert client.post("/account/logout/", {"next": address})["Location"] == "/"


def test_a_planted_session_is_not_the_one_that_is_signed_in(world, client):
    client.get("/account/login/")
    client.cookies["sessionid"] = "planted0planted0planted0planted0"
    client.post("/account/login/", {"login": world.eva.email, "password": cast.PASSWORD})
    assert client.session.session_key != "planted0planted0planted0planted0"


def test_another_host_name_is_refused(client):
    assert client.get("/account/login/", headers={"host": "ond.example"}).status_code == 400
    assert client.post("/account/password/reset/", {}, headers={"host": "ond.example"}).status_code == 400


def test_the_page_of_a_new_password_stays_in_no_cache(world, client):
    client.post("/account/password/reset/", {"email": world.eva.email})
    link = re.search(r"https?://testserver(\S+)", mail.outbox[-1].body).group(1)
    assert "no-store" in client.get(link, follow=True)["Cache-Control"]
    assert "no-store" in client.get("/account/login/")["Cache-Control"]


def test_a_browser_guesses_no_type_and_frames_nothing(client):
    answer = client.get("/account/login/")
    assert (answer["X-Content-Type-Options"], answer["X-Frame-Options"]) == ("nosniff", "DENY")
    assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]
    assert answer["Referrer-Policy"] == "same-origin"
