"""The list of a circle as it was when somebody stood for it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from circles.models.circle import Circle
from core.models import Record, one_of


class ListVersion(Record):
    """Version 1 is the signed list; every correction of a signed list is a further version with its reason.

    `totals` are counts and hours, nothing of a person: what the list added up to then.
    """

    class Kind(models.TextChoices):
        SIGNED = "signed", _("Signerad")
        CORRECTED = "corrected", _("Rättad")
        REOPENED = "reopened", _("Öppnad igen")
        CHECKED = "checked", _("Kontrollerad")

    class Reason(models.TextChoices):
        """Why a signed list is opened again, or was corrected."""

        HOURS_DIFFER = "hours_differ", _("Timmarna stämmer inte med e-listan")
        PEOPLE_DIFFER = "people_differ", _("Antalet deltagare stämmer inte med e-listan")
        SESSION_MISSING = "session_missing", _("En träff saknas eller är för mycket")
        WRONG_CARD = "wrong_card", _("Fel kort markerades")
        CAME_LATE = "came_late", _("Personen kom senare")
        PAPER_SAYS = "paper_says", _("Papperslistan säger något annat")
        OTHER = "other", _("Något annat")

    circle = models.ForeignKey(Circle, on_delete=models.CASCADE, related_name="list_versions")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10, choices=Kind)
    reason = models.CharField(max_length=20, choices=Reason, blank=True)
    totals = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            one_of("list_version_kind_known", "kind", "signed corrected reopened checked"),
            one_of(
                "list_version_reason_known",
                "reason",
                "hours_differ people_differ session_missing wrong_card came_late paper_says other",
                or_empty=True,
            ),
            models.UniqueConstraint(fields=["circle", "number"], name="list_version_once"),
            models.CheckConstraint(
                condition=~models.Q(reason="") | models.Q(kind__in=["signed", "checked"]),
                name="list_version_change_has_reason",
            ),
        ]

    def __str__(self):
        return f"{self.circle_id} {self.number}"
