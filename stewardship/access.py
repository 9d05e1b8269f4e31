"""The gates of what spans all rooms: people for administrators, the log for data stewards."""

from accounts.access.gates import object_or_404, require
from accounts.access.verbs import Thing, Verb
from accounts.models import User
from organisations.models import Invitation, Membership


def memberships_for(user):
    require(user, Verb.SEE, Thing.PERSON)
    return Membership.objects.for_people_list()


def membership_for(user, public_id, verb: Verb) -> Membership:
    """An active membership, or Http404 (an ended one is history, and stays)."""
    require(user, verb, Thing.PERSON)
    active = Membership.objects.filter(ended_at=None).select_related("user", "organisation")
    return object_or_404(active.prefetch_related("hubs"), user, public_id, verb)


def invitations_for(user):
    require(user, Verb.SEE, Thing.PERSON)
    return Invitation.objects.waiting().select_related("organisation")


def invitation_for(user, public_id, verb: Verb) -> Invitation:
    require(user, verb, Thing.PERSON)
    return object_or_404(Invitation.objects.select_related("organisation"), user, public_id, verb)


def person_for(user, public_id, verb: Verb) -> User:
    require(user, verb, Thing.PERSON)
    return object_or_404(User.objects.all(), user, public_id, verb)


def closed_accounts_for(user):
    require(user, Verb.SEE, Thing.PERSON)
    return User.objects.filter(is_active=False).order_by("name")
