"""A file locked for one recipient's public key (age, X25519): nobody here can open it afterwards, nor a backup."""

import re

import pyrage

PUBLIC = re.compile(r"age1[02-9ac-hj-np-z]{58}")
SECRET = re.compile(r"AGE-SECRET-KEY-", re.IGNORECASE)


class BadKey(ValueError):
    """No public key of age. `is_secret`: it is the other half, which belongs to nobody but its owner."""

    def __init__(self, *, is_secret: bool):
        super().__init__("secret key" if is_secret else "no public key")
        self.is_secret = is_secret


def public_key(text: str) -> str:
    """The key as it is to be kept. Raises BadKey."""
    key = text.strip()
    if SECRET.search(key):
        raise BadKey(is_secret=True)
    try:
        if not PUBLIC.fullmatch(key):
            raise BadKey(is_secret=False)
        pyrage.x25519.Recipient.from_str(key)
    except pyrage.RecipientError as error:
        raise BadKey(is_secret=False) from error
    return key


def locked(content: bytes, key: str) -> bytes:
    """Each time other bytes: the file's own key is drawn anew."""
    return pyrage.encrypt(content, [pyrage.x25519.Recipient.from_str(key)])
