"""What waits between the dry run and the yes: sealed with a key that only one browser holds.

The server keeps the ciphertext and not the key, the browser the key and not the ciphertext. JSON and never pickle:
what comes back is built from the few types listed here.
"""

import base64
import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, time
from enum import StrEnum

from cryptography.fernet import Fernet, InvalidToken

from circles.register_import.key import Key, KeyEntry
from circles.rules.register import Mark
from circles.rules.register_reading.reading import (
    CircleRead,
    MarkRead,
    PersonRead,
    Reading,
    SessionRead,
    Understood,
)
from circles.rules.register_reading.remarks import Place, Remark, Weight
from circles.rules.verdict import Reason

TYPES = {
    kind.__name__: kind
    for kind in (
        CircleRead, Key, KeyEntry, MarkRead, PersonRead, Place, Reading, Reason, Remark, SessionRead, Understood,
    )
}  # fmt: skip
SCALARS: dict[str, Callable] = {
    "date": date.fromisoformat,
    "time": time.fromisoformat,
    "Mark": Mark,
    "Weight": Weight,
}


class CannotOpen(Exception):
    """The browser's key is gone or isn't the one: the draft can't be opened by anybody any more."""


def seal(reading: Reading, key: Key) -> tuple[str, str]:
    """(what the server keeps, what the browser keeps)"""
    secret = Fernet.generate_key()
    plain = json.dumps([_plain(reading), _plain(key)], ensure_ascii=False).encode()
    return Fernet(secret).encrypt(plain).decode(), secret.decode()


def unseal(sealed: str, secret: str) -> tuple[Reading, Key]:
    """Raises CannotOpen."""
    try:
        plain = Fernet(secret.encode()).decrypt(sealed.encode())
    except (InvalidToken, ValueError) as error:
        raise CannotOpen from error
    reading, key = json.loads(plain)
    return _back(reading), _back(key)


def text_of(data: bytes) -> str:
    return base64.b64encode(data).decode()


def bytes_of(text: str) -> bytes:
    return base64.b64decode(text)


def _plain(value):
    if is_dataclass(value):
        inside = {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
        return {"is": type(value).__name__, **inside}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date | time):
        return {"is": type(value).__name__, "value": value.isoformat()}
    if isinstance(value, Mark | Weight):
        return {"is": type(value).__name__, "value": str(value)}
    return str(value) if isinstance(value, StrEnum) else value


def _back(value):
    if isinstance(value, list):
        return tuple(_back(part) for part in value)
    if not isinstance(value, dict):
        return value
    inside = {name: _back(part) for name, part in value.items() if name != "is"}
    kind = value["is"]
    return SCALARS[kind](inside["value"]) if kind in SCALARS else TYPES[kind](**inside)
