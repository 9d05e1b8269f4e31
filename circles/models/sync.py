"""What phones have sent: each operation once, with its answer."""

from django.conf import settings
from django.db import models


class SyncOperation(models.Model):
    """An operation of a phone's queue that has been answered: sent again, it gets the same answer and does nothing.

    Written in the same transaction as the mark it set. Swept away after circles.rules.sync.KEPT.
    """

    operation = models.UUIDField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    body_hash = models.CharField(max_length=64)
    result = models.JSONField()
    at = models.DateTimeField(db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "operation"], name="sync_operation_once")]

    def __str__(self):
        return str(self.operation)
