"""Coming in: an invitation taken up, and what the role needs in other rooms."""

from django.db import transaction

from accounts.access.roles import Role
from communicators.actions import give_account
from organisations.invitations import accept
from organisations.models import Invitation, Membership


@transaction.atomic
def take_up(*, invitation: Invitation, name: str = "", password: str = "", language: str = "sv") -> Membership:
    """Take up the role; a communicator finds her place on the list of leaders, by the name on the invitation.

    Raises organisations.invitations.NotUsable and AccountClosed.
    """
    membership = accept(invitation=invitation, name=name, password=password, language=language)
    if membership.role == Role.COMMUNICATOR:
        hub = membership.hubs.order_by("pk").first()
        give_account(user=membership.user, name=invitation.name, hub=hub, by=membership.user)
    return membership
