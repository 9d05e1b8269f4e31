"""Verbs that write communicators, their steps on the ladder and their approvals."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from accounts.models import User
from audit.events import record
from communicators.models import Communicator, Course, CourseRound, LeaderApproval, Qualification
from communicators.rules.ladder import valid_until
from core.search import folded
from organisations.models import Hub, Language, Municipality, Organisation


@transaction.atomic
def add_communicator(
    *, name: str, hub: Hub, municipality: Municipality | None, languages: Sequence[Language], by
) -> Communicator:
    """A communicator, with or without an account yet."""
    communicator = Communicator.objects.create(name=name.strip(), hub=hub, municipality=municipality)
    communicator.languages.set(languages)
    record("communicator.added", communicator, by=by)
    return communicator


@transaction.atomic
def change_communicator(
    *,
    communicator: Communicator,
    name: str,
    municipality: Municipality | None,
    languages: Sequence[Language],
    by,
) -> Communicator:
    communicator.name, communicator.municipality = name.strip(), municipality
    communicator.save()
    communicator.languages.set(languages)
    record("communicator.changed", communicator, by=by)
    return communicator


@transaction.atomic
def give_account(*, user: User, name: str, hub: Hub, by) -> Communicator:
    """The communicator row of a person who took up the role.

    The one waiting without an account in the hub under the invited name, so that imported circles find their
    leader; else a new one. Who is a communicator already stays so, and becomes active again.
    """
    mine = Communicator.objects.filter(user=user).first() or _waiting_for_account(name, hub)
    if mine is None:
        mine = add_communicator(name=name, hub=hub, municipality=None, languages=[], by=by)
    mine.user, mine.is_active = user, True
    mine.save()
    record("communicator.got_account", mine, by=by)
    return mine


def _waiting_for_account(name: str, hub: Hub) -> Communicator | None:
    same = Communicator.objects.filter(user=None, hub=hub, search_text=folded(name))[:2]
    return same[0] if len(same) == 1 else None


@transaction.atomic
def rest(*, communicator: Communicator, by) -> None:
    """The communicator leads no longer: out of the lists, still in the history of circles."""
    communicator.is_active = False
    communicator.save(update_fields=["is_active", "updated_at"])
    record("communicator.rested", communicator, by=by)


@transaction.atomic
def start_step(
    *,
    communicator: Communicator,
    course: Course,
    started_on: date,
    modules_done: int = 0,
    course_round: CourseRound | None = None,
    by,
) -> Qualification:
    """Begin a course, or change how far an ongoing one has come."""
    step, _ = Qualification.objects.update_or_create(
        communicator=communicator,
        course=course,
        completed_on=None,
        defaults={"started_on": started_on, "modules_done": modules_done, "round": course_round},
    )
    record("communicator.step_started", communicator, by=by, course=course.pk, modules=modules_done)
    return step


@transaction.atomic
def complete_step(
    *, communicator: Communicator, course: Course, completed_on: date, until: date | None = None, by
) -> Qualification:
    """Finish a course: the ongoing one if there is one. Valid until `until`, else as long as the course says.

    The same course finished on the same day again changes nothing (a double tap).
    """
    same = communicator.qualifications.filter(course=course, completed_on=completed_on).first()
    if same is not None:
        return same
    step, _ = Qualification.objects.get_or_create(communicator=communicator, course=course, completed_on=None)
    step.completed_on, step.modules_done = completed_on, course.modules
    step.started_on = step.started_on and min(step.started_on, completed_on)
    step.valid_until = until or valid_until(completed_on, course.valid_months)
    step.save()
    record("communicator.step_completed", communicator, by=by, course=course.pk)
    return step


@transaction.atomic
def complete_step_for_many(*, communicators: Sequence[Communicator], course: Course, completed_on: date, by) -> int:
    """A course finished together. Returns for how many."""
    for communicator in communicators:
        complete_step(communicator=communicator, course=course, completed_on=completed_on, by=by)
    return len(communicators)


@transaction.atomic
def remove_step(*, step: Qualification, by) -> None:
    """Take back a step that was noted by mistake."""
    record("communicator.step_removed", step.communicator, by=by, course=step.course_id)
    step.delete()


@transaction.atomic
def apply_for_approval(*, communicator: Communicator, association: Organisation, on: date, by) -> LeaderApproval:
    """Ask the association, anew after a withdrawal. Applied or approved already: unchanged."""
    approval, is_new = LeaderApproval.objects.get_or_create(
        communicator=communicator, association=association, defaults={"applied_on": on}
    )
    withdrawn = approval.state == LeaderApproval.State.WITHDRAWN
    if withdrawn:
        approval.state, approval.applied_on, approval.decided_on = LeaderApproval.State.APPLIED, on, None
        approval.save()
    if is_new or withdrawn:
        record("leader_approval.applied", communicator, by=by)
    return approval


@transaction.atomic
def approve_leader(*, approval: LeaderApproval, on: date, by) -> bool:
    """False when the association had approved already (a double tap)."""
    return _decide(approval, LeaderApproval.State.APPROVED, on, "leader_approval.approved", by)


@transaction.atomic
def withdraw_approval(*, approval: LeaderApproval, on: date, by) -> bool:
    """Say no, or take an approval back. False when it was withdrawn already."""
    return _decide(approval, LeaderApproval.State.WITHDRAWN, on, "leader_approval.withdrawn", by)


def _decide(approval: LeaderApproval, state: str, on: date, verb: str, by) -> bool:
    undecided = LeaderApproval.objects.filter(pk=approval.pk).exclude(state=state)
    changed = undecided.update(state=state, decided_on=on)
    if changed:
        record(verb, approval.communicator, by=by)
    return bool(changed)
