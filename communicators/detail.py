"""A leader's page: the ladder step by step, other courses, approvals, and why not when not."""

from dataclasses import dataclass
from datetime import date

from communicators.models import Communicator, Qualification
from communicators.readiness import LeaderRow, facts_of, ladder, ladder_requirement, leader_row
from communicators.rules.ladder import Standing
from communicators.rules.readiness import may_lead
from communicators.words import BADGES, sentence, short


@dataclass(frozen=True)
class ShownLeader:
    """A row with its words."""

    row: LeaderRow
    step: str
    tone: str
    icon: str
    word: str

    @property
    def communicator(self) -> Communicator:
        return self.row.communicator


@dataclass(frozen=True)
class ShownStep:
    """A step of the ladder: its course, where it stands, the share in per cent, and the rows noted for it."""

    course: object
    standing: Standing
    noted: tuple[Qualification, ...]

    @property
    def percent(self) -> int:
        return round(100 * self.standing.share)


@dataclass(frozen=True)
class LeaderDetail:
    shown: ShownLeader
    steps: tuple[ShownStep, ...]
    others: tuple[Qualification, ...]
    approvals: tuple
    why_not: tuple[str, ...]

    @property
    def communicator(self) -> Communicator:
        return self.shown.communicator


def shown_leader(row: LeaderRow, courses: list) -> ShownLeader:
    return ShownLeader(row, short(row.highest, courses), *BADGES[row.standpoint])


def leader_detail(communicator: Communicator, today: date) -> LeaderDetail:
    """Of a row `with_ladder()`: one query more, for the courses."""
    courses = ladder()
    row = leader_row(communicator, courses, today)
    noted = list(communicator.qualifications.all())
    codes = {course.code for course in courses}
    verdict = may_lead(facts_of(communicator), ladder_requirement(courses), today)
    names = {course.code: course.name for course in courses}
    return LeaderDetail(
        shown=shown_leader(row, courses),
        steps=tuple(
            ShownStep(course, standing, tuple(one for one in noted if one.course_id == course.code))
            for course, standing in zip(courses, row.standings, strict=True)
        ),
        others=tuple(one for one in noted if one.course_id not in codes),
        approvals=tuple(communicator.approvals.all()),
        why_not=tuple(sentence(reason, names) for reason in verdict.reasons),
    )
