"""Append-only: who did what to which thing, without a name and without a value."""

from django.db import models

from audit.querysets import AuditEventQuerySet


class AuditEvent(models.Model):
    """One act or one reading. Database triggers refuse UPDATE and DELETE.

    Actor and subject are opaque ids and no foreign keys, so that erasing a person leaves no trace of them here and
    the event outlives what it speaks of.
    """

    at = models.DateTimeField(db_index=True)
    actor = models.CharField(max_length=40, blank=True)  # public id of a user; "console"; "ringar"; "" is nobody
    role = models.CharField(max_length=20, blank=True)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60)
    subject = models.CharField(max_length=40, blank=True)
    # Codes and counts only, never a value that a person could be read from.
    facts = models.JSONField(default=dict)

    objects = AuditEventQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["subject_type", "subject", "at"]),
            models.Index(fields=["actor", "at"]),
            models.Index(fields=["verb", "at"]),
        ]

    def __str__(self):
        return f"{self.verb} {self.subject_type} {self.subject}"
