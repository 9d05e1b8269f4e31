"""Who came: marks and what they were before."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from circles.models.enrolment import Enrolment
from circles.models.session import Session
from core.models import one_of


class AttendanceStatus(models.TextChoices):
    PRESENT = "present", _("Här")
    PART = "part", _("En stund")
    NOTIFIED = "notified", _("Har meddelat")
    ABSENT = "absent", _("Inte här")
    NOT_RECORDED = "not_recorded", _("Ej markerad")


ATTENDED = (AttendanceStatus.PRESENT, AttendanceStatus.PART)


class Attendance(models.Model):
    """One person's mark at one session. No row, or NOT_RECORDED after an undo, is never the same as absent."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendances")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="attendances")
    status = models.CharField(max_length=12, choices=AttendanceStatus)
    version = models.PositiveIntegerField(default=1)
    # The session's register_version as it became with this mark: what a waiting page asks "since" with.
    register_version = models.PositiveIntegerField(default=0)
    marked_at = models.DateTimeField()
    marked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "enrolment"], name="attendance_once"),
            models.CheckConstraint(condition=Q(status__in=AttendanceStatus.values), name="attendance_status_known"),
        ]
        indexes = [models.Index(fields=["enrolment", "session"])]

    def __str__(self):
        return f"{self.session_id} {self.enrolment_id} {self.status}"


class AttendanceChange(models.Model):
    """What a mark was before: late marks and corrections keep their history, undo reads it."""

    class Reason(models.TextChoices):
        """Why a mark changed after the list was signed."""

        WRONG_CARD = "wrong_card", _("Fel kort markerades")
        CAME_LATE = "came_late", _("Personen kom senare")
        PAPER_SAYS = "paper_says", _("Papperslistan säger något annat")
        OTHER = "other", _("Något annat")

    attendance = models.ForeignKey(Attendance, on_delete=models.CASCADE, related_name="changes")
    before = models.CharField(max_length=12, choices=AttendanceStatus)
    after = models.CharField(max_length=12, choices=AttendanceStatus)
    batch = models.UUIDField(null=True)  # marks set by one press are undone by one press
    reason = models.CharField(max_length=12, choices=Reason, blank=True)
    at = models.DateTimeField()
    phone_at = models.DateTimeField(null=True)  # what the phone's clock said: information, it decides nothing
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            one_of("attendance_change_before_known", "before", "present part notified absent not_recorded"),
            one_of("attendance_change_after_known", "after", "present part notified absent not_recorded"),
            one_of(
                "attendance_change_reason_known",
                "reason",
                "wrong_card came_late paper_says other",
                or_empty=True,
            ),
        ]
        indexes = [models.Index(fields=["attendance", "at"]), models.Index(fields=["batch"])]

    def __str__(self):
        return f"{self.before} → {self.after}"
