"""Whether a person's yes covers what is about to be sent: to this receiver, and these kinds of fact."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from circles.rules.verdict import YES, Verdict, no, reason

# What a partner can be shown. Card, language and needs are the least a question can be asked with.
ALWAYS = ("card", "language", "needs")
CHOSEN = ("area", "times", "wishes", "contact")
NEVER = ("attendance", "answers", "identity_number", "name")
_CONTACT = ("phone", "email")


@dataclass(frozen=True, slots=True)
class Yes:
    """A consent as it was recorded. `receivers` are organisation ids."""

    receivers: frozenset[int]
    fields: frozenset[str]
    given_at: datetime
    withdrawn_at: datetime | None = None


def fields_of(contact: Mapping[str, object] | None) -> frozenset[str]:
    """Which chosen kinds of fact a referral's contact details hold: {"phone": "070…"} → {"contact"}."""
    kinds = {"contact" if name in _CONTACT else name for name, value in (contact or {}).items() if value}
    return frozenset(kinds)


def covered_part(contact: Mapping[str, object] | None, fields: frozenset[str]) -> dict[str, object] | None:
    """What of the contact details a yes to `fields` covers; None when that is nothing."""
    kept = {
        name: value
        for name, value in (contact or {}).items()
        if value and ("contact" if name in _CONTACT else name) in fields
    }
    return kept or None


def covers(consent: Yes | None, *, receiver: int, fields: frozenset[str], now: datetime) -> Verdict:
    """Whether a referral with these `fields` may go to `receiver` now; refuses with every reason there is."""
    if consent is None:
        return no(reason("consent_missing"))
    if consent.withdrawn_at is not None and consent.withdrawn_at <= now:
        return no(reason("consent_withdrawn"))
    reasons = []
    if receiver not in consent.receivers:
        reasons.append(reason("receiver_not_covered"))
    if outside := sorted(fields - consent.fields - frozenset(ALWAYS)):
        reasons.append(reason("fields_not_covered", fields=tuple(outside)))
    return no(*reasons) if reasons else YES
