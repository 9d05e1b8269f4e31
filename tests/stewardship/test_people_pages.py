"""People for administrators, and the page behind an invitation's link."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.access.roles import Role
from accounts.models import User
from communicators.models import Communicator
from organisations.models import Invitation, Membership

LIST = "/people/"
PASSWORD = "regn-mot-rutan-7"


def link_in_letter() -> str:
    return re.search(r"http://testserver(/invitation/\S+)", mail.outbox[-1].body).group(1)


@pytest.fixture
def invited(world, sign_in, django_capture_on_commit_callbacks):
    """invited(email, role, …) → the address in the letter, by the administrator's page."""

    def _invited(email="ny@ringar.example", role=Role.PARTNER, organisation="im", hubs=(), name="Ny Person") -> str:
        details = {
            "name": name,
            "email": email,
            "role": role,
            "organisation": world.organisations[organisation].pk,
            "hubs": [hub.pk for hub in hubs],
        }
        client = sign_in(world.admin)
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(reverse("stewardship:invitation_add"), details).status_code == 302
        client.logout()
        return link_in_letter()

    return _invited


@pytest.mark.parametrize("who", ["eva", "sahar", "im", "steward", "officer", "uppsala"])
def test_only_administrators_see_people(world, sign_in, who):
    client = sign_in(getattr(world, who))
    for name in ("person_list", "invitation_add"):
        assert client.get(reverse(f"stewardship:{name}")).status_code == 404
    mine = world.rami.memberships.get()
    assert client.post(reverse("stewardship:membership_end", args=[mine.public_id])).status_code == 404
    assert client.post(reverse("stewardship:person_close", args=[world.rami.public_id])).status_code == 404
    assert Membership.objects.of(world.rami).exists()


def test_roles_are_sentences(world, sign_in):
    page = sign_in(world.admin).get(LIST).content.decode()
    assert "Eva Nilsson" in page
    assert "Ser knutpunktens cirklar, ledare och hänvisningar, och matchar dem." in page
    assert "Skåne sydväst" in page


def test_people_are_found_by_name_and_organisation(world, sign_in):
    page = sign_in(world.admin).get(LIST, {"q": "sensus"}).content.decode()
    assert "Olle Förbund" in page
    assert "Eva Nilsson" not in page


def test_opening_the_link_changes_nothing(world, client, invited):
    link = invited()
    for _ in range(2):
        response = client.get(link)
        assert response.status_code == 200
        assert "Individuell Människohjälp" in response.content.decode()
    assert response["Referrer-Policy"] == "strict-origin"
    assert not User.objects.filter(email="ny@ringar.example").exists()
    assert Invitation.objects.get().accepted_at is None


def test_a_new_person_says_yes_and_is_in(world, client, invited):
    response = client.post(invited(), {"name": "Ny Namn", "password": PASSWORD})
    assert response["Location"] == "/"
    assert client.get("/my-account/").status_code == 200
    assert Membership.objects.of(User.objects.get(email="ny@ringar.example")).get().role == Role.PARTNER


def test_a_weak_password_is_refused_in_words_and_nothing_is_saved(world, client, invited):
    response = client.post(invited(), {"name": "Ny", "password": "kort"})
    assert response.status_code == 422
    assert not User.objects.filter(email="ny@ringar.example").exists()


def test_somebody_known_gains_the_role_and_signs_in_as_always(world, client, invited):
    link = invited(email=world.eva.email, role=Role.STEWARD, organisation="skane")
    assert "Du har redan ett konto" in client.get(link).content.decode()
    assert client.post(link)["Location"] == "/account/login/"
    assert "_auth_user_id" not in client.session
    assert Membership.objects.of(world.eva, Role.STEWARD).exists()


def test_a_used_link_says_so(world, client, invited):
    link = invited()
    client.post(link, {"name": "Ny", "password": PASSWORD})
    client.logout()
    response = client.get(link)
    assert response.status_code == 404
    assert "Inbjudan är redan använd" in response.content.decode()
    assert client.get("/invitation/nonsens/").status_code == 404


def test_a_communicator_finds_the_circles_that_were_imported_under_her_name(world, client, invited):
    waiting = Communicator.objects.create(name="Laila Noor", hub=world.skane)
    Communicator.objects.create(name="Laila Noor", hub=world.halland)
    link = invited(role=Role.COMMUNICATOR, organisation="skane", hubs=[world.skane], name="Laila  NOOR")
    client.post(link, {"name": "Laila Noor", "password": PASSWORD})
    waiting.refresh_from_db()
    assert waiting.user.email == "ny@ringar.example"


def test_a_communicator_nobody_knows_yet_is_put_on_the_list(world, client, invited):
    link = invited(role=Role.COMMUNICATOR, organisation="skane", hubs=[world.skane])
    client.post(link, {"name": "Ny Person", "password": PASSWORD})
    assert Communicator.objects.get(user__email="ny@ringar.example").hub == world.skane


def test_a_role_that_works_in_hubs_needs_one(world, sign_in):
    details = {"name": "N", "email": "n@ringar.example", "role": Role.COORDINATOR}
    details["organisation"] = world.organisations["skane"].pk
    response = sign_in(world.admin).post(reverse("stewardship:invitation_add"), details)
    assert response.status_code == 422
    assert "Välj minst en knutpunkt." in response.content.decode()
    assert not Invitation.objects.exists()


def test_an_invitation_is_sent_again_and_taken_back(world, sign_in, client, invited):
    link = invited()
    invitation = Invitation.objects.get()
    admin = sign_in(world.admin)
    admin.post(reverse("stewardship:invitation_resend", args=[invitation.public_id]))
    assert client.get(link).status_code == 404
    admin.post(reverse("stewardship:invitation_revoke", args=[invitation.public_id]))
    invitation.refresh_from_db()
    assert invitation.revoked_at
    response = admin.post(reverse("stewardship:invitation_resend", args=[invitation.public_id]), follow=True)
    assert "Inbjudan är redan använd eller återkallad." in response.content.decode()


def test_an_account_is_shut_at_once_and_opened_again(world, sign_in):
    theirs = Client()
    theirs.force_login(world.eva)
    assert theirs.get("/my-account/").status_code == 200
    admin = sign_in(world.admin)
    admin.post(reverse("stewardship:person_close", args=[world.eva.public_id]))
    assert theirs.get("/my-account/").status_code == 302
    assert "Avstängda konton" in admin.get(LIST).content.decode()
    admin.post(reverse("stewardship:person_reopen", args=[world.eva.public_id]))
    world.eva.refresh_from_db()
    assert world.eva.is_active


def test_nobody_shuts_their_own_account(world, sign_in):
    sign_in(world.admin).post(reverse("stewardship:person_close", args=[world.admin.public_id]))
    world.admin.refresh_from_db()
    assert world.admin.is_active
