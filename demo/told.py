"""Whether this database holds a demo world, and of which day: the audit log tells."""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from accounts.models import User
from audit.events import CONSOLE, record
from audit.models import AuditEvent

VERB = "demo.told"


@dataclass(frozen=True, slots=True)
class Told:
    day: date
    seed: int
    size: str


def told() -> Told | None:
    event = AuditEvent.objects.filter(verb=VERB).order_by("-pk").first()
    if event is None:
        return None
    return Told(timezone.localdate(event.at), event.facts["seed"], event.facts["size"])


def note(seed: int, size: str) -> None:
    record(VERB, by=CONSOLE, seed=seed, size=size)


def is_empty() -> bool:
    """Nobody works here yet: a demo world can be told."""
    return not User.objects.exists()
