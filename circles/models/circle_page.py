"""A circle's page for participants, and the slips they answer with."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from circles.models.circle import Circle
from circles.models.enrolment import Enrolment
from circles.querysets import CirclePageQuerySet, SlipQuerySet
from core.fields import EncryptedTextField
from core.models import Record


class CirclePage(Record):
    """What participants read without an account, behind a link that can't be guessed.

    The leader prints the link again and again, so it is kept, encrypted; a visitor's is looked up by its hash.
    """

    circle = models.OneToOneField(Circle, on_delete=models.CASCADE, related_name="page")
    link = EncryptedTextField()
    link_hash = models.CharField(max_length=64, unique=True)
    linked_at = models.DateTimeField()  # when this link was made: an older one is dead
    closed_at = models.DateTimeField(null=True, blank=True)
    shows_themes = models.BooleanField(_("Visa vad varje träff handlar om"), default=False)
    has_childcare = models.BooleanField(_("Barnpassning medan vi träffas"), default=False)
    has_coffee = models.BooleanField(_("Kaffe och te"), default=False)
    is_step_free = models.BooleanField(_("Det går att komma in utan trappor"), default=False)
    # In Swedish, and in the circle's own language by a leader who writes it.
    way = models.TextField(_("Så hittar man hit, på svenska"), max_length=400, blank=True)
    way_own = models.TextField(max_length=400, blank=True)
    expect = models.TextField(_("Så går det till, på svenska"), max_length=400, blank=True)
    expect_own = models.TextField(max_length=400, blank=True)

    objects = CirclePageQuerySet.as_manager()

    def __str__(self):
        return str(self.public_id)


class Slip(models.Model):
    """One answer about one meeting, for one card. The code is on the paper and nowhere else."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="slips")
    code_hash = models.CharField(max_length=64, unique=True)  # keyed: eight signs alone could be tried out
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)  # what was answered is not kept here

    objects = SlipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment"], condition=Q(used_at=None), name="slip_one_unused"),
            models.CheckConstraint(condition=Q(expires_at__gt=models.F("made_at")), name="slip_expires_after_made"),
        ]

    def __str__(self):
        return f"{self.enrolment_id} {self.made_at:%Y-%m-%d}"
