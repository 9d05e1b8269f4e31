"""Who is guided on, to which offer, and what came of it."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from circles.models import Circle
from communicators.models import Communicator
from core.fields import EncryptedJSONField
from core.models import Record, one_of
from directory.models import Need, SupportOffer
from organisations.models import Hub, Language, Municipality, Organisation
from participants.models import Consent, Participant
from referrals.querysets import ReferralEventQuerySet, ReferralQuerySet


class Referral(Record):
    """States and transitions: referrals/rules/lifecycle.py, mapped to FHIR R5 Task codes."""

    class Direction(models.TextChoices):
        OUT = "out", _("Från cirkeln till en partner")
        IN = "in", _("Från en partner till cirkeln")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Utkast")
        SENT = "sent", _("Skickad")
        RECEIVED = "received", _("Mottagen")
        ACCEPTED = "accepted", _("Accepterad")
        DECLINED = "declined", _("Avböjd")
        IN_PROGRESS = "in_progress", _("Pågår")
        ON_HOLD = "on_hold", _("Vilande")
        COMPLETED = "completed", _("Avslutad")
        FAILED = "failed", _("Kunde inte genomföras")
        CANCELLED = "cancelled", _("Återkallad")
        ENTERED_IN_ERROR = "entered_in_error", _("Felregistrerad")

    TERMINAL = (
        Status.DECLINED,
        Status.COMPLETED,
        Status.FAILED,
        Status.CANCELLED,
        Status.ENTERED_IN_ERROR,
    )

    class Urgency(models.TextChoices):
        NORMAL = "normal", _("Vanlig, svar inom 14 dagar")
        URGENT = "urgent", _("Skyndsam, svar inom 72 timmar")
        EMERGENCY = "emergency", _("Akut, svar inom 24 timmar")

    class Reason(models.TextChoices):
        CAPACITY = "capacity", _("Det finns ingen plats")
        NOT_ELIGIBLE = "not_eligible", _("Verksamheten vänder sig till andra")
        WRONG_SERVICE = "wrong_service", _("Ett annat stöd passar bättre")
        LANGUAGE_UNAVAILABLE = "language_unavailable", _("Språket finns inte")
        UNABLE_TO_CONTACT = "unable_to_contact", _("Vi nådde inte personen")
        PARTICIPANT_DECLINED = "participant_declined", _("Personen tackade nej")
        NO_LONGER_NEEDED = "no_longer_needed", _("Behövs inte längre")
        MOVED = "moved", _("Personen har flyttat")
        CONSENT_WITHDRAWN = "consent_withdrawn", _("Samtycket är återtaget")
        RECEIVER_UNREACHABLE = "receiver_unreachable", _("Mottagaren går inte att nå")
        SAFETY = "safety_referred_to_emergency", _("Akut: hänvisad till 112 eller akutvård")
        OTHER = "other", _("Annat")

    class Success(models.TextChoices):
        SUCCESSFUL = "successful", _("Ja, stödet gavs")
        PARTLY = "partly", _("Delvis")
        NOT_SUCCESSFUL = "not_successful", _("Nej")

    class Wish(models.TextChoices):
        """What the person would like, as codes: no free text about anyone."""

        WOMEN_GROUP = "women_group", _("Kvinnogrupp")
        GROUP = "group", _("I grupp")
        ONE_TO_ONE = "one_to_one", _("Enskilt")
        CHILDREN_ALONG = "children_along", _("Ta med barn")

    direction = models.CharField(max_length=3, choices=Direction, default=Direction.OUT)
    # Out: who is guided on. In: empty, a held seat names nobody.
    participant = models.ForeignKey(
        Participant, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="referrals")  # the sender, or receiver of IN
    offered_by = models.ForeignKey(
        Communicator, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals"
    )
    matched_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    needs = models.ManyToManyField(Need, related_name="+")
    level = models.PositiveSmallIntegerField(null=True, blank=True, choices=SupportOffer.Level)
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    urgency = models.CharField(max_length=10, choices=Urgency, default=Urgency.NORMAL)
    consent = models.ForeignKey(Consent, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    offer = models.ForeignKey(SupportOffer, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals")
    # Out: the organisation asked. In: the organisation that asks for a seat.
    partner = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="referrals")
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.PROTECT, related_name="held_seats")
    seat_held_until = models.DateField(null=True, blank=True)
    # {"phone", "email", "area", "times": [WeekTime], "wishes": [Wish]}: for sender and receiver, deleted in time.
    contact = EncryptedJSONField(null=True, blank=True)
    status = models.CharField(max_length=16, choices=Status, default=Status.DRAFT)
    held_from = models.CharField(max_length=16, blank=True)  # the state that on_hold returns to
    reason = models.CharField(max_length=30, choices=Reason, blank=True)
    success = models.CharField(max_length=16, choices=Success, blank=True)
    contact_person = models.CharField(max_length=120, blank=True)  # of the receiver
    review_on = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    sent_at = models.DateTimeField(null=True, blank=True)
    answer_due_at = models.DateTimeField(null=True, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    responded_at = models.DateTimeField(null=True, blank=True)
    first_contact_at = models.DateTimeField(null=True, blank=True)
    held_at = models.DateTimeField(null=True, blank=True)
    resumed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancel_acknowledged_at = models.DateTimeField(null=True, blank=True)
    voided_at = models.DateTimeField(null=True, blank=True)
    loop_closed_at = models.DateTimeField(null=True, blank=True)
    participant_informed = models.BooleanField(null=True, blank=True)
    contact_deleted_at = models.DateTimeField(null=True, blank=True)

    objects = ReferralQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["hub", "status"]),
            models.Index(fields=["partner", "status"]),
            models.Index(fields=["status", "sent_at"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(level=None) | Q(level__in=[1, 2, 3, 4]), name="referral_level"),
            one_of("referral_urgency_known", "urgency", "normal urgent emergency"),
            one_of(
                "referral_status_known",
                "status",
                "draft sent received accepted declined in_progress on_hold completed failed cancelled entered_in_error",
            ),
            one_of(
                "referral_reason_known",
                "reason",
                "capacity not_eligible wrong_service language_unavailable unable_to_contact participant_declined "
                "no_longer_needed moved consent_withdrawn receiver_unreachable safety_referred_to_emergency other",
                or_empty=True,
            ),
            one_of("referral_success_known", "success", "successful partly not_successful", or_empty=True),
            models.CheckConstraint(
                condition=Q(direction="in", participant=None) | Q(direction="out", participant__isnull=False),
                name="referral_out_has_participant",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["draft", "cancelled", "entered_in_error"])
                | Q(sent_at__isnull=False, partner__isnull=False),
                name="referral_sent_has_partner",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["declined", "failed", "on_hold", "cancelled"]) | ~Q(reason=""),
                name="referral_reason_given",
            ),
            models.CheckConstraint(
                condition=~Q(status="on_hold") | Q(review_on__isnull=False), name="referral_hold_has_review"
            ),
            models.CheckConstraint(
                condition=~Q(status="completed") | ~Q(success=""), name="referral_completed_has_success"
            ),
            models.CheckConstraint(
                condition=Q(contact=None) | Q(contact_deleted_at=None), name="referral_contact_deleted_is_gone"
            ),
        ]

    def __str__(self):
        return f"{self.direction} {self.status}"

    @property
    def offered_at(self) -> datetime:
        """When the person was first asked: a draft after a no, or after silence, rests on the yes of the one before."""
        return self.replaces.offered_at if self.replaces else self.created_at

    @property
    def end(self):
        """When it ended, whichever way; None while it is open."""
        declined = self.responded_at if self.status == self.Status.DECLINED else None
        return self.ended_at or self.cancelled_at or self.voided_at or declined


class ReferralEvent(models.Model):
    """What happened, in order; never changed (a trigger refuses), but for `message`, which goes with the contact
    details: it may hold what only sender and receiver should know."""

    referral = models.ForeignKey(Referral, on_delete=models.CASCADE, related_name="events")
    at = models.DateTimeField()
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    action = models.CharField(max_length=20)
    from_status = models.CharField(max_length=16, blank=True)
    to_status = models.CharField(max_length=16, blank=True)
    reason = models.CharField(max_length=30, blank=True)
    message = models.CharField(max_length=280, blank=True)  # "another time", no identity number

    objects = ReferralEventQuerySet.as_manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self):
        return f"{self.action} → {self.to_status}"
