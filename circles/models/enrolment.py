"""A person's seat in a circle."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from circles.models.circle import Circle
from circles.querysets import SEATED, EnrolmentQuerySet
from core.models import Record, one_of
from participants.models import Participant


class Enrolment(Record):
    class Status(models.TextChoices):
        INVITED = "invited", _("Inbjuden")
        ACCEPTED = "accepted", _("Har tackat ja")
        WAITING = "waiting", _("Väntar på plats")
        ACTIVE = "active", _("Med")
        PAUSED = "paused", _("Pausad")
        COMPLETED = "completed", _("Har gått klart")
        LEFT = "left", _("Har slutat")
        NEVER_CAME = "never_came", _("Kom aldrig")

    class LeaveReason(models.TextChoices):
        WORK_OR_STUDIES = "work_or_studies", _("Arbete eller studier")
        MOVED = "moved", _("Har flyttat")
        TIME_OR_PLACE = "time_or_place", _("Tiden eller platsen passar inte")
        HEALTH = "health", _("Hälsa")
        CHILDCARE = "childcare", _("Barnpassning")
        OTHER_CIRCLE = "other_circle", _("Annan cirkel")
        DID_NOT_FIT = "did_not_fit", _("Cirkeln passade inte")
        NOT_SAID = "not_said", _("Inte sagt")

    # On the register: those who can be expected in the room.
    EXPECTED = (Status.ACCEPTED, Status.ACTIVE, Status.COMPLETED)

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="enrolments")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, related_name="enrolments")
    status = models.CharField(max_length=12, choices=Status, default=Status.ACTIVE)
    enrolled_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True, blank=True)  # its place in the queue; anew when an offer lapsed
    offer_until = models.DateTimeField(null=True, blank=True)  # a seat is offered, and held until then
    # Who has no number with the association, or wants it so, comes like anybody and is left out of the grant figures.
    in_grant_figures = models.BooleanField(default=True)
    left_at = models.DateTimeField(null=True, blank=True)
    leave_reason = models.CharField(max_length=20, choices=LeaveReason, blank=True)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of(
                "enrolment_status_known",
                "status",
                "invited accepted waiting active paused completed left never_came",
            ),
            one_of(
                "enrolment_leave_reason_known",
                "leave_reason",
                "work_or_studies moved time_or_place health childcare other_circle did_not_fit not_said",
                or_empty=True,
            ),
            models.UniqueConstraint(fields=["circle", "participant"], name="enrolment_once"),
            models.CheckConstraint(
                condition=Q(offer_until=None) | Q(status="invited"), name="enrolment_only_invited_has_offer"
            ),
            models.CheckConstraint(
                condition=Q(status="left", left_at__isnull=False) & ~Q(leave_reason="")
                | ~Q(status="left") & Q(leave_reason=""),
                name="enrolment_left_has_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["participant", "status"]),
            models.Index(fields=["offer_until"], condition=Q(offer_until__isnull=False), name="enrolment_offers"),
        ]

    @property
    def offer_last_day(self):
        """The last day to answer on: an offer ends with its day."""
        return timezone.localdate(self.offer_until - timedelta(minutes=1)) if self.offer_until else None

    def has_seat_at(self, moment) -> bool:
        """Whether the person has a seat, or an offer of one that may still be answered."""
        return self.status in SEATED and not (self.offer_until and self.offer_until < moment)

    def __str__(self):
        return f"{self.circle_id} {self.participant_id}"
