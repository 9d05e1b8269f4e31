"""The open board as a communicator sees it: what wants a leader, and whether she could."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from circles.leading import busy_between
from circles.models import Session
from circles.rules.leading import ON_THE_WAY, is_near, overlaps
from circles.rules.planning import Busy, PlannedTime
from communicators.models import LeaderApproval
from core.times import clock


@dataclass(frozen=True)
class BoardRow:
    """`state` is free, near (asks once more) or busy (can't); `notes` say why. The circle's title isn't shown: who
    takes the meeting sees it then."""

    session: Session
    state: str
    notes: tuple[str, ...]
    is_approved: bool

    @property
    def number_of(self) -> int:
        return max(self.session.session_count, self.session.ordinal)


def board_rows(communicator, sessions) -> list[BoardRow]:
    """Three queries, however many sessions want a leader."""
    sessions = list(sessions)
    if not sessions:
        return []
    start, end = min(one.starts_at for one in sessions), max(one.ends_at for one in sessions)
    busy = busy_between(communicator, start - ON_THE_WAY, end + ON_THE_WAY)
    approvals = LeaderApproval.objects.filter(communicator=communicator, state=LeaderApproval.State.APPROVED)
    approved = set(approvals.values_list("association", flat=True))
    return [_row(session, busy, session.circle.association_id in (None, *approved)) for session in sessions]


def _row(session: Session, busy: list[Busy], is_approved: bool) -> BoardRow:
    planned = PlannedTime(session.starts_at, session.ends_at)
    clashing = [one for one in busy if overlaps(planned, one)]
    near = [one for one in busy if is_near(planned, session.spot, one)]
    words = (
        _("Du har en träff %(start)s–%(end)s.")
        if clashing
        else _("Mindre än en timme till din träff %(start)s–%(end)s.")
    )
    notes = tuple(words % {"start": clock(one.starts_at), "end": clock(one.ends_at)} for one in clashing or near)
    return BoardRow(session, "busy" if clashing else "near" if near else "free", notes, is_approved)
