"""What leaves the house: frozen batches of closed circles, and the ledger of releases made of them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from circles.models import Circle
from core.models import Job, Record
from evaluation.models import Study


class Batch(Record):
    """A disjoint, global cohort of closed circles: fixed before any study asks, the same for every recipient."""

    number = models.PositiveIntegerField(unique=True)
    period = models.CharField(max_length=6)  # the half-year in which it was fixed: 2026H1
    fixed_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]

    def __str__(self):
        return f"{self.period}-{self.number:02}"


class BatchCircle(models.Model):
    """A circle enters one batch, once."""

    batch = models.ForeignKey(Batch, on_delete=models.PROTECT, related_name="circle_links")
    circle = models.OneToOneField(Circle, on_delete=models.PROTECT, related_name="batch_link")

    def __str__(self):
        return f"{self.batch_id} {self.circle_id}"


class Release(Record):
    class Profile(models.TextChoices):
        RX = "rx", _("Pseudonymiserat forskningsuttag")
        SF = "sf", _("Anonymiserade forskningsfiler")
        PT = "pt", _("Öppna tabeller")

    class Status(models.TextChoices):
        REQUESTED = "requested", _("Begärd")
        PREVIEWED = "previewed", _("Förhandsgranskad")
        APPROVED = "approved", _("Godkänd")
        BUILDING = "building", _("Görs klar")
        READY = "ready", _("Klar")
        REFUSED = "refused", _("Nekad")
        SUPERSEDED = "superseded", _("Ersatt")
        WITHDRAWN = "withdrawn", _("Återkallad")

    study = models.ForeignKey(Study, on_delete=models.PROTECT, related_name="releases")
    batch = models.ForeignKey(Batch, null=True, on_delete=models.PROTECT, related_name="releases")
    profile = models.CharField(max_length=2, choices=Profile, default=Profile.SF)
    code = models.CharField(max_length=40, unique=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.REQUESTED)
    refusal = models.JSONField(default=dict, blank=True)  # {"rule", facts}, rounded
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    job = models.ForeignKey(Job, null=True, on_delete=models.SET_NULL, related_name="+")
    file = models.CharField(max_length=200, blank=True)  # name in the file storage
    size = models.PositiveBigIntegerField(default=0)  # bytes
    sha256 = models.CharField(max_length=64, blank=True)
    receipt = models.JSONField(default=list, blank=True)
    built_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="ready") | ~Q(sha256="") & ~Q(file="") & Q(built_at__isnull=False),
                name="release_ready_has_file",
            ),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=models.F("requested_by")),
                name="release_not_approved_by_requester",
            ),
        ]

    def __str__(self):
        return self.code
