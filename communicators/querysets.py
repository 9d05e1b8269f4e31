"""Reads of communicators and of what they have learnt."""

from django.db import models
from django.db.models import Q

from accounts.access.roles import Role
from core.search import folded
from organisations.models import Language, Membership


class CommunicatorQuerySet(models.QuerySet):
    def visible_to(self, user):
        """A coordinator's hubs, and oneself. An officer sees leaders through `LeaderApproval` only.

        Communicator.objects.visible_to(eva) → the leaders of Skåne sydväst
        """
        me = Membership.objects.of(user, Role.COMMUNICATOR).values("user")
        return self.filter(Q(hub__in=_coordinated(user)) | Q(user__in=me))

    def coordinated_by(self, user):
        return self.filter(hub__in=_coordinated(user))

    def active(self):
        return self.filter(is_active=True)

    def with_facts(self):
        """Everything that readiness asks for, in a constant number of queries."""
        return self.prefetch_related("qualifications__course", "qualifications__round", "approvals")

    def with_ladder(self):
        """With what a leader's page and row say besides."""
        return (
            self.with_facts()
            .select_related("municipality", "hub")
            .prefetch_related("languages", "approvals__association")
        )

    def search(self, text: str):
        """Every word in the name, or the whole text in the name of a language she leads in."""
        if not (words := folded(text).split()):
            return self
        by_name = Q()
        for word in words:
            by_name &= Q(search_text__contains=word)
        return self.filter(by_name | Q(languages__in=_languages_named(text))).distinct()


class LeaderApprovalQuerySet(models.QuerySet):
    def visible_to(self, user):
        """An officer's own association."""
        return self.filter(association__in=Membership.objects.of(user, Role.OFFICER).values("organisation"))

    def to_decide(self):
        return self.filter(state="applied", communicator__is_active=True)

    def for_list(self):
        return self.select_related("communicator__hub", "association").order_by("applied_on", "pk")


def _coordinated(user):
    return Membership.objects.of(user, Role.COORDINATOR).values("hubs")


def _languages_named(text: str) -> list[str]:
    """Read in Python: the names aren't folded in the table, and there are some eighty."""
    needle = folded(text)
    return [
        language.code
        for language in Language.objects.all()
        if needle in folded(language.name_sv) or needle in folded(language.name_en)
    ]
