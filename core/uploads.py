"""Uploaded files live in memory and end there: none is written to a disk, not even for a moment.

Django's own handlers put a large file into a temporary one, which outlives a killed process. This one lets go of
what is beyond the limit of a request and goes on counting: a form can still say how large the file was. It adds up
the SHA-256 of everything, for those who only compare.
"""

from hashlib import sha256
from io import BytesIO

from django.conf import settings
from django.core.files.uploadedfile import InMemoryUploadedFile
from django.core.files.uploadhandler import FileUploadHandler


class NeverOnDisk(FileUploadHandler):
    """`size` and `sha256` of its files are true; the content is empty where the request was beyond the limit."""

    received = 0  # bytes of all files of the request so far

    def new_file(self, *args, **kwargs):
        super().new_file(*args, **kwargs)
        self.kept, self.hashed = BytesIO(), sha256()

    def receive_data_chunk(self, raw_data, start):
        self.hashed.update(raw_data)
        self.received += len(raw_data)
        if self.received <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE:
            self.kept.write(raw_data)

    def file_complete(self, file_size) -> InMemoryUploadedFile:
        kept = self.kept if self.received <= settings.FILE_UPLOAD_MAX_MEMORY_SIZE else BytesIO()
        kept.seek(0)
        file = InMemoryUploadedFile(
            kept, self.field_name, self.file_name, self.content_type, file_size, self.charset, self.content_type_extra
        )
        file.sha256 = self.hashed.hexdigest()
        return file
