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

    code = models.SlugField(_("Kod"), unique=True, max_length=20)
    title = models.CharField(_("Titel"), max_length=160)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="studies")
    principal = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    purpose = models.TextField(_("Syfte"))
    mode = models.CharField(max_length=10, choices=Mode, default=Mode.FOLLOW_UP)
    ethics_reference = models.CharField(_("Diarienummer"), max_length=40, blank=True)
    agreement = models.CharField(_("Avtal om uppgifterna"), max_length=60, blank=True)  # its reference, no text of it
    dpia_reference = models.CharField(_("Konsekvensbedömning"), max_length=60, blank=True)
    licence_reference = models.CharField(_("Licens för instrument"), max_length=60, blank=True)
    licensed = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")  # who may type totals
    programmes = models.ManyToManyField(Programme, related_name="+")
    hubs = models.ManyToManyField(Hub, blank=True, related_name="+")  # empty: all
    starts_on = models.DateField(_("Från"))
    ends_on = models.DateField(_("Till"))
    destroy_by = models.DateField(_("Mottagaren förstör allt senast"))

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

    @property
    def notice(self) -> "Notice | None":
        """The version that people are told now."""
        return self.notices.order_by("-version").first()


class Notice(Record):
    """What people are told before they say yes, and who may have the answers. Never changed: a new one is written."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="notices")
    version = models.PositiveSmallIntegerField()
    recipients = models.ManyToManyField(Organisation, related_name="+")
    texts = models.JSONField()  # by language code; Swedish and English always

    class Meta:
        ordering = ["study", "-version"]
        constraints = [models.UniqueConstraint(fields=["study", "version"], name="notice_version_once")]

    def __str__(self):
        return f"{self.study_id} v{self.version}"


class Asked(models.Model):
    """An instrument of the study, asked at each of its waves: `instrument` is a key of the shelf, "who5-1"."""

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="asked")
    instrument = models.CharField(max_length=40)
    place = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["study", "instrument"], name="asked_once")]

    def __str__(self):
        return self.instrument


class Wave(Record):
    """When the study asks."""

    class Point(models.TextChoices):
        BEFORE = "before", _("Före cirkeln")
        AFTER = "after", _("Efter cirkeln")
        THREE_MONTHS = "three_months", _("Tre månader efter")

    study = models.ForeignKey(Study, on_delete=models.CASCADE, related_name="waves")
    point = models.CharField(max_length=12, choices=Point)

    class Meta:
        constraints = [
            one_of("wave_point_known", "point", "before after three_months"),
            models.UniqueConstraint(fields=["study", "point"], name="wave_once"),
        ]

    def __str__(self):
        return f"{self.study_id} {self.point}"
