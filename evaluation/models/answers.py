"""What was answered, on whose yes, and the slip that opened it. No page shows an answer: they leave by releases."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from circles.models import Enrolment
from core.fields import EncryptedJSONField
from core.models import Record, one_of
from evaluation.models.study import Notice, Wave
from evaluation.querysets import AnswerSlipQuerySet, ResponseQuerySet, StudyConsentQuerySet, TalkRequestQuerySet
from participants.models import Participant


class Channel(models.TextChoices):
    KIOSK = "kiosk", _("Surfplatta")
    PAPER = "paper", _("Papper")


class StudyConsent(Record):
    """A yes to one study, as the notice's version told it. Apart from every other consent, and no condition for it."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="study_consents")
    notice = models.ForeignKey(Notice, on_delete=models.PROTECT, related_name="consents")
    language = models.CharField(max_length=8)  # in which it was told: one of the eight
    given = models.CharField(max_length=8, choices=Channel)
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = StudyConsentQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("study_consent_language_known", "language", "sv en ar prs so ti ps uk"),
            one_of("study_consent_given_known", "given", "kiosk paper"),
            models.UniqueConstraint(
                fields=["participant", "notice"], condition=Q(withdrawn_at=None), name="study_consent_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=models.F("given_at")),
                name="study_consent_withdrawn_after_given",
            ),
        ]

    def __str__(self):
        return str(self.public_id)


class AnswerSlip(models.Model):
    """Opens the questions of one wave for one card, once. The code is on the paper and nowhere else."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="answer_slips")
    wave = models.ForeignKey(Wave, on_delete=models.CASCADE, related_name="slips")
    code_hash = models.CharField(max_length=64, unique=True)  # keyed: eight signs alone could be tried out
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)
    used_at = models.DateTimeField(null=True, blank=True)  # the same for a yes and a no: nobody sees which
    used_op = models.UUIDField(null=True, blank=True)  # the tablet's number of the sending: once, however often sent

    objects = AnswerSlipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["enrolment", "wave"], condition=Q(used_at=None), name="answer_slip_one_unused"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=models.F("made_at")), name="answer_slip_expires_after_made"
            ),
        ]

    def __str__(self):
        return f"{self.enrolment_id} {self.wave_id}"


class Response(models.Model):
    """One instrument's answers from one seat at one wave: {"items": […]}, None where skipped, or {"total": n}."""

    consent = models.ForeignKey(StudyConsent, on_delete=models.CASCADE, related_name="responses")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="responses")
    wave = models.ForeignKey(Wave, on_delete=models.PROTECT, related_name="responses")
    instrument = models.CharField(max_length=40)  # a key of the shelf
    answers = EncryptedJSONField()
    channel = models.CharField(max_length=8, choices=Channel)
    given_on = models.DateField()
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = ResponseQuerySet.as_manager()

    class Meta:
        constraints = [
            one_of("response_channel_known", "channel", "kiosk paper"),
            models.UniqueConstraint(fields=["enrolment", "wave", "instrument"], name="response_once"),
        ]

    def __str__(self):
        return f"{self.wave_id} {self.instrument}"


class TalkRequest(Record):
    """Somebody wants to talk to the coordinator: which card, and nothing about what."""

    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="talk_requests")
    asked_at = models.DateTimeField()
    taken_at = models.DateTimeField(null=True, blank=True)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = TalkRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["enrolment"], condition=Q(taken_at=None), name="talk_request_one_open"),
        ]

    def __str__(self):
        return str(self.public_id)
