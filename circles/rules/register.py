"""The register of one meeting: five states, one tap, and the count of the room.

*Not recorded* is an untouched tile. It is never the same as absent, and becomes it only when the leader says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

SWEDEN = ZoneInfo("Europe/Stockholm")


class Mark(StrEnum):
    PRESENT = "present"
    PART = "part"
    NOTIFIED = "notified"
    ABSENT = "absent"
    NOT_RECORDED = "not_recorded"


ATTENDED = frozenset({Mark.PRESENT, Mark.PART})


def on_tap(mark: Mark) -> Mark:
    """Tap means here, tap again means not here; every other state becomes here."""
    return Mark.ABSENT if mark == Mark.PRESENT else Mark.PRESENT


def on_everyone_here(mark: Mark) -> Mark:
    """Only untouched tiles change: who has sent word or been marked away stays so."""
    return Mark.PRESENT if mark == Mark.NOT_RECORDED else mark


def on_close(mark: Mark) -> Mark:
    """After the leader has answered yes to "Sätt resten till Inte här?"."""
    return Mark.ABSENT if mark == Mark.NOT_RECORDED else mark


def is_late(marked_at: datetime, starts_at: datetime) -> bool:
    """Marked on a later day than the meeting's, in Sweden."""
    return marked_at.astimezone(SWEDEN).date() > starts_at.astimezone(SWEDEN).date()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many tiles stand in each state."""

    present: int = 0
    part: int = 0
    notified: int = 0
    absent: int = 0
    not_recorded: int = 0

    @property
    def here(self) -> int:
        return self.present + self.part

    @property
    def away(self) -> int:
        return self.notified + self.absent

    @property
    def people(self) -> int:
        return self.here + self.away + self.not_recorded


def tally(marks: Iterable[Mark | str]) -> Tally:
    counts = dict.fromkeys(Mark, 0)
    for mark in marks:
        counts[Mark(mark)] += 1
    return Tally(**{mark.value: count for mark, count in counts.items()})


@dataclass(frozen=True, slots=True)
class RoomCount:
    """What the leader counted beside what the tiles say. A difference informs, it never stops anyone."""

    cards: int
    leaders: int
    counted: int

    @property
    def expected(self) -> int:
        return self.cards + self.leaders

    @property
    def guests(self) -> int:
        """People without a card. They are stored as a number only."""
        return max(0, self.counted - self.expected)

    @property
    def missing(self) -> int:
        """How many more tiles say here than there are people in the room."""
        return max(0, self.expected - self.counted)


@dataclass(frozen=True, slots=True)
class MeetingCount:
    """Both counts: who met, and who may be reported for the grant (guests are left out)."""

    met: int
    reportable: int


def meeting_count(*, cards: int, leaders: int, guests: int) -> MeetingCount:
    return MeetingCount(met=cards + leaders + guests, reportable=cards + leaders)
