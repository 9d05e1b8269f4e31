"""What must hold for every signed-in request. The page used is one's own account: every role has it."""

from datetime import timedelta

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.utils import timezone

from accounts.access.roles import Role
from organisations.actions import end_membership

PAGE = "/my-account/"
NOW = timezone.datetime(2026, 11, 24, 9, 0, tzinfo=timezone.get_fixed_timezone(60))


def test_a_stranger_is_sent_to_the_sign_in(client, db):
    response = client.get(PAGE)
    assert (response.status_code, response["Location"]) == (302, f"/account/login/?next={PAGE}")


def test_a_script_of_a_stranger_gets_401_and_the_way(client, db):
    response = client.get(PAGE, headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/cirklar/"})
    assert response.status_code == 401
    assert response["HX-Redirect"] == "/account/login/?next=%2Fcirklar%2F"
    assert client.get(PAGE, headers={"Accept": "application/json"}).status_code == 401


def test_roles_are_known_on_the_request(world, sign_in):
    response = sign_in(world.eva).get(PAGE)
    assert [one.organisation for one in response.wsgi_request.memberships] == [world.organisations["skane"]]
    assert response.wsgi_request.user.roles == {Role.COORDINATOR}
    assert response.wsgi_request.user.role_code == Role.COORDINATOR


def test_a_membership_ended_a_second_ago_locks_out_at_once(world, sign_in):
    client = sign_in(world.eva)
    assert client.get(PAGE).status_code == 200
    end_membership(membership=world.eva.memberships.get(), by=world.admin)
    assert client.get(PAGE).status_code == 302
    assert "_auth_user_id" not in client.session


def test_one_ended_role_of_two_leaves_the_other(world, sign_in):
    first = world.eva.memberships.get()
    world.eva.memberships.create(organisation=world.organisations["im"], role=Role.PARTNER)
    client = sign_in(world.eva)
    end_membership(membership=first, by=world.admin)
    assert client.get(PAGE).wsgi_request.user.roles == {Role.PARTNER}


def test_a_deactivated_account_is_locked_out_at_once(world, sign_in):
    client = sign_in(world.eva)
    assert client.get(PAGE).status_code == 200
    world.eva.is_active = False
    world.eva.save()
    assert client.get(PAGE).status_code == 302


def test_thirty_minutes_away_ends_the_session_and_says_so(world, sign_in):
    with time_machine.travel(NOW, tick=False):
        client = sign_in(world.eva)
        client.get(PAGE)
    with time_machine.travel(NOW + timedelta(minutes=31), tick=False):
        response = client.get(PAGE)
        assert response.status_code == 302
        assert "Du har varit borta ett tag" in client.get(response["Location"]).content.decode()


def test_work_keeps_the_session_for_twelve_hours_and_no_longer(world, sign_in):
    with time_machine.travel(NOW, tick=False):
        client = sign_in(world.eva)
    for minutes in range(0, 12 * 60, 20):
        with time_machine.travel(NOW + timedelta(minutes=minutes), tick=False):
            assert client.get(PAGE).status_code == 200, minutes
    with time_machine.travel(NOW + timedelta(hours=12), tick=False):
        assert client.get(PAGE).status_code == 302


@pytest.mark.parametrize(("headers", "address"), [({"Ringar-Poll": "1"}, PAGE), ({}, f"{PAGE}?poll=1")])
def test_a_page_that_asks_by_itself_does_not_keep_anybody_signed_in(world, sign_in, headers, address):
    with time_machine.travel(NOW, tick=False):
        client = sign_in(world.eva)
        client.get(PAGE)
    with time_machine.travel(NOW + timedelta(minutes=20), tick=False):
        assert client.get(address, headers=headers).status_code == 200
    with time_machine.travel(NOW + timedelta(minutes=31), tick=False):
        assert client.get(PAGE).status_code == 302


def test_reading_writes_the_session_once_a_minute_at_most(world, sign_in):
    with time_machine.travel(NOW, tick=False):
        client = sign_in(world.eva)
        client.get(PAGE)
        before = client.session["seen_at"]
    with time_machine.travel(NOW + timedelta(seconds=59), tick=False):
        client.get(PAGE)
        assert client.session["seen_at"] == before
    with time_machine.travel(NOW + timedelta(seconds=61), tick=False):
        client.get(PAGE)
        assert client.session["seen_at"] > before


def test_the_page_speaks_the_person_s_language_unless_the_browser_chose(world, sign_in):
    world.eva.language = "en"
    world.eva.save()
    client = sign_in(world.eva)
    assert client.get(PAGE).wsgi_request.LANGUAGE_CODE == "en"
    client.cookies["django_language"] = "sv"
    assert client.get(PAGE).wsgi_request.LANGUAGE_CODE == "sv"


def test_what_a_signed_in_person_saw_stays_in_no_cache(world, sign_in):
    assert "no-store" in sign_in(world.eva).get(PAGE)["Cache-Control"]


def test_signing_out_empties_what_the_browser_stored(world, sign_in):
    response = sign_in(world.eva).post("/account/logout/")
    assert response["Clear-Site-Data"] == '"storage"'


class TestSecondFactor:
    @pytest.fixture(autouse=True)
    def required(self, settings):
        settings.RINGAR_SECOND_FACTOR = True

    def test_without_one_every_page_leads_to_setting_one_up(self, world, sign_in):
        client = sign_in(world.eva)
        assert client.get(PAGE)["Location"] == "/account/2fa/"
        assert client.post("/approvals/00000000-0000-0000-0000-000000000000/approve/")["Location"] == "/account/2fa/"
        page = client.get("/account/2fa/")
        assert page.status_code == 200 and "Välj ett av dem för att komma vidare" in page.content.decode()

    def test_where_none_is_asked_for_none_is_demanded(self, world, sign_in, settings):
        settings.RINGAR_SECOND_FACTOR = False
        page = sign_in(world.eva).get("/account/2fa/").content.decode()
        assert "Passnyckel" in page and "för att komma vidare" not in page

    def test_the_api_answers_403(self, world, sign_in):
        assert sign_in(world.eva).get("/api/v1/schema/").status_code == 403

    def test_the_public_pages_and_the_way_out_stay_open(self, world, sign_in):
        client = sign_in(world.eva)
        assert client.get("/healthz").status_code == 200
        assert client.post("/account/logout/")["Location"] == "/"

    def test_with_one_the_pages_open(self, world, sign_in):
        TOTP.activate(world.eva, generate_totp_secret())
        assert sign_in(world.eva).get(PAGE).status_code == 200

    def test_a_password_alone_does_not_sign_in_who_has_one(self, world, client):
        TOTP.activate(world.eva, generate_totp_secret())
        response = client.post("/account/login/", {"login": world.eva.email, "password": "regn-mot-rutan-7"})
        assert response["Location"] == "/account/2fa/authenticate/"
        assert client.get(PAGE).status_code == 302
