"""What phones have kept: each operation is applied once, and answered the same however often it comes.

The answer is stored in the transaction of the mark. So a request that was cut off anywhere can be sent again: either
nothing of it happened, or the same answers come back. The server's order decides who was first.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from circles.actions.register import (
    Changed,
    MarkConflict,
    Press,
    Wanted,
    change,
    locked_all,
    require_open,
    save,
    standing_marks,
)
from circles.models import Attendance, Enrolment, Session, SyncOperation
from circles.rules.sync import KEPT, Operation
from circles.rules.verdict import Reason, Refused
from core import jobs

SAVED, CONFLICT, REFUSED, REUSED = "saved", "conflict", "refused", "reused"


@dataclass(frozen=True)
class Allowed:
    """An operation whose session and seat have passed their gates."""

    operation: Operation
    session: Session
    enrolment: Enrolment

    @property
    def wanted(self) -> Wanted:
        op = self.operation
        return Wanted(self.enrolment, op.status, op.version, op.press, op.phone_at)


@dataclass(frozen=True)
class Answer:
    """`facts` are what is stored and sent again; `reasons` why a rule said no, which is never stored."""

    outcome: str
    facts: dict
    reasons: tuple[Reason, ...] = ()


def apply(*, allowed: Iterable[Allowed], by, at: datetime | None = None) -> list[Answer]:
    """One answer per operation, in order. All in one transaction: the marks and their answers, or nothing.

    "reused" is an id that came before with another body: nothing is done. "refused" changes nothing and is not
    remembered: asked another day the rule may say yes.
    """
    allowed = list(allowed)
    try:
        return _apply(allowed, by, at or timezone.now())
    except IntegrityError:
        # The same operation came at the same moment by another way and was first: now it has an answer.
        return _apply(allowed, by, at or timezone.now())


@transaction.atomic
def _apply(allowed: list[Allowed], by, now: datetime) -> list[Answer]:
    held = locked_all({one.session.pk for one in allowed})
    known = _answered(allowed, by)  # with the sessions held: nobody answers the same in between
    fresh: dict[UUID, Allowed] = {}
    for one in allowed:
        if one.operation.id not in known:
            fresh.setdefault(one.operation.id, one)
    given = _set(list(fresh.values()), held, by, now)
    _remember(fresh, given, by, now)
    known |= {key: (one.operation.body_hash, given[key]) for key, one in fresh.items()}
    return [_answer(one.operation, *known[one.operation.id]) for one in allowed]


def _answer(operation: Operation, body_hash: str, given: Answer) -> Answer:
    return given if operation.body_hash == body_hash else Answer(REUSED, {})


def _answered(allowed, by) -> dict[UUID, tuple[str, Answer]]:
    """What this person's phones have had an answer to: body hash and answer, by operation."""
    rows = SyncOperation.objects.filter(user=by, operation__in={one.operation.id for one in allowed})
    return {row.operation: (row.body_hash, Answer(row.result["outcome"], row.result)) for row in rows}


def _set(fresh: list[Allowed], held: dict[int, Session], by, now: datetime) -> dict[UUID, Answer]:
    """Session by session, the marks in the order they came; each operation has its own answer."""
    answers, presses, standing = {}, [], standing_marks(held)
    in_order = sorted(fresh, key=lambda one: one.session.pk)
    for (pk, reason), run in groupby(in_order, key=lambda one: (one.session.pk, one.operation.reason)):
        changed: list[Changed] = []
        for one in run:
            answers[one.operation.id] = _set_one(one, held[pk], standing[pk], changed, by, now)
        if changed:
            presses.append(Press(held[pk], changed, uuid4(), reason, "register.sync"))
    if presses:
        save(presses, now, by)
    return answers


def _set_one(one: Allowed, session: Session, standing: dict, changed: list[Changed], by, now) -> Answer:
    try:
        require_open(session, one.operation.reason)
        became = change(session, one.wanted, standing, now, by)
    except Refused as refused:
        return Answer(REFUSED, {}, refused.reasons)
    except MarkConflict as lost:
        facts = {"mine": str(lost.mine), "theirs": lost.theirs, "version": lost.version}
        return Answer(CONFLICT, {"outcome": CONFLICT, **facts})
    changed += [became] if became else []
    return Answer(SAVED, _saved(one, standing.get(one.enrolment.pk), now))


def _saved(one: Allowed, row: Attendance | None, now: datetime) -> dict:
    """The mark as it stands: set now, or the same value set before."""
    version, at = (row.version, row.marked_at) if row else (0, now)
    return {"outcome": SAVED, "status": str(one.operation.status), "version": version, "at": at.isoformat()}


def _remember(fresh: dict[UUID, Allowed], given: dict[UUID, Answer], by, now: datetime) -> None:
    SyncOperation.objects.bulk_create(
        SyncOperation(operation=key, user=by, body_hash=one.operation.body_hash, result=given[key].facts, at=now)
        for key, one in fresh.items()
        if given[key].outcome != REFUSED
    )


@jobs.every_round
def forget_answers(now: datetime) -> int:
    """Answers that no phone can ask for any more are gone; how many were."""
    return SyncOperation.objects.filter(at__lt=now - KEPT).delete()[0]
