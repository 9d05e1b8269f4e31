"""A substitute's card for one evening, opened by a link that dies at midnight."""

from django.db import models

from circles.models.session import Session
from core.models import Record


class TonightLink(Record):
    """Only the token's hash is kept. The link opens a page without a sign-in and can do nothing."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="tonight_links")
    token_hash = models.CharField(max_length=64, unique=True)
    expires_at = models.DateTimeField()  # midnight after the session
    revoked_at = models.DateTimeField(null=True, blank=True)
    last_opened_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return str(self.public_id)
