"""Whether a leader may lead, on a day, and why not.

Two approvals that know nothing of each other: the ladder of courses, and a study association's own approval of
the circle leader. Leading takes both.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from communicators.rules.facts import LeaderFacts, Requirement, Step
from communicators.rules.ladder import Standing, StepState, standing


class Why(StrEnum):
    RESTING = "resting"
    STEP_MISSING = "step_missing"
    STEP_ONGOING = "step_ongoing"
    STEP_EXPIRED = "step_expired"
    NOT_APPROVED = "not_approved"


@dataclass(frozen=True, slots=True)
class Reason:
    """`course` is the course's code where a step is the reason; `on` the day a step lapsed or lapses."""

    why: Why
    course: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    ok: bool
    reasons: tuple[Reason, ...] = ()


class Standpoint(StrEnum):
    """The one word of a leader's row."""

    MAY_LEAD = "may_lead"
    EXPIRING = "expiring"
    WITH_SUPERVISOR = "with_supervisor"
    WAITS_FOR_ASSOCIATION = "waits_for_association"
    NOT_YET = "not_yet"


def may_lead(facts: LeaderFacts, requirement: Requirement, on: date) -> Verdict:
    """Whether the leader may lead on that day, as things stand: every required step good, and approved.

    may_lead(facts, Requirement(("milsa-bas",)), date(2026, 11, 24))
    """
    reasons = [reason for course in requirement.courses if (reason := _step_reason(standing(facts, course, on)))]
    if requirement.needs_approval and not _is_approved(facts, requirement):
        reasons.append(Reason(Why.NOT_APPROVED))
    if not facts.is_active:
        reasons.append(Reason(Why.RESTING))
    return Verdict(not reasons, tuple(reasons))


def will_be_ready_on(facts: LeaderFacts, requirement: Requirement, day: date) -> Verdict:
    """As `may_lead` on a coming day, counting on ongoing courses whose round ends before it.

    An ongoing step without a known end is not counted on. What is valid today may have lapsed by `day`.
    """
    return may_lead(replace(facts, steps=tuple(_finished_by(step, day) for step in facts.steps)), requirement, day)


def standpoint(facts: LeaderFacts, requirement: Requirement, today: date) -> Standpoint:
    """The row's one word.

    On the last required step but done with those before, or halfway into one after the first: leads with a
    supervisor. All steps done but not approved: waits for the association.
    """
    standings = [standing(facts, course, today) for course in requirement.courses]
    if all(step.counts for step in standings):
        if requirement.needs_approval and not _is_approved(facts, requirement):
            return Standpoint.WAITS_FOR_ASSOCIATION
        lapsing = any(step.state is StepState.EXPIRING for step in standings)
        return Standpoint.EXPIRING if lapsing else Standpoint.MAY_LEAD
    return Standpoint.WITH_SUPERVISOR if _is_underway(standings) else Standpoint.NOT_YET


def _is_underway(standings: list[Standing]) -> bool:
    """The first step is done and a later one is going on, with none before it missing."""
    for place, step in enumerate(standings):
        if not step.counts:
            return place > 0 and step.state is StepState.ONGOING
    return False


def _is_approved(facts: LeaderFacts, requirement: Requirement) -> bool:
    if requirement.association is None:
        return bool(facts.associations)
    return requirement.association in facts.associations


def _step_reason(step: Standing) -> Reason | None:
    whys = {
        StepState.MISSING: Why.STEP_MISSING,
        StepState.ONGOING: Why.STEP_ONGOING,
        StepState.EXPIRED: Why.STEP_EXPIRED,
    }
    why = whys.get(step.state)
    return Reason(why, step.course, step.valid_until) if why else None


def _finished_by(step: Step, day: date) -> Step:
    if step.completed_on is None and step.ends_on is not None and step.ends_on < day:
        return replace(step, completed_on=step.ends_on)
    return step
