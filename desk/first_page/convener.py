"""A convener's first page: the county's support in numbers in which nobody can be recognised. No people."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max

from accounts.access.roles import Role
from circles.models import Circle, Enrolment
from core.templatetags.ui import Bar
from desk.first_page.freshness import to_review
from desk.person import Person
from directory.models import SupportOffer
from disclosure import Policy, Shown, mask

LISTED = (SupportOffer.Status.PUBLISHED, SupportOffer.Status.NEEDS_REVIEW)


@dataclass(frozen=True, slots=True)
class CountyPage:
    """Offers are no people and are counted as they are; people are masked."""

    hubs: list
    levels: list[Bar]
    offers: int
    organisations: int
    to_review: int
    reviewed_on: object
    circles: int
    people: Shown


def page(person: Person, now: datetime) -> CountyPage:
    hubs = person.hubs(Role.CONVENER)
    offers = SupportOffer.objects.filter(municipalities__hubs__in=hubs, status__in=LISTED)
    circles = Circle.objects.filter(hub__in=hubs, status=Circle.Status.RUNNING)
    seats = Enrolment.objects.filter(circle__in=circles).seated()
    facts = offers.aggregate(
        offers=Count("pk", distinct=True),
        organisations=Count("organisation", distinct=True),
        reviewed_on=Max("reviewed_on"),
    )
    return CountyPage(
        hubs=hubs,
        levels=_levels(offers),
        to_review=to_review(offers, now),
        circles=circles.count(),
        people=mask(seats.aggregate(n=Count("participant", distinct=True))["n"], Policy.SCREEN),
        **facts,
    )


def _levels(offers) -> list[Bar]:
    counted = dict(offers.order_by().values_list("level").annotate(n=Count("pk", distinct=True)))
    return [
        Bar(f"{level.value}. {level.label}", counted.get(level.value, 0), str(counted.get(level.value, 0)))
        for level in SupportOffer.Level
    ]
