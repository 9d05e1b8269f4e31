"""`record()`: the one way into the audit log."""

from django.db import models
from django.utils import timezone

from audit.models import AuditEvent

CONSOLE = "console"  # the operator at the machine
PROGRAM = "ringar"  # what the program does by itself: the worker's steps, and what time alone brings about


def record(verb: str, subject: models.Model | None = None, *, by, role: str = "", **facts) -> AuditEvent:
    """Append an event in the caller's transaction.

    `by` is a user, None (a visitor, nobody signed in), CONSOLE or PROGRAM. `facts` are codes and counts, never
    values of a person.
    """
    return AuditEvent.objects.create(
        at=timezone.now(),
        actor=_actor(by),
        role=role or getattr(by, "role_code", "") or "",
        verb=verb,
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject=str(getattr(subject, "public_id", None) or getattr(subject, "pk", "") or "")
        if subject is not None
        else "",
        facts=facts,
    )


def _actor(by) -> str:
    if by is None or by in (CONSOLE, PROGRAM):
        return by or ""
    return str(getattr(by, "public_id", ""))
