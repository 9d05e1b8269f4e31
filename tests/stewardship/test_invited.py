"""From the letter to the first page; and what each link says that opens nothing any more."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.access.roles import Role
from accounts.models import User
from organisations.models import Invitation, Membership
from tests.codes import code_of

pytestmark = pytest.mark.django_db
PASSWORD = "regn-mot-rutan-7"
ADD = "/people/invite/"


@pytest.fixture
def admin(world):
    client = Client()
    client.force_login(world.admin)
    return client


@pytest.fixture
def letter(world, admin, django_capture_on_commit_callbacks):
    """letter(**changes) → the link that was mailed."""

    def _letter(**changes) -> str:
        with django_capture_on_commit_callbacks(execute=True):
            assert admin.post(ADD, said(world, **changes)).status_code == 302
        return re.search(r"http://testserver(/invitation/\S+)", mail.outbox[-1].body).group(1)

    return _letter


def said(world, **changes) -> dict:
    organisation = world.organisations["im"].pk
    return {
        "name": "Ny Person",
        "email": "ny@ringar.example",
        "role": "partner",
        "organisation": organisation,
    } | changes


def accept(link, client=None):
    return (client or Client()).post(link, {"name": "Ny Person", "password": PASSWORD})


def test_from_the_letter_over_the_second_step_to_the_first_page(world, client, letter, settings):
    link = letter()
    settings.RINGAR_SECOND_FACTOR = True
    cache.clear()
    assert "bjuder in dig som partnerkontakt" in client.get(link).content.decode()
    weak = client.post(link, {"name": "Ny Person", "password": "kort"})
    assert weak.status_code == 422 and not User.objects.filter(email="ny@ringar.example").exists()
    assert accept(link, client)["Location"] == "/"
    assert client.get("/")["Location"] == "/account/2fa/"
    secret = client.get("/account/2fa/totp/activate/").context["form"].secret  # not asked for the new password again
    activated = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert activated["Location"] == "/account/2fa/recovery-codes/"
    first = client.get("/").content.decode()
    assert "Ny Person" in first and "Till oss" in first


def test_a_used_link_says_so_and_leads_to_the_sign_in(letter):
    link = letter()
    accept(link)
    page = Client().get(link)
    assert page.status_code == 404
    assert "Inbjudan är redan använd" in page.content.decode() and "/account/login/" in page.content.decode()


def test_a_revoked_link_says_so(admin, letter):
    link = letter()
    admin.post(reverse("stewardship:invitation_revoke", args=[Invitation.objects.get().public_id]))
    assert "Inbjudan är återkallad" in Client().get(link).content.decode()


def test_a_link_that_has_run_out_says_so(letter):
    link = letter()
    with time_machine.travel(timezone.now() + timedelta(days=8), tick=False):
        assert "Länken har gått ut" in Client().get(link).content.decode()
        assert accept(link).status_code == 404


def test_a_link_that_was_sent_anew_points_to_the_latest_letter(admin, letter, django_capture_on_commit_callbacks):
    link = letter()
    with django_capture_on_commit_callbacks(execute=True):
        admin.post(reverse("stewardship:invitation_resend", args=[Invitation.objects.get().public_id]))
    assert "Har du fått flera brev gäller det senaste." in Client().get(link).content.decode()


def test_a_closed_account_is_told_and_the_invitation_stays(world, letter):
    link = letter(email=world.nad.email, name="Per Ström")
    User.objects.filter(pk=world.nad.pk).update(is_active=False)
    assert "Kontot är avstängt" in accept(link).content.decode()
    assert Invitation.objects.get().accepted_at is None


def test_inviting_somebody_to_a_role_they_have_says_so_and_sends_nothing(world, admin):
    mail.outbox.clear()
    answer = admin.post(ADD, said(world, email=world.im.email.upper(), name="Maja Ek"))
    assert answer.status_code == 422
    assert "Personen har redan den rollen här." in answer.content.decode()
    assert not mail.outbox and not Invitation.objects.exists()


def test_more_hubs_in_the_same_role_are_an_invitation(world, admin):
    both = {"role": Role.COORDINATOR, "organisation": world.organisations["skane"].pk, "email": world.eva.email}
    assert admin.post(ADD, said(world, **both, hubs=[world.skane.pk])).status_code == 422
    assert admin.post(ADD, said(world, **both, hubs=[world.skane.pk, world.halland.pk])).status_code == 302
    assert Membership.objects.of(world.eva).count() == 1


def test_a_line_break_in_a_name_does_not_reach_the_letters_head(world, admin):
    answer = admin.post(ADD, said(world, name="Ny\r\nBcc: ond@ringar.example", email="ny@ringar.example"))
    for sent in mail.outbox:
        assert sent.recipients() == ["ny@ringar.example"] and "\n" not in sent.subject
    assert answer.status_code in (302, 422)
