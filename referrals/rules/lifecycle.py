"""Which step may follow which in a referral, by whom, and what it must say. Mapped to FHIR R5 Task codes.

Another time is a message inside the state, not a step. Loop closed and cancellation acknowledged are times, not states.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from circles.rules.verdict import YES, Verdict, no, reason

SENDER, RECEIVER, PARTICIPANT, ADMIN = "referrer", "receiver", "participant", "admin"
ANY, NEW, HELD_FROM, SAME = "any", "-", "held_from", "same"

OPEN = ("draft", "sent", "received", "accepted", "in_progress", "on_hold")
UNANSWERED = ("sent", "received")
TERMINAL = ("declined", "completed", "failed", "cancelled", "entered_in_error")
FHIR_TASK = {
    "draft": "draft",
    "sent": "requested",
    "received": "received",
    "accepted": "accepted",
    "declined": "rejected",
    "in_progress": "in-progress",
    "on_hold": "on-hold",
    "completed": "completed",
    "failed": "failed",
    "cancelled": "cancelled",
    "entered_in_error": "entered-in-error",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One row of the table. `required` names the facts a step must bring with it."""

    sources: tuple[str, ...]
    target: str
    actors: tuple[str, ...]
    stamps: tuple[str, ...]
    required: tuple[str, ...] = ()


STEPS: Mapping[str, Step] = {
    "create": Step((NEW,), "draft", (SENDER,), ("created_at",), ("needs",)),
    "send": Step(("draft",), "sent", (SENDER,), ("sent_at",), ("offer", "partner", "consent")),
    "acknowledge": Step(("sent",), "received", (RECEIVER,), ("received_at",)),
    "accept": Step(UNANSWERED, "accepted", (RECEIVER,), ("responded_at",), ("contact_person",)),
    "decline": Step(UNANSWERED, "declined", (RECEIVER,), ("responded_at",), ("reason",)),
    "start": Step(("accepted",), "in_progress", (RECEIVER,), ("first_contact_at", "started_at")),
    "hold": Step(("accepted", "in_progress"), "on_hold", (RECEIVER,), ("held_at",), ("reason", "review_on")),
    "resume": Step(("on_hold",), HELD_FROM, (RECEIVER,), ("resumed_at",)),
    "complete": Step(("in_progress",), "completed", (RECEIVER,), ("ended_at",), ("success",)),
    "fail": Step(("accepted", "in_progress", "on_hold"), "failed", (RECEIVER,), ("ended_at",), ("reason",)),
    "cancel": Step(OPEN, "cancelled", (SENDER, PARTICIPANT), ("cancelled_at",), ("reason",)),
    "ack_cancel": Step(("cancelled",), SAME, (RECEIVER,), ("cancel_acknowledged_at",), ("sent_at",)),
    "void": Step((ANY,), "entered_in_error", (SENDER, ADMIN), ("voided_at",), ("reason",)),
    "feedback": Step(
        ("completed", "failed", "declined", "cancelled"),
        SAME,
        (SENDER,),
        ("loop_closed_at",),
        ("participant_informed",),
    ),
    "redirect": Step(("declined", "failed"), "draft", (SENDER,), ("created_at",), ("replaces",)),
}


def may_take(action: str, *, status: str, brings: Mapping[str, object]) -> Verdict:
    """Whether `action` may be taken from `status` with the facts it `brings` (name → value, empty is missing).

    Refuses with "illegal_step", or with one "missing" per fact that isn't there. An unknown action is a KeyError.
    """
    step = STEPS[action]
    if step.sources != (ANY,) and status not in step.sources:
        return no(reason("illegal_step", action=action, status=status))
    missing = [name for name in _required(action, brings) if brings.get(name) in (None, "", [], ())]
    return no(*(reason("missing", fact=name) for name in missing)) if missing else YES


def _required(action: str, brings: Mapping[str, object]) -> tuple[str, ...]:
    if action == "complete" and brings.get("success") == "not_successful":
        return ("success", "reason")
    return STEPS[action].required


def target(action: str, *, status: str, held_from: str = "") -> str:
    """The state that `action` leads to from `status`."""
    found = STEPS[action].target
    return {SAME: status, HELD_FROM: held_from}.get(found, found)


def open_actions(status: str, actor: str) -> tuple[str, ...]:
    """What `actor` can do now, in the table's order."""
    return tuple(
        action
        for action, step in STEPS.items()
        if actor in step.actors and step.sources != (NEW,) and (status in step.sources or step.sources == (ANY,))
    )
