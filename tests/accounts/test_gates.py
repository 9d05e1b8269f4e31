"""The gate's answer to a stranger, and what the log keeps of it."""

import uuid

import pytest
from django.http import Http404

from accounts.access.gates import object_or_404, require
from accounts.access.roles import Role
from accounts.access.verbs import Thing, Verb
from audit.models import AuditEvent
from organisations.models import Hub


def test_the_own_object_is_handed_out_without_a_trace(world):
    assert object_or_404(Hub.objects.all(), world.eva, world.skane.public_id, Verb.SEE) == world.skane
    assert not AuditEvent.objects.exists()


def test_a_foreign_object_is_404_and_the_denial_is_kept(world):
    mine = Hub.objects.filter(memberships__user=world.eva)
    with pytest.raises(Http404):
        object_or_404(mine, world.eva, world.halland.public_id, Verb.EDIT)
    event = AuditEvent.objects.get()
    assert (event.verb, event.actor) == ("access.denied", str(world.eva.public_id))
    assert event.subject == str(world.halland.public_id)
    assert event.facts == {"verb_denied": "edit"}


@pytest.mark.parametrize("public_id", [uuid.uuid4(), "not-an-id"])
def test_what_never_existed_leaves_no_trace(world, public_id):
    with pytest.raises(Http404):
        object_or_404(Hub.objects.all(), world.eva, public_id, Verb.SEE)
    assert not AuditEvent.objects.exists()


def test_a_role_that_may_not_gets_404(world):
    world.eva.roles = frozenset({Role.COORDINATOR})
    require(world.eva, Verb.SEE, Thing.LEADER)
    with pytest.raises(Http404):
        require(world.eva, Verb.SEE, Thing.LOG)
    assert AuditEvent.objects.get().facts == {"verb_denied": "see", "thing": "log"}
