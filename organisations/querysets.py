"""Reads of memberships: what a person is, here and now."""

from django.db import models
from django.db.models import Q


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
