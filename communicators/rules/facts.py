"""What the rules know of a leader, and what a circle asks of one."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Step:
    """One way through a course. `completed_on` None: in progress.

    `valid_until` is the last good day; None: for ever. `ends_on` is when an ongoing course round ends, where that
    is known.
    """

    course: str
    modules_done: int = 0
    modules: int = 0
    completed_on: date | None = None
    valid_until: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class LeaderFacts:
    """`associations` are ids of the study associations that approve this leader today."""

    steps: tuple[Step, ...] = ()
    associations: frozenset[int] = frozenset()
    is_active: bool = True


@dataclass(frozen=True, slots=True)
class Requirement:
    """What leading asks for: these courses, in the ladder's order, and an association's approval.

    `association` None with `needs_approval`: any association's approval will do.
    """

    courses: tuple[str, ...]
    needs_approval: bool = True
    association: int | None = None
