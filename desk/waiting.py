"""How many things wait at each place of the navigation: one query a count, each asked once a request."""

from collections.abc import Callable

from django.utils import timezone

from accounts.access.roles import Role
from communicators.models import LeaderApproval
from desk.first_page.referrals import waiting_for
from referrals.models import Referral

# Key of desk.places → the role that it waits for, and how it is counted.
COUNTS: dict[str, tuple[str, Callable]] = {
    "referrals": (
        Role.COORDINATOR,
        lambda user: waiting_for(user, timezone.now()).count(),
    ),
    "inbox": (Role.PARTNER, lambda user: Referral.objects.asked_of(user).unanswered().count()),
    "approvals": (Role.OFFICER, lambda user: LeaderApproval.objects.visible_to(user).to_decide().count()),
}


def waiting_counts(request) -> dict[str, str]:
    """Key → the number as text; nothing where nothing waits."""
    if not hasattr(request, "_desk_waiting"):
        request._desk_waiting = _read(request.user)
    return request._desk_waiting


def _read(user) -> dict[str, str]:
    counted = {key: count(user) for key, (role, count) in COUNTS.items() if role in user.roles}
    return {key: str(number) for key, number in counted.items() if number}
