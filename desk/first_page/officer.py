"""A study association officer's first page: circles and leaders that wait for approval, signed lists to check."""

from dataclasses import dataclass
from datetime import datetime

from accounts.access.roles import Role
from circles.models import Circle
from communicators.models import LeaderApproval
from desk.first_page.registers import Bounded, bounded
from desk.person import Person

SHOWN = 5


@dataclass(frozen=True, slots=True)
class OfficerPage:
    circles: Bounded
    leaders: Bounded
    signed: Bounded

    @property
    def things(self) -> int:
        return self.circles.total + self.leaders.total + self.signed.total


def page(person: Person, now: datetime) -> OfficerPage:
    circles = Circle.objects.approved_by(person.user).for_list(now)
    applied = LeaderApproval.objects.filter(
        association__in=person.organisations(Role.OFFICER), state=LeaderApproval.State.APPLIED
    ).select_related("communicator", "communicator__hub")
    return OfficerPage(
        circles=_first(circles.filter(status=Circle.Status.AWAITING_APPROVAL), "next_start"),
        leaders=_first(applied, "applied_on"),
        signed=_first(circles.filter(status=Circle.Status.SIGNED), "title"),
    )


def _first(rows, order: str) -> Bounded:
    return bounded(rows.order_by(order, "pk"), SHOWN)
