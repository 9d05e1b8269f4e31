"""A partner worker's first page: what has been asked of the organisation and waits for a word."""

from dataclasses import dataclass
from datetime import datetime

from accounts.access.roles import Role
from desk.first_page.registers import Bounded
from desk.person import Person
from directory.models import SupportOffer
from referrals.models import Referral

SHOWN = 5


@dataclass(frozen=True, slots=True)
class PartnerPage:
    organisations: list
    unanswered: Bounded
    going_on: int
    taken_back: int
    to_review: int

    @property
    def things(self) -> int:
        return self.unanswered.total + self.taken_back


def page(person: Person, now: datetime) -> PartnerPage:
    asked = Referral.objects.asked_of(person.user)
    unanswered = asked.unanswered()
    rows = unanswered.for_list().order_by("answer_due_at", "pk")[:SHOWN]
    return PartnerPage(
        organisations=person.organisations(Role.PARTNER),
        unanswered=Bounded(list(rows), unanswered.count()),
        going_on=asked.filter(status__in=("accepted", "in_progress", "on_hold")).count(),
        taken_back=asked.cancelled_unread().count(),
        to_review=SupportOffer.objects.editable_by(person.user).review_due(now.date()).count(),
    )
