"""Every role's part of the first page."""

from collections.abc import Callable
from datetime import datetime

from accounts.access.roles import Role
from circles.access import shared_reflections
from circles.tonight import tonight_for
from desk.first_page import convener, coordinator, evaluator, officer, partner, steward
from desk.person import Person

# The template draws them in the order of desk.places.ORDER.
PARTS: dict[str, tuple[str, Callable]] = {
    Role.COMMUNICATOR: ("leader", lambda person, now: tonight_for(person.user, now)),
    Role.COORDINATOR: ("coordinator", coordinator.page),
    Role.PARTNER: ("partner", partner.page),
    Role.OFFICER: ("officer", officer.page),
    Role.CONVENER: ("convener", convener.page),
    Role.EVALUATOR: ("evaluator", evaluator.page),
    Role.SUPERVISOR: ("supervisor", lambda person, now: shared_reflections(person.user)),
    Role.STEWARD: ("steward", steward.page),
    Role.ADMINISTRATOR: ("administrator", lambda person, now: True),
}


def first_page(person: Person, now: datetime) -> dict:
    """Template name of each of the person's roles → what it says."""
    return {name: read(person, now) for role in person.roles for name, read in [PARTS[role]]}
