"""Rows turned into the facts that the rules read; the ladder as the requirement of this room."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from communicators.models import Communicator, Course, LeaderApproval, Qualification
from communicators.rules.facts import LeaderFacts, Requirement, Step
from communicators.rules.ladder import Standing, StepState, standing
from communicators.rules.readiness import Standpoint, standpoint

RINGS = {
    StepState.DONE: "done",
    StepState.EXPIRING: "expiring",
    StepState.ONGOING: "ongoing",
    StepState.EXPIRED: "none",
    StepState.MISSING: "none",
}


def ladder() -> list[Course]:
    """The courses of the ladder, first step first."""
    return list(Course.objects.exclude(ladder_step=None).order_by("ladder_step", "code"))


def ladder_requirement(courses: Iterable[Course]) -> Requirement:
    """What leading Ways Forward asks for: the whole ladder, and any association's approval."""
    return Requirement(tuple(course.code for course in courses))


def facts_of(communicator: Communicator) -> LeaderFacts:
    """Of a row `with_facts()`: no query then."""
    return LeaderFacts(
        steps=tuple(_step(row) for row in communicator.qualifications.all()),
        associations=frozenset(
            row.association_id for row in communicator.approvals.all() if row.state == LeaderApproval.State.APPROVED
        ),
        is_active=communicator.is_active,
    )


def _step(row: Qualification) -> Step:
    return Step(
        course=row.course_id,
        modules_done=row.modules_done,
        modules=row.course.modules,
        completed_on=row.completed_on,
        valid_until=row.valid_until,
        ends_on=row.round.ends_on if row.round else None,
    )


@dataclass(frozen=True)
class LeaderRow:
    """A leader as a list shows one: where each step of the ladder stands, and the one word."""

    communicator: Communicator
    standings: tuple[Standing, ...]
    standpoint: Standpoint

    @property
    def may_lead(self) -> bool:
        return self.standpoint in {Standpoint.MAY_LEAD, Standpoint.EXPIRING}

    @property
    def rings(self) -> tuple[str, ...]:
        return tuple(RINGS[step.state] for step in self.standings)

    @property
    def valid_until(self) -> date | None:
        """The day the first of the good steps lapses."""
        return min((step.valid_until for step in self.standings if step.counts and step.valid_until), default=None)

    @property
    def expires_soon(self) -> bool:
        return any(step.state is StepState.EXPIRING for step in self.standings)

    @property
    def highest(self) -> Standing | None:
        """The topmost step that was at least begun."""
        return next((step for step in reversed(self.standings) if step.state is not StepState.MISSING), None)


def leader_row(communicator: Communicator, courses: list[Course], today: date) -> LeaderRow:
    facts = facts_of(communicator)
    return LeaderRow(
        communicator,
        tuple(standing(facts, course.code, today) for course in courses),
        standpoint(facts, ladder_requirement(courses), today),
    )


def leader_rows(communicators: Iterable[Communicator], today: date) -> list[LeaderRow]:
    courses = ladder()
    return [leader_row(communicator, courses, today) for communicator in communicators]
