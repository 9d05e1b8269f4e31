"""What a register was before: each change of a mark, who made it and when."""

from dataclasses import dataclass
from datetime import timedelta

from circles.models import AttendanceChange, AttendanceStatus, Session
from circles.rules.register import is_late

SHOWN = 400
SAME_TIME = timedelta(minutes=5)  # a phone that was not without a network


@dataclass(frozen=True)
class Entry:
    change: AttendanceChange
    session: Session

    @property
    def seat(self):
        return self.change.attendance.enrolment

    @property
    def before(self) -> str:
        return AttendanceStatus(self.change.before).label

    @property
    def after(self) -> str:
        return AttendanceStatus(self.change.after).label

    @property
    def is_late(self) -> bool:
        return is_late(self.change.at, self.session.starts_at)

    @property
    def on_phone(self):
        """When it was pressed by the phone's own clock, where it reached the server later."""
        said = self.change.phone_at
        return said if said and self.change.at - said > SAME_TIME else None


def history_of(session: Session) -> list[Entry]:
    """The latest first, as many as a page holds; one query."""
    rows = (
        AttendanceChange.objects.filter(attendance__session=session)
        .select_related("attendance__enrolment__participant", "by")
        .order_by("-at", "-pk")[:SHOWN]
    )
    return [Entry(row, session) for row in rows]
