"""A partner worker's first page: what has been asked of the organisation and waits for a word."""

from dataclasses import dataclass
from datetime import datetime

from accounts.access.roles import Role
from desk.first_page.freshness import to_review
from desk.person import Person
from directory.models import SupportOffer
from referrals.models import Referral
from referrals.pages import inbox_sections

SHOWN = 5


@dataclass(frozen=True, slots=True)
class PartnerPage:
    organisations: list
    unanswered: int
    sections: list
    going_on: int
    taken_back: int
    to_review: int

    @property
    def things(self) -> int:
        return self.unanswered + self.taken_back


def page(person: Person, now: datetime) -> PartnerPage:
    asked = Referral.objects.asked_of(person.user)
    unanswered, taken_back = asked.unanswered(), asked.cancelled_unread()
    return PartnerPage(
        organisations=person.organisations(Role.PARTNER),
        unanswered=unanswered.count(),
        sections=inbox_sections(
            [
                *unanswered.for_list().order_by("answer_due_at", "pk")[:SHOWN],
                *taken_back.for_list().order_by("cancelled_at", "pk")[:SHOWN],
            ],
            now=now,
        ),
        going_on=asked.filter(status__in=("accepted", "in_progress", "on_hold")).count(),
        taken_back=taken_back.count(),
        to_review=to_review(SupportOffer.objects.editable_by(person.user), now),
    )
