"""A leader's secret calendar address."""

from django.db import models
from django.db.models import Q

from communicators.models import Communicator
from core.models import Record


class CalendarFeed(Record):
    """A secret address of a leader's calendar. Only the token's hash is kept."""

    communicator = models.ForeignKey(Communicator, on_delete=models.CASCADE, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["communicator"], condition=Q(revoked_at=None), name="calendar_feed_one_open"
            )
        ]

    def __str__(self):
        return str(self.public_id)
