"""What is asked, by whom, and for what: a study names its recipient, purpose, population and end."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.models import Record, one_of
from evaluation.querysets import StudyQuerySet
from materials.models import Programme
from organisations.models import Hub, Organisation


class Study(Record):
    class Mode(models.TextChoices):
        FOLLOW_UP = "follow_up", _("Anonym uppföljning i grupp")
        ETHICS = "ethics", _("Etikprövad studie")

    code = models.SlugField(unique=True, max_length=20)
    title = models.CharField(_("Titel"), max_length=160)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="studies")
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    purpose = models.TextField(_("Syfte"))
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.FOLLOW_UP)
    ethics_reference = models.CharField(_("Diarienummer"), max_length=40, blank=True)
    programmes = models.ManyToManyField(Programme, related_name="+")
    hubs = models.ManyToManyField(Hub, blank=True, related_name="+")  # empty: all
    starts_on = models.DateField()
    ends_on = models.DateField()
    destroy_by = models.DateField()

    objects = StudyQuerySet.as_manager()

    class Meta:
        ordering = ["code"]
        constraints = [
            one_of("study_mode_known", "mode", "follow_up ethics"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=models.F("starts_on"), destroy_by__gte=models.F("ends_on")),
                name="study_dates_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(mode="ethics") | ~Q(ethics_reference=""), name="study_ethics_has_reference"
            ),
        ]

    def __str__(self):
        return self.code
