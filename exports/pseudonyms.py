"""Pseudonyms of a research extract: HMAC-SHA-256 under a key for each study *and* recipient.

The key is a file beside the database and never in it, so that neither a backup of the database nor two universities
together can tell who is who. It is made at the first extract and destroyed when the study is closed.
"""

import hmac
import os
import secrets
from base64 import b32encode
from hashlib import sha256
from pathlib import Path

from django.conf import settings

KEY_BYTES = 32
_KEPT = 10  # bytes of the HMAC: 80 bits, 16 letters


class KeyLost(Exception):
    """The study's key was made once and its file is gone, or is another one: former deliveries can't be continued."""


def path_of(study, recipient) -> Path:
    return Path(settings.RINGAR_STUDY_KEYS) / f"{study.public_id}.{recipient.public_id}"


def make_key(study, recipient) -> bytes:
    """The key in its file, made now unless another worker was faster."""
    path = path_of(study, recipient)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    return path.read_bytes()


def known_key(study, recipient, fingerprint: str) -> bytes:
    """The key that was made before. Raises KeyLost."""
    try:
        key = path_of(study, recipient).read_bytes()
    except FileNotFoundError as error:
        raise KeyLost from error
    if fingerprint_of(key) != fingerprint:
        raise KeyLost
    return key


def destroy_key(study, recipient) -> bool:
    """Write over the file and remove it. False when there was none."""
    path = path_of(study, recipient)
    try:
        with path.open("r+b") as file:
            file.write(secrets.token_bytes(max(path.stat().st_size, KEY_BYTES)))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return False
    return True


def fingerprint_of(key: bytes) -> str:
    """Says which key it is, and nothing that the key would have to be kept for."""
    return hmac.new(key, b"fingerprint", sha256).hexdigest()


def pseudonym(key: bytes, kind: str, public_id) -> str:
    """ "p4kzq…" for a person, "c…" a circle, "l…" a leader: the same for as long as the key lives."""
    digest = hmac.new(key, f"{kind}:{public_id}".encode(), sha256).digest()
    return kind + b32encode(digest[:_KEPT]).decode().lower()
