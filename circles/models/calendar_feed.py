"""A secret calendar address: of a person's own meetings, of a circle, or of a hub."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from circles.models.circle import Circle
from circles.querysets import CalendarFeedQuerySet
from core.models import Record
from organisations.models import Hub


class CalendarFeed(Record):
    """The address is its owner's, and closes with what the owner may see. Only the token's hash is kept."""

    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar_feeds")
    hub = models.ForeignKey(Hub, null=True, blank=True, on_delete=models.CASCADE, related_name="calendar_feeds")
    token_hash = models.CharField(max_length=64, unique=True)
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_read_at = models.DateTimeField(null=True, blank=True)

    objects = CalendarFeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(circle=None) | Q(hub=None), name="calendar_feed_one_scope"),
            models.UniqueConstraint(
                fields=["owner"], condition=Q(revoked_at=None, circle=None, hub=None), name="calendar_feed_one_own"
            ),
            models.UniqueConstraint(
                fields=["owner", "circle"],
                condition=Q(revoked_at=None, circle__isnull=False),
                name="calendar_feed_one_of_circle",
            ),
            models.UniqueConstraint(
                fields=["owner", "hub"],
                condition=Q(revoked_at=None, hub__isnull=False),
                name="calendar_feed_one_of_hub",
            ),
        ]

    def __str__(self):
        return str(self.public_id)
