"""What a phone sends when it has a network again, and how long its answers are remembered.

An operation is one wanted mark with the version of the mark that the leader saw. Its id and a hash of its body make
it the same operation however often it is sent, and a different one a fault.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from circles.rules.register import Mark

MOST = 200  # operations in one request
KEPT = timedelta(days=90)  # an answered operation; no phone keeps one longer than three days
BEFORE, AFTER = timedelta(hours=24), timedelta(hours=48)  # the sessions that a phone may hold


class Unreadable(ValueError):
    """Not an operation. Its argument is the part that is wrong."""


@dataclass(frozen=True, slots=True)
class Operation:
    """`version` is the mark's as it was seen (0: an untouched tile). `press` is common to marks set by one press.

    `phone_at` is what the phone's clock said, or None: information, it decides nothing.
    """

    id: UUID
    session: UUID
    enrolment: UUID
    status: Mark
    version: int
    press: UUID | None
    reason: str
    phone_at: datetime | None
    body_hash: str


def read(sent: object, reasons: frozenset[str] = frozenset()) -> Operation:
    """The operation that was sent. `reasons` are the codes by which a signed list may be corrected.

    Raises Unreadable.
    """
    if not isinstance(sent, dict):
        raise Unreadable("operation")
    press, reason = sent.get("press"), sent.get("reason") or ""
    if reason and reason not in reasons:
        raise Unreadable("reason")
    return Operation(
        id=_uuid(sent, "op"),
        session=_uuid(sent, "session"),
        enrolment=_uuid(sent, "enrolment"),
        status=_status(sent.get("status")),
        version=_version(sent.get("version")),
        press=_uuid(sent, "press") if press is not None else None,
        reason=reason,
        phone_at=_moment(sent.get("at")),
        body_hash=body_hash(sent),
    )


def body_hash(sent: dict) -> str:
    """Of everything but the id, whatever the order of its keys."""
    body = {key: value for key, value in sent.items() if key != "op"}
    return sha256(json.dumps(body, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def _uuid(sent: dict, name: str) -> UUID:
    try:
        return UUID(sent[name])
    except (KeyError, ValueError, TypeError, AttributeError):
        raise Unreadable(name) from None


def _status(value: object) -> Mark:
    try:
        return Mark(value)
    except ValueError:
        raise Unreadable("status") from None


def _version(value: object) -> int:
    if type(value) is not int or not 0 <= value < 2**31:
        raise Unreadable("version")
    return value


def _moment(value: object) -> datetime | None:
    """A moment with its zone; anything else says nothing."""
    try:
        moment = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo and 2020 <= moment.year < 2100 else None


def held_by_phones(now: datetime) -> tuple[datetime, datetime]:
    """From when to when a session may begin to be on a phone."""
    return now - BEFORE, now + AFTER
