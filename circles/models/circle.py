"""A circle and who leads it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from circles.querysets import CircleLeaderQuerySet, CircleQuerySet
from circles.rules.planning import Spot
from communicators.models import Communicator
from core.fields import EncryptedTextField
from core.models import Record, one_of
from core.search import folded
from materials.models import Programme
from organisations.models import Hub, Language, Municipality, Organisation, Project


class Circle(Record):
    class Status(models.TextChoices):
        DRAFT = "draft", _("Utkast")
        AWAITING_APPROVAL = "awaiting_approval", _("Väntar på godkännande")
        PLANNED = "planned", _("Planerad")
        RUNNING = "running", _("Pågår")
        ENDED = "ended", _("Avslutad")
        SIGNED = "signed", _("Signerad")
        CHECKED = "checked", _("Kontrollerad")
        ARCHIVED = "archived", _("Arkiverad")
        CANCELLED = "cancelled", _("Inställd")

    CLOSED = (Status.CHECKED, Status.ARCHIVED)
    LOCKED = (Status.SIGNED, *CLOSED)  # the list stands: a mark is corrected in a version with a reason
    OVER = (*LOCKED, Status.CANCELLED)

    title = models.CharField(_("Titel"), max_length=80)  # neutral wherever it can be seen
    programme = models.ForeignKey(Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="circles")
    hub = models.ForeignKey(Hub, on_delete=models.PROTECT, related_name="circles")
    municipality = models.ForeignKey(Municipality, on_delete=models.PROTECT, related_name="+")
    language = models.ForeignKey(Language, on_delete=models.PROTECT, related_name="+")
    association = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="circles"
    )
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="circles")
    status = models.CharField(max_length=20, choices=Status, default=Status.DRAFT)
    place = models.CharField(_("Plats"), max_length=120, blank=True)
    room = models.CharField(_("Rum och våning"), max_length=120, blank=True)
    door_code = EncryptedTextField(_("Dörrkod"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(_("Platser"), default=15)
    work_plan = models.TextField(_("Arbetsplan"), blank=True)  # what the circle is about; nothing of persons
    work_plan_at = models.DateTimeField(null=True, blank=True)  # when the plan was there: before the first meeting
    closed_at = models.DateTimeField(null=True, blank=True)  # when it became checked
    is_imported = models.BooleanField(default=False)
    leaders = models.ManyToManyField(Communicator, through="CircleLeader", related_name="circles")
    search_text = models.TextField(blank=True, editable=False)

    objects = CircleQuerySet.as_manager()

    class Meta:
        ordering = ["title"]
        indexes = [models.Index(fields=["hub", "status"]), models.Index(fields=["status", "closed_at"])]
        constraints = [
            one_of(
                "circle_status_known",
                "status",
                "draft awaiting_approval planned running ended signed checked archived cancelled",
            ),
            models.CheckConstraint(condition=Q(capacity__gte=1, capacity__lte=60), name="circle_capacity"),
            models.CheckConstraint(
                condition=Q(status__in=["checked", "archived"], closed_at__isnull=False)
                | (~Q(status__in=["checked", "archived"]) & Q(closed_at=None)),
                name="circle_closed_has_time",
            ),
        ]

    def __str__(self):
        return self.title

    def spot_of(self, place: str) -> Spot:
        """Where a meeting with `place` of its own is; at the circle's where it has none."""
        return Spot(self.municipality_id or "", place or self.place)

    def save(self, **kwargs):
        self.search_text = folded(self.title)
        super().save(**kwargs)


class CircleLeader(models.Model):
    class Part(models.TextChoices):
        LEADER = "leader", _("Ledare")
        CO_LEADER = "co_leader", _("Medledare")
        SUBSTITUTE = "substitute", _("Vikarie")

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="leader_links")
    communicator = models.ForeignKey(Communicator, on_delete=models.PROTECT, related_name="circle_links")
    part = models.CharField(max_length=12, choices=Part, default=Part.LEADER)
    until = models.DateField(null=True, blank=True)  # of a substitute: the last day she needs the circle
    ended_on = models.DateField(null=True, blank=True)

    objects = CircleLeaderQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("circle_leader_part_known", "part", "leader co_leader substitute"),
            models.UniqueConstraint(
                fields=["circle", "communicator"], condition=Q(ended_on=None), name="circle_leader_once"
            ),
        ]

    def __str__(self):
        return f"{self.circle_id} {self.communicator_id}"
