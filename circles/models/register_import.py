"""Attendance lists read in: what is remembered, what waits, and keys until they are fetched."""

from django.conf import settings
from django.db import models

from circles.models.circle import Circle
from communicators.models import Communicator
from core.fields import EncryptedTextField
from core.models import Record


class ImportBatch(Record):
    """An import of attendance lists. Remembers the file by a keyed fingerprint, never by content."""

    fingerprint = models.CharField(max_length=64, unique=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    counts = models.JSONField(default=dict)
    circles = models.ManyToManyField(Circle, blank=True, related_name="imports")

    def __str__(self):
        return str(self.public_id)


class ImportDraft(Record):
    """What a list said, between the dry run and the yes. Sealed with a key that is only in one browser's cookie,
    and swept away when its half hour is over."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    fingerprint = models.CharField(max_length=64)
    sealed = EncryptedTextField()  # base64 of what is sealed already
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return str(self.public_id)


class ImportKey(Record):
    """Who has which card, for one leader: an Excel file under the importer's passphrase, which is kept nowhere.

    It lies here until the importer says it is saved, and is then deleted.
    """

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="keys")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    leader = models.ForeignKey(Communicator, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cards = models.PositiveSmallIntegerField()
    fetched_at = models.DateTimeField(null=True, blank=True)  # last; it can't be saved before
    sealed = EncryptedTextField()  # base64 of what is sealed already

    def __str__(self):
        return str(self.public_id)
