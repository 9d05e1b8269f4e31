"""How many of a circle's cards have a slip to answer with, and what answers have come in."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone

from circles.models import Attendance, AttendanceStatus, Enrolment, Session, Slip


@dataclass(frozen=True)
class SlipCounts:
    """`holding` cards have a slip that still works, `without` have none."""

    holding: int
    without: int


def slip_counts(seats: Sequence[Enrolment]) -> SlipCounts:
    holding = Slip.objects.filter(enrolment__in=seats).unused(timezone.now()).count()
    return SlipCounts(holding, len(seats) - holding)


@dataclass(frozen=True)
class Answers:
    """What participants have said of one session: how many can't come, how many ask for childcare."""

    away: int
    childcare: int

    def __bool__(self) -> bool:
        return bool(self.away or self.childcare)


def answers_about(session: Session) -> Answers:
    away = Attendance.objects.filter(session=session, status=AttendanceStatus.NOTIFIED).count()
    return Answers(away, session.childcare_asked)
