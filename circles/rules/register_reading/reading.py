"""What a workbook was understood to say. The names in it live in memory until the cards are drawn."""

from dataclasses import dataclass, field
from datetime import date, time

from circles.rules.register import Mark
from circles.rules.register_reading.remarks import NOWHERE, Place, Remark, Weight


@dataclass(frozen=True, slots=True)
class PersonRead:
    """`ref` tells people of one file apart; one person may be in two of its circles."""

    ref: int
    name: str
    key: str
    gender: str = ""
    birth_band: int | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class SessionRead:
    """`start` and `minutes` None where the list has only the day, `hours` None where it names none."""

    day: date
    start: time | None = None
    hours: int | None = None
    films: tuple[str, ...] = ()
    film_minutes: tuple[tuple[str, int], ...] = ()  # of the films whose minutes the list says
    minutes: int | None = None
    film_place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class MarkRead:
    person: int  # PersonRead.ref
    session: int  # index in CircleRead.sessions
    status: Mark
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class CircleRead:
    """Codes of places, languages, programmes; sessions in order of time; recorded marks only."""

    title: str
    municipality: str
    language: str
    programme: str
    leaders: tuple[str, ...]
    substitutes: tuple[str, ...]
    people: tuple[PersonRead, ...]
    sessions: tuple[SessionRead, ...]
    marks: tuple[MarkRead, ...]
    place: Place

    def tally(self) -> dict[str, int]:
        """How many people times sessions stand in each state; what nobody wrote is not recorded."""
        counts = dict.fromkeys(Mark, 0)
        for mark in self.marks:
            counts[mark.status] += 1
        counts[Mark.NOT_RECORDED] += len(self.people) * len(self.sessions) - len(self.marks)
        return {str(mark): count for mark, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Understood:
    """How one table was read, in words for the dry run: "matrix" or "list", and which column held what."""

    sheet: str
    layout: str
    heading_row: int
    columns: tuple[tuple[str, str], ...]  # letters, code of the field
    left_out: tuple[tuple[str, str], ...]  # letters, heading where it is a common one


@dataclass(frozen=True, slots=True)
class Reading:
    circles: tuple[CircleRead, ...] = ()
    remarks: tuple[Remark, ...] = ()
    understood: tuple[Understood, ...] = ()

    @property
    def errors(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.weight is Weight.ERROR)

    @property
    def doubts(self) -> tuple[Remark, ...]:
        return tuple(remark for remark in self.remarks if remark.weight is Weight.DOUBT)
