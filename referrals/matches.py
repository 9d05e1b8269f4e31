"""The offers for one referral: rows of the database handed to the matching rule."""

from datetime import date

from django.db.models import Count, F, Q

from directory.models import SupportOffer
from referrals.models import Referral
from referrals.rules.lifecycle import TERMINAL
from referrals.rules.matching import Match, Offer, Wish, matches


def wish_of(referral: Referral) -> Wish:
    contact, person = referral.contact or {}, referral.participant
    return Wish(
        language=referral.language_id,
        municipality=referral.municipality_id,
        hub_municipalities=frozenset(referral.hub.municipalities.values_list("pk", flat=True)),
        needs=frozenset(need.pk for need in referral.needs.all()),
        receivers=frozenset(referral.consent.organisations.values_list("pk", flat=True) if referral.consent_id else ()),
        times=frozenset(contact.get("times", ())),
        wishes=frozenset(contact.get("wishes", ())),
        level=referral.level,
        needs_childcare=person.needs_childcare,
        needs_interpreter=person.needs_interpreter,
        born=(person.birth_band, person.birth_band + 4) if person.birth_band else None,
    )


def offers(level: int | None = None):
    """Listed offers with `asked`: the referrals on their way that the pledge hasn't counted."""
    on_the_way = (
        ~Q(referrals__status__in=(*TERMINAL, "draft"))
        & Q(referrals__sent_at__isnull=False)
        & (Q(pledged_on=None) | Q(referrals__sent_at__date__gte=F("pledged_on")))
    )
    found = SupportOffer.objects.listed().for_cards()
    found = found.filter(level=level) if level else found
    return found.annotate(asked=Count("referrals", filter=on_the_way, distinct=True))


def facts_of(offer: SupportOffer) -> Offer:
    return Offer(
        id=offer.pk,
        title=offer.title,
        organisation=offer.organisation_id,
        organisation_name=offer.organisation.label,
        languages=frozenset(language.pk for language in offer.languages.all()),
        municipalities=frozenset(place.pk for place in offer.municipalities.all()),
        needs=frozenset(need.pk for need in offer.needs.all()),
        level=offer.level,
        joining=offer.joining,
        reviewed_on=offer.reviewed_on,
        times=frozenset(offer.times),
        places=offer.places_pledged,
        asked=offer.asked,
        closed_until=offer.closed_until,
        has_childcare=offer.has_childcare,
        women_only=offer.women_only,
        ages=(offer.min_age, offer.max_age),
    )


def matches_for(referral: Referral, *, today: date) -> tuple[list[Match], dict[int, SupportOffer]]:
    """Every listed offer in the rule's order, and the rows by id."""
    rows = {offer.pk: offer for offer in offers()}
    return matches(wish_of(referral), map(facts_of, rows.values()), today=today), rows
