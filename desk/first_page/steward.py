"""A data steward's first page: releases that wait for a decision."""

from datetime import datetime

from desk.first_page.registers import Bounded, bounded
from desk.person import Person
from exports.models import Release

SHOWN = 10


def page(person: Person, now: datetime) -> Bounded:
    waiting = Release.objects.decided_by(person.user).to_decide()
    return bounded(waiting.with_file().order_by("created_at", "pk"), SHOWN)
