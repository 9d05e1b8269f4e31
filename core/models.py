"""Abstract models that every room builds on, and the job a worker carries out."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def one_of(name: str, field: str, values: str, *, or_empty: bool = False) -> models.CheckConstraint:
    """The database takes these values of `field` and no other. `values` are separated by spaces.

    Written out, because a Meta can't see the choices of its model; a test holds the two equal.
    """
    listed = [*values.split(), *([""] if or_empty else [])]
    return models.CheckConstraint(condition=Q(**{f"{field}__in": listed}), name=name)


class Record(models.Model):
    """A row that the outside world knows by an opaque id, never by its number or its order."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        abstract = True


class Job(Record):
    """Work that a page waits for: its state lives here, because a killed worker leaves none behind."""

    class State(models.TextChoices):
        QUEUED = "queued", _("I kö")
        RUNNING = "running", _("Pågår")
        DONE = "done", _("Klart")
        FAILED = "failed", _("Misslyckades")
        CANCELLED = "cancelled", _("Avbrutet")

    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    requested_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.QUEUED)
    step = models.CharField(max_length=60, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    message = models.TextField(blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    cancel_requested = models.BooleanField(default=False)
    heartbeat_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(done__lte=models.F("total")), name="job_done_within_total"),
            models.CheckConstraint(
                condition=Q(state__in=["queued", "running"], finished_at=None)
                | Q(state__in=["done", "failed", "cancelled"], finished_at__isnull=False),
                name="job_finished_has_time",
            ),
        ]
        indexes = [models.Index(fields=["state", "heartbeat_at"])]

    def __str__(self):
        return f"{self.kind} {self.state}"


class StatementPart(models.Model):
    """One part of the accessibility statement as this site's administrator wrote it, in one language."""

    part = models.CharField(max_length=20)
    language = models.CharField(max_length=8)
    text = models.TextField()
    updated_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["part", "language"], name="statement_part_once")]

    def __str__(self):
        return f"{self.part} {self.language}"
