"""Reads of memberships, invitations and organisations: who is what, here and now."""

from datetime import datetime

from django.db import models
from django.db.models import Count, Q

from accounts.access.roles import Role
from core.search import folded


class MembershipQuerySet(models.QuerySet):
    def active(self):
        """Memberships that have not ended, of people who may sign in."""
        return self.filter(ended_at=None, user__is_active=True)

    def of(self, user, *roles):
        """The user's active memberships, in these roles (any role when none is named).

        Membership.objects.of(eva, Role.COORDINATOR) → Eva's memberships as a coordinator
        """
        if not user.is_authenticated:
            return self.none()
        return self.active().filter(Q(role__in=roles) if roles else Q(), user=user)

    def for_people_list(self):
        """Active memberships and what their rows show; people in Swedish order of name."""
        return (
            self.active().select_related("user", "organisation").prefetch_related("hubs").order_by("user__name", "pk")
        )


class InvitationQuerySet(models.QuerySet):
    def waiting(self):
        """Neither taken up nor taken back; some may have run out."""
        return self.filter(accepted_at=None, revoked_at=None)

    def usable(self, now: datetime):
        return self.waiting().filter(expires_at__gt=now)


class OrganisationQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Organisations are no secret: whoever works here may read of all of them."""
        return self if user.is_authenticated else self.none()

    def search(self, text: str):
        """Every word somewhere in the name; an empty text finds everything."""
        found = self
        for word in folded(text).split():
            found = found.filter(search_text__contains=word)
        return found

    def with_people_counts(self):
        """`people`: how many work there with an active membership."""
        active = Q(memberships__ended_at=None, memberships__user__is_active=True)
        counted = self.annotate(people=Count("memberships__user", filter=active, distinct=True))
        return counted.order_by("sort_key")  # counting drops the model's own order


class HubQuerySet(models.QuerySet):
    def coordinated_by(self, user):
        """The hubs of the user's active memberships as a coordinator.

        Hub.objects.coordinated_by(eva) → Skåne sydväst
        """
        return self.filter(
            memberships__user=user,
            memberships__user__is_active=True,
            memberships__role=Role.COORDINATOR,
            memberships__ended_at=None,
        ).distinct()
