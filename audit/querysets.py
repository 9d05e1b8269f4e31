"""Reads of the log."""

from datetime import datetime

from django.db import models
from django.db.models import Q


class AuditEventQuerySet(models.QuerySet):
    def older_than(self, at: datetime, number: int):
        """What follows this event on a page that runs backwards: keyset paging, which no new event shifts."""
        return self.filter(Q(at__lt=at) | Q(id__lt=number), at__lte=at)

    def about(self, subject: str):
        """Everything done to or read of one thing, by its public id."""
        return self.filter(subject=subject)
