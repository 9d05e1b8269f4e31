"""The cast stands, on whichever database the suite runs."""

import pytest
from django.db import DatabaseError, transaction

from audit.events import record
from audit.models import AuditEvent
from circles.models import Enrolment


def test_the_cast_has_two_hubs_that_share_no_one(world):
    skane = set(Enrolment.objects.filter(circle=world.circle).values_list("participant__hub", flat=True))
    assert skane == {world.skane.pk}


def test_an_audit_event_can_be_neither_changed_nor_deleted(world):
    event = record("circle.opened", world.circle, by=world.sahar)
    for attempt in (lambda: AuditEvent.objects.update(verb="x"), event.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()
    assert AuditEvent.objects.get().verb == "circle.opened"
