"""Verbs of an invitation: a mailed link by which a person takes up a role."""

from collections.abc import Callable
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction
from django.utils import timezone

from accounts.access.roles import Role
from accounts.actions import open_account
from accounts.models import User
from audit.events import CONSOLE, record
from organisations.letters import send_invitation
from organisations.models import Hub, Invitation, Membership, Organisation
from organisations.tokens import new_token, token_hash

LASTS = timedelta(days=7)


class NotUsable(Exception):
    """The link was used, taken back or has run out."""


class HasRole(Exception):
    """The invited person has the role already, in all of these hubs."""


class AccountClosed(Exception):
    """The invited person has an account that is shut off: it must be opened first."""


@transaction.atomic
def invite(
    *,
    email: str,
    name: str,
    organisation: Organisation,
    role: Role,
    hubs: list[Hub],
    link_of: Callable[[str], str],
    by,
) -> Invitation:
    """Mail a link that is good for seven days. `link_of` makes the page's whole address from a token.

    An earlier invitation to the same role that is still waiting is taken back. Raises AccountClosed, HasRole.
    """
    email = email.strip().lower()
    if User.objects.filter(email=email, is_active=False).exists():
        raise AccountClosed
    if _has_role(email, organisation, role, hubs):
        raise HasRole
    now = timezone.now()
    same = Invitation.objects.waiting().filter(email=email, organisation=organisation, role=role)
    same.update(revoked_at=now, updated_at=now)
    token, hashed = new_token()
    invitation = Invitation.objects.create(
        email=email,
        name=name.strip(),
        organisation=organisation,
        role=role,
        token_hash=hashed,
        invited_by=None if by == CONSOLE else by,
        expires_at=now + LASTS,
    )
    invitation.hubs.set(hubs)
    record("invitation.sent", invitation, by=by, role_given=str(role))
    send_invitation(invitation, link_of(token))
    return invitation


def _has_role(email: str, organisation: Organisation, role: Role, hubs: list[Hub]) -> bool:
    held = Membership.objects.active().filter(user__email=email, organisation=organisation, role=role).first()
    return held is not None and set(held.hubs.values_list("pk", flat=True)).issuperset(hub.pk for hub in hubs)


@transaction.atomic
def resend(*, invitation: Invitation, link_of: Callable[[str], str], by) -> None:
    """A new link for seven more days; the old one stops working. Raises NotUsable once taken up or back."""
    token, hashed = new_token()
    now = timezone.now()
    changed = (
        Invitation.objects.waiting()
        .filter(pk=invitation.pk)
        .update(token_hash=hashed, expires_at=now + LASTS, updated_at=now)
    )
    if not changed:
        raise NotUsable
    record("invitation.sent_again", invitation, by=by)
    send_invitation(invitation, link_of(token))


@transaction.atomic
def revoke(*, invitation: Invitation, by) -> None:
    """Take the link back. Raises NotUsable where it was taken up or back already."""
    now = timezone.now()
    if not Invitation.objects.waiting().filter(pk=invitation.pk).update(revoked_at=now, updated_at=now):
        raise NotUsable
    record("invitation.revoked", invitation, by=by)


def invitation_of(token: str, now: datetime) -> Invitation | None:
    """The invitation that a link opens, while it can be used."""
    usable = Invitation.objects.usable(now).select_related("organisation")
    return usable.filter(token_hash=token_hash(token)).first()


class Ended(StrEnum):
    """Why a link opens nothing. A link that was sent anew is unknown, as one that never was."""

    USED = "used"
    REVOKED = "revoked"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


def why_not(token: str) -> Ended:
    """Of a link that `invitation_of` doesn't open: only whoever has the link learns it."""
    found = Invitation.objects.filter(token_hash=token_hash(token)).first()
    if found is None:
        return Ended.UNKNOWN
    if found.accepted_at:
        return Ended.USED
    return Ended.REVOKED if found.revoked_at else Ended.EXPIRED


def invited_user(invitation: Invitation) -> User | None:
    """The person who has the invited address already."""
    return User.objects.filter(email=invitation.email).first()


@transaction.atomic
def accept(*, invitation: Invitation, name: str = "", password: str = "", language: str = "sv") -> Membership:
    """Take up the role: a new person with a name and a password, somebody known as who they are.

    Of two presses one wins, the other gets NotUsable. Raises AccountClosed for an account that is shut off.
    """
    now = timezone.now()
    mine = Invitation.objects.usable(now).filter(pk=invitation.pk, token_hash=invitation.token_hash)
    if not mine.update(accepted_at=now, updated_at=now):
        raise NotUsable
    user = invited_user(invitation) or open_account(
        email=invitation.email, name=name, password=password, language=language, by=None
    )
    if not user.is_active:
        raise AccountClosed
    membership = add_membership(
        user=user,
        organisation=invitation.organisation,
        role=invitation.role,
        hubs=list(invitation.hubs.all()),
        by=user,
    )
    record("invitation.accepted", invitation, by=user)
    return membership


@transaction.atomic
def add_membership(*, user: User, organisation: Organisation, role: Role, hubs: list[Hub], by) -> Membership:
    """Give a role; who has it already gets the hubs added."""
    membership, _ = Membership.objects.get_or_create(user=user, organisation=organisation, role=role, ended_at=None)
    membership.hubs.add(*hubs)
    record("membership.began", membership, by=by, role_given=str(role))
    return membership
