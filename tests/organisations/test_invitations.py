"""A mailed link, used once."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone, translation

from accounts.access.roles import Role
from accounts.models import User
from audit.events import CONSOLE
from audit.models import AuditEvent
from organisations.invitations import (
    AccountClosed,
    NotUsable,
    accept,
    invitation_of,
    invite,
    resend,
    revoke,
)
from organisations.models import Invitation, Membership

LINK = "https://ringar.example/invitation/"


def send(world, *, email="ny@ringar.example", role=Role.PARTNER, organisation="im", hubs=(), by=None) -> Invitation:
    return invite(
        email=email,
        name="Ny Person",
        organisation=world.organisations[organisation],
        role=role,
        hubs=list(hubs),
        link_of=lambda token: LINK + token,
        by=by or world.admin,
    )


def token_in_letter() -> str:
    return re.search(rf"{LINK}(\S+)", mail.outbox[-1].body).group(1)


@pytest.fixture
def letters(django_capture_on_commit_callbacks):
    """Everything inside `with letters():` is mailed at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_the_letter_has_a_link_of_256_bits_and_the_database_only_its_hash(world, letters):
    with letters():
        invitation = send(world)
    token = token_in_letter()
    assert mail.outbox[-1].to == ["ny@ringar.example"]
    assert len(token) >= 43
    assert token not in str(Invitation.objects.values().get())
    assert invitation_of(token, timezone.now()) == invitation


def test_a_new_person_gets_an_account_and_the_role(world, letters):
    with letters():
        invitation = send(world, role=Role.COORDINATOR, organisation="skane", hubs=[world.skane])
    membership = accept(invitation=invitation, name="Ny Namn", password="regn-mot-rutan-7", language="en")
    user = User.objects.get(email="ny@ringar.example")
    assert (user.name, user.language, user.check_password("regn-mot-rutan-7")) == ("Ny Namn", "en", True)
    assert membership in Membership.objects.of(user, Role.COORDINATOR)
    assert list(membership.hubs.all()) == [world.skane]
    assert user.emailaddress_set.get().verified


def test_somebody_known_just_gains_the_role(world):
    invitation = send(world, email="EVA@ringar.example", role=Role.STEWARD, organisation="skane")
    accept(invitation=invitation, name="Någon Annan", password="nytt-losenord-99")
    world.eva.refresh_from_db()
    assert world.eva.name == "Eva Nilsson"
    assert world.eva.check_password("regn-mot-rutan-7")
    assert set(Membership.objects.of(world.eva).values_list("role", flat=True)) == {"coordinator", "steward"}


def test_a_link_is_used_once(world):
    invitation = send(world)
    accept(invitation=invitation, name="Ny", password="regn-mot-rutan-7")
    with pytest.raises(NotUsable):
        accept(invitation=invitation, name="Ny", password="regn-mot-rutan-7")
    assert Membership.objects.filter(user__email="ny@ringar.example").count() == 1


def test_a_link_runs_out_after_seven_days(world):
    invitation = send(world)
    assert Invitation.objects.usable(invitation.created_at + timedelta(days=6, hours=23)).exists()
    assert not Invitation.objects.usable(invitation.created_at + timedelta(days=7, minutes=1)).exists()


def test_sending_again_ends_the_old_link(world, letters):
    with letters():
        invitation = send(world)
    old = token_in_letter()
    with letters():
        resend(invitation=invitation, link_of=lambda token: LINK + token, by=world.admin)
    assert invitation_of(old, timezone.now()) is None
    assert invitation_of(token_in_letter(), timezone.now()) == invitation


def test_a_revoked_invitation_cannot_be_used_or_sent(world):
    invitation = send(world)
    revoke(invitation=invitation, by=world.admin)
    with pytest.raises(NotUsable):
        accept(invitation=invitation, name="Ny", password="regn-mot-rutan-7")
    with pytest.raises(NotUsable):
        resend(invitation=invitation, link_of=str, by=world.admin)
    with pytest.raises(NotUsable):
        revoke(invitation=invitation, by=world.admin)


def test_inviting_anew_takes_the_earlier_link_back(world):
    first, second = send(world), send(world)
    assert list(Invitation.objects.waiting()) == [second]
    first.refresh_from_db()
    assert first.revoked_at


def test_an_account_that_is_shut_off_is_not_opened_by_an_invitation(world):
    waiting = send(world, email=world.eva.email, role=Role.STEWARD, organisation="skane")
    world.eva.is_active = False
    world.eva.save()
    with pytest.raises(AccountClosed):
        send(world, email=world.eva.email)
    with pytest.raises(AccountClosed):
        accept(invitation=waiting)
    waiting.refresh_from_db()
    assert waiting.accepted_at is None


def test_the_letter_speaks_the_reader_s_language(world, letters):
    with letters(), translation.override("en"):
        send(world, email=world.eva.email)
    assert "bjuder in dig" in mail.outbox[-1].body


def test_the_console_invites_as_nobody_in_particular(world):
    invitation = send(world, by=CONSOLE)
    assert invitation.invited_by is None
    assert AuditEvent.objects.get(verb="invitation.sent").actor == CONSOLE


def test_the_log_has_no_address(world):
    accept(invitation=send(world), name="Ny", password="regn-mot-rutan-7")
    assert "ny@" not in str(list(AuditEvent.objects.values()))
