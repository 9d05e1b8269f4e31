"""Reads of referrals: who sees which, and which of them wait for what."""

from datetime import date, datetime

from django.db import models
from django.db.models import Exists, Max, OuterRef, Q
from django.utils import timezone

from accounts.access.roles import Role
from circles.holidays import swedish_holidays
from organisations.models import Membership
from referrals.rules.deadlines import silent_if_sent_before
from referrals.rules.lifecycle import TERMINAL, UNANSWERED

HIDDEN_FROM_PARTNER = ("draft", "entered_in_error")


def _hubs(user):
    return Membership.objects.of(user, Role.COORDINATOR).values("hubs")


def _partners(user):
    return Membership.objects.of(user, Role.PARTNER).values("organisation")


def _communicators(user):
    return Membership.objects.of(user, Role.COMMUNICATOR).values("user")


def _lapsed(today: date) -> Q:
    return Q(direction="in", status="accepted", seat_held_until__lt=today)


class ReferralQuerySet(models.QuerySet):
    def visible_to(self, user):
        """The hub's for its coordinators, the own ones for the communicator who offered, and for a partner worker
        what was sent to (or asked for by) their organisation. A data steward reads every one. Nobody else sees one.

        Referral.objects.visible_to(maja) → what IM was sent; no draft, even one that names IM
        """
        steward = Q(Exists(Membership.objects.of(user, Role.STEWARD)))
        return self.filter(self._hub(user) | self._offered(user) | self._partner(user) | steward)

    def watched_by(self, user):
        """For a data steward every hub's referrals, and the seats that partners ask for: to read, never to act."""
        return self.filter(Exists(Membership.objects.of(user, Role.STEWARD)))

    def followed_by(self, user):
        """What the hub has sent or is about to send: seen by its coordinators and by whoever offered it."""
        return self.filter(self._hub(user) | self._offered(user), direction="out")

    def coordinated_by(self, user):
        return self.filter(self._hub(user))

    def asked_of(self, user):
        """What was sent to the user's organisation."""
        return self.filter(self._partner(user), direction="out")

    def seats_asked_by(self, user):
        return self.filter(self._partner(user), direction="in")

    def holding(self, today: date):
        """Seats in circles that are held for somebody who has not come yet, today included."""
        return self.filter(direction="in", status="accepted", seat_held_until__gte=today)

    def lapsed(self, today: date):
        """Seats whose day has passed without anybody being noted as come: they are free again."""
        return self.filter(_lapsed(today))

    def _hub(self, user) -> Q:
        return Q(hub__in=_hubs(user))

    def _offered(self, user) -> Q:
        return Q(offered_by__user__in=_communicators(user), direction="out")

    def _partner(self, user) -> Q:
        sent = Q(sent_at__isnull=False) & ~Q(status__in=HIDDEN_FROM_PARTNER)
        return sent & Q(partner__in=_partners(user))

    def waiting(self, now: datetime):
        """What the hub has to do something about: drafts to match, seats asked for, silence, noes to take further."""
        drafts = Q(direction="out", status="draft")
        seats = Q(direction="in", status__in=UNANSWERED)
        unread = Q(direction="out", status__in=("declined", "failed"), loop_closed_at=None, replaced_by=None)
        return self.filter(drafts | seats | unread | Q(pk__in=self.silent(now).values("pk")))

    def silent(self, now: datetime):
        """Sent out, no answer and no word for five Swedish working days."""
        turn = silent_if_sent_before(timezone.localtime(now), swedish_holidays(now.year - 1, now.year))
        return self.filter(direction="out", status__in=UNANSWERED, sent_at__lt=turn).exclude(
            Exists(self._events.filter(referral=OuterRef("pk"), action="message", at__gte=turn))
        )

    def unanswered(self):
        return self.filter(status__in=UNANSWERED)

    def open(self):
        return self.exclude(status__in=TERMINAL)

    def going_on(self, today: date):
        """Open, and no seat that has lapsed."""
        return self.open().exclude(_lapsed(today))

    def ended(self):
        return self.filter(status__in=TERMINAL)

    def cancelled_unread(self):
        """Sent, then taken back, and the receiver has not said that it has seen so."""
        return self.filter(status="cancelled", sent_at__isnull=False, cancel_acknowledged_at=None)

    def outcome_unread(self):
        """The receiver has ended it, and nobody has said yet that the participant knows. What the hub took back
        itself can be closed as well, but doesn't ask for it."""
        return self.filter(
            direction="out",
            status__in=("completed", "failed", "declined"),
            sent_at__isnull=False,
            loop_closed_at=None,
        )

    def holding_words(self):
        """Those that still hold contact details or messages, with `last_event_at`."""
        held = Q(contact__isnull=False) | Exists(self._events.filter(referral=OuterRef("pk")).exclude(message=""))
        return self.filter(held).annotate(last_event_at=Max("events__at"))

    def for_list(self):
        return self.select_related(
            "participant",
            "participant__hub",
            "partner",
            "offer",
            "language",
            "municipality",
            "hub",
            "circle",
            "replaces",
        ).prefetch_related("needs")

    @property
    def _events(self):
        return self.model._meta.get_field("events").related_model.objects


class ReferralEventQuerySet(models.QuerySet):
    def for_timeline(self):
        return self.select_related("actor", "organisation").order_by("at", "pk")
