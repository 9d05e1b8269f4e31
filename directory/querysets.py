"""Reads of the directory: who sees which offer, and what a list of them needs in few queries."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q

from accounts.access.roles import Role
from core.search import folded
from directory.rules.freshness import REVIEW_AFTER
from organisations.models import Membership

LISTED = ("published", "needs_review")


class SupportOfferQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The listed offers for everyone who works here, and all states of the own organisation's.

        SupportOffer.objects.visible_to(maja) → what is listed, and IM's drafts
        """
        if not Membership.objects.of(user).exists():
            return self.none()
        return self.filter(Q(status__in=LISTED) | Q(organisation__in=_own(user)))

    def editable_by(self, user):
        """The offers of the organisations that the user is partner worker of."""
        return self.filter(organisation__in=_own(user))

    def listed(self):
        return self.filter(status__in=LISTED)

    def found_by(self, words: str):
        """Every word somewhere in name, description, place, organisation, need or municipality."""
        found = self
        for word in folded(words).split():
            found = found.filter(Q(search_text__contains=word) | Q(pk__in=self._named(word)))
        return found

    def _named(self, word: str):
        title = word.capitalize()
        return (
            self.model._default_manager.filter(
                Q(municipalities__name__icontains=word)
                | Q(municipalities__name__startswith=title)
                | Q(needs__name_sv__icontains=word)
                | Q(languages__name_sv__icontains=word)
            )
            .order_by()
            .values("pk")
        )

    def review_due(self, today: date):
        """Published, and last reviewed more than half a year ago."""
        return self.filter(status="published", reviewed_on__lt=today - timedelta(days=REVIEW_AFTER))

    def for_cards(self):
        return self.select_related("organisation").prefetch_related(
            "languages", "municipalities", "target_groups", "needs"
        )


def _own(user):
    return Membership.objects.of(user, Role.PARTNER).values("organisation")
