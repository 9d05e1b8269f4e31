"""Fields that are ciphertext in the database."""

import json
from base64 import urlsafe_b64encode
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import models


@lru_cache(maxsize=4)
def _cipher(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_fernet_key(key)) for key in keys])


def _fernet_key(secret: str) -> bytes:
    derived = HKDF(hashes.SHA256(), length=32, salt=None, info=b"ringar field").derive(secret.encode())
    return urlsafe_b64encode(derived)


def encrypt(data: bytes) -> bytes:
    return _cipher(tuple(settings.RINGAR_FIELD_KEYS)).encrypt(data)


def decrypt(token: bytes) -> bytes:
    """Raises cryptography.fernet.InvalidToken when no key of the installation fits."""
    return _cipher(tuple(settings.RINGAR_FIELD_KEYS)).decrypt(token)


class EncryptedJSONField(models.TextField):
    """A JSON value that only the application can read. Only `isnull` means anything in a query."""

    def get_prep_value(self, value):
        return None if value is None else encrypt(json.dumps(value, ensure_ascii=False).encode()).decode()

    def from_db_value(self, value, expression, connection):
        if value is None:
            return None
        try:
            return json.loads(decrypt(value.encode()))
        except InvalidToken as error:
            raise ValueError("No key in RINGAR_FIELD_KEYS opens this value.") from error


class EncryptedTextField(EncryptedJSONField):
    """Short text under the same encryption."""
