"""How many things wait at each place of the navigation: a query or two a count, asked once a request."""

from collections.abc import Callable

from django.utils import timezone

from accounts.access.roles import Role
from communicators.models import LeaderApproval
from desk.first_page.referrals import waiting_count
from desk.person import Person, person_of
from referrals.models import Referral


def _referrals(person: Person) -> int:
    return waiting_count(person.hubs(Role.COORDINATOR), timezone.now())


def _inbox(person: Person) -> int:
    return Referral.objects.asked_of(person.user).unanswered().count()


def _approvals(person: Person) -> int:
    return LeaderApproval.objects.visible_to(person.user).to_decide().count()


# Key of desk.places → the role that it waits for, and how it is counted.
COUNTS: dict[str, tuple[str, Callable[[Person], int]]] = {
    "referrals": (Role.COORDINATOR, _referrals),
    "inbox": (Role.PARTNER, _inbox),
    "approvals": (Role.OFFICER, _approvals),
}


def waiting_counts(request) -> dict[str, str]:
    """Key → the number as text; nothing where nothing waits."""
    if not hasattr(request, "_desk_waiting"):
        request._desk_waiting = _read(person_of(request), getattr(request, "_desk_counted", {}))
    return request._desk_waiting


def spare_count(request, **counted: int) -> None:
    """The page shows the list itself, and so has counted it."""
    request._desk_counted = counted


def _read(person: Person, known: dict[str, int]) -> dict[str, str]:
    mine = [(key, count) for key, (role, count) in COUNTS.items() if role in person.roles]
    counted = {key: known[key] if key in known else count(person) for key, count in mine}
    return {key: str(number) for key, number in counted.items() if number}
