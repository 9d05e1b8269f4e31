"""Reads of studies: whose they are."""

from django.db import models
from django.db.models import Q

from accounts.access.roles import Role
from organisations.models import Membership


class StudyQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An evaluator's own organisation's studies; every study to a data steward; none to anybody else.

        Study.objects.visible_to(johan) → the studies of Uppsala, where Johan is an evaluator today
        """
        stewards = Membership.objects.of(user, Role.STEWARD)
        own = Membership.objects.of(user, Role.EVALUATOR).values("organisation")
        return self.filter(Q(models.Exists(stewards)) | Q(organisation__in=own))

    def evaluated_by(self, user):
        """The studies that the user may ask releases for: the organisation's own, for its evaluators."""
        return self.filter(organisation__in=Membership.objects.of(user, Role.EVALUATOR).values("organisation"))

    def changed_by(self, user):
        """Those whose plan the user may change: every study for a data steward, and a principal's own for as long as
        she is an evaluator of its organisation."""
        stewards = Membership.objects.of(user, Role.STEWARD)
        led = Q(principal=user, organisation__in=Membership.objects.of(user, Role.EVALUATOR).values("organisation"))
        return self.filter(Q(models.Exists(stewards)) | led)

    def for_list(self):
        return self.select_related("organisation").prefetch_related("programmes").order_by("title")
