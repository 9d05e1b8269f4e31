"""Writes of this room: an organisation keeps its entries true."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from audit.events import CONSOLE, record
from directory.models import SupportOffer
from directory.rules.freshness import may_become

COLUMNS = [
    "title_sv",
    "title_en",
    "title_ar",
    "description_sv",
    "description_en",
    "description_ar",
    "schedule_sv",
    "schedule_en",
    "schedule_ar",
    "level",
    "activity_code",
    "joining",
    "times",
    "place",
    "min_age",
    "max_age",
    "has_childcare",
    "women_only",
    "closed_until",
]
MANY = ("needs", "target_groups", "languages", "municipalities")


class WrongState(Exception):
    """The offer's state doesn't allow the step. Nothing has changed."""

    def __init__(self, offer: SupportOffer, following: str):
        super().__init__(f"{offer.status} → {following}")
        self.offer, self.following = offer, following


@transaction.atomic
def create_offer(*, by, organisation, facts: dict) -> SupportOffer:
    """A draft of `organisation` from the facts of a valid form: names of COLUMNS and MANY, and `places_pledged`."""
    offer = SupportOffer(organisation=organisation)
    _fill(offer, facts)
    record("offer.created", offer, by=by)
    return offer


@transaction.atomic
def edit_offer(*, by, offer: SupportOffer, facts: dict) -> SupportOffer:
    """Change what is said; a new number of places is a new pledge with today's date."""
    row = SupportOffer.objects.select_for_update().get(pk=offer.pk)
    _fill(row, facts)
    record("offer.edited", row, by=by)
    return row


def _fill(offer: SupportOffer, facts: dict) -> None:
    for name in COLUMNS:
        if name in facts:
            setattr(offer, name, facts[name])
    if "places_pledged" in facts and facts["places_pledged"] != offer.places_pledged:
        offer.places_pledged = facts["places_pledged"]
        offer.pledged_on = None if offer.places_pledged is None else timezone.localdate()
    offer.save()
    for name in MANY:
        if name in facts:
            getattr(offer, name).set(facts[name])


@transaction.atomic
def set_status(*, by, offer: SupportOffer, status: str) -> SupportOffer:
    """Publish (also: review, everything still holds), rest, end or take up again; publishing dates the review."""
    row = SupportOffer.objects.select_for_update().get(pk=offer.pk)
    if not may_become(row.status, status):
        raise WrongState(row, status)
    before, row.status = row.status, status
    if status == SupportOffer.Status.PUBLISHED:
        row.reviewed_on = timezone.localdate()
    row.save()
    record("offer.status", row, by=by, before=before, after=status)
    return row


@transaction.atomic
def flag_for_review(today: date, *, by=CONSOLE) -> int:
    """Published offers whose review is more than half a year old: they stay listed and ask for a review. → count"""
    due = list(SupportOffer.objects.select_for_update().review_due(today))
    for offer in due:
        set_status(by=by, offer=offer, status=SupportOffer.Status.NEEDS_REVIEW)
    return len(due)
