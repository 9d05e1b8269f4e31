"""The gates of this room: several roles read of organisations, administrators write."""

from accounts.access.gates import object_or_404, require
from accounts.access.policy import may
from accounts.access.verbs import Thing, Verb
from organisations.models import Hub, Organisation, Project


def organisations_for(user):
    """What the list shows; Http404 for roles that don't work with organisations."""
    require(user, Verb.SEE, Thing.ORGANISATION)
    return Organisation.objects.visible_to(user)


def organisation_for(user, public_id, verb: Verb) -> Organisation:
    require(user, verb, Thing.ORGANISATION)
    return object_or_404(Organisation.objects.visible_to(user), user, public_id, verb)


def organisation_to_edit(user, public_id) -> Organisation:
    """The organisation, or a new one without an id; for administrators only."""
    require(user, Verb.EDIT, Thing.ORGANISATION)
    return Organisation() if public_id is None else organisation_for(user, public_id, Verb.EDIT)


def hubs_for(user):
    require(user, Verb.EDIT, Thing.ORGANISATION)
    return Hub.objects.select_related("organisation").prefetch_related("municipalities")


def hub_to_edit(user, public_id) -> Hub:
    hubs = hubs_for(user)
    return Hub() if public_id is None else object_or_404(hubs, user, public_id, Verb.EDIT)


def projects_for(user):
    require(user, Verb.EDIT, Thing.ORGANISATION)
    return Project.objects.all()


def project_to_edit(user, public_id) -> Project:
    projects = projects_for(user)
    return Project() if public_id is None else object_or_404(projects, user, public_id, Verb.EDIT)


def may_edit(user) -> bool:
    return may(user.roles, Verb.EDIT, Thing.ORGANISATION)


def require_editor(user) -> None:
    """For what belongs to the whole site, such as its accessibility statement."""
    require(user, Verb.EDIT, Thing.ORGANISATION)
