"""What a leader thinks after a meeting: hers, and the supervisor's she shares it with."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from circles.models.session import Session
from circles.querysets import ReflectionQuerySet
from core.fields import EncryptedTextField
from core.models import Record


class Reflection(Record):
    """Encrypted at rest. Neither a co-leader nor a coordinator reads it."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="reflections")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="reflections")
    text = EncryptedTextField()
    shared_with = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    shared_at = models.DateTimeField(null=True, blank=True)

    objects = ReflectionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["session", "author"], name="reflection_once"),
            models.CheckConstraint(
                condition=Q(shared_with=None) | Q(shared_at__isnull=False), name="reflection_shared_has_time"
            ),
        ]

    def __str__(self):
        return str(self.public_id)
