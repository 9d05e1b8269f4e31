"""The register as a page shows it: one tile per card, the tally, and when the server last took a mark."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from circles.actions.register import MarkConflict
from circles.models import Attendance, AttendanceChange, AttendanceStatus, Circle, Enrolment, Session
from circles.querysets import ON_REGISTER
from circles.rules.lifecycle import may_hold
from circles.rules.register import Mark, Tally, on_tap, tally
from circles.rules.verdict import Verdict
from core.times import clock, stamp, weekday_day


@dataclass(frozen=True)
class Tile:
    """One card. `version` 0 is an untouched tile; `next` is what a tap makes of it."""

    enrolment: Enrolment
    mark: Mark
    version: int
    conflict: MarkConflict | None = None
    marked_at: datetime | None = None

    @property
    def next(self) -> Mark:
        return on_tap(self.mark)

    @property
    def card_name(self) -> str:
        return self.enrolment.participant.card.name

    @property
    def label(self) -> str:
        return AttendanceStatus(self.mark).label

    @property
    def mine_label(self) -> str:
        """What this leader wanted, where somebody else came before."""
        return AttendanceStatus(self.conflict.mine).label if self.conflict else ""

    @property
    def others(self) -> list[AttendanceStatus]:
        """The states of the tile's menu, in the order of the design."""
        return list(AttendanceStatus)


@dataclass(frozen=True)
class Register:
    session: Session
    tiles: tuple[Tile, ...]
    changed: tuple[Tile, ...]
    version: int
    saved_at: datetime | None

    @property
    def tally(self) -> Tally:
        return tally(tile.mark for tile in self.tiles)

    @property
    def correction_reasons(self) -> list[tuple[str, str]]:
        return AttendanceChange.Reason.choices

    @property
    def is_locked(self) -> bool:
        return self.session.circle.status in Circle.OVER

    @property
    def begun(self) -> Verdict:
        """Whether the room can be counted yet."""
        return may_hold(starts_at=self.session.starts_at, now=timezone.now())

    @property
    def steps(self) -> list[str]:
        """One state per card, for the row of marks under the count: who is here first."""
        counted = self.tally
        here, away = ["present"] * counted.here, ["absent"] * counted.absent
        return [*here, *away, *["notified"] * counted.notified, *["not_recorded"] * counted.not_recorded]


def register_of(session: Session, *, since: int = 0, conflict: MarkConflict | None = None) -> Register:
    """The whole register, with the tiles changed after register version `since` (all at 0) in `changed`.

    Three queries, however many people there are.
    """
    version = Session.objects.values_list("register_version", flat=True).get(pk=session.pk)
    marks = {row.enrolment_id: row for row in Attendance.objects.filter(session=session)}
    return _register(session, version, Enrolment.objects.on_register_of(session), marks, since, conflict)


def registers_of(sessions: list[Session]) -> list[Register]:
    """Several at once: two queries, however many sessions and people there are."""
    marks: dict[int, dict[int, Attendance]] = {one.pk: {} for one in sessions}
    for row in Attendance.objects.filter(session__in=sessions):
        marks[row.session_id][row.enrolment_id] = row
    seats: dict[int, list[Enrolment]] = {one.circle_id: [] for one in sessions}
    for seat in Enrolment.objects.of_registers(sessions):
        seats[seat.circle_id].append(seat)
    return [_register(one, one.register_version, _expected(one, seats, marks), marks[one.pk]) for one in sessions]


def _expected(session, seats, marks) -> list[Enrolment]:
    here = seats[session.circle_id]
    return [seat for seat in here if seat.status in ON_REGISTER or seat.pk in marks[session.pk]]


def _register(session, version, seats, marks, since=0, conflict=None) -> Register:
    tiles = tuple(_tile(one, marks.get(one.pk), conflict) for one in seats)
    recent = {key for key, row in marks.items() if row.register_version > since}
    return Register(
        session=session,
        tiles=tiles,
        changed=tuple(tile for tile in tiles if tile.enrolment.pk in recent or tile.conflict),
        version=version,
        saved_at=max((row.marked_at for row in marks.values()), default=None),
    )


def _tile(enrolment: Enrolment, row: Attendance | None, conflict: MarkConflict | None) -> Tile:
    struck = conflict if conflict and conflict.enrolment.pk == enrolment.pk else None
    if row is None:
        return Tile(enrolment, Mark.NOT_RECORDED, 0, struck)
    return Tile(enrolment, Mark(row.status), row.version, struck, row.marked_at)


def facts_of(register: Register) -> dict:
    """The register as a script gets it, on the page and on a phone without a network. No id but opaque ones."""
    session = register.session
    return {
        "session": str(session.public_id),
        "number": session.ordinal,
        "title": session.circle.title,
        "starts": session.starts_at.isoformat(),
        "day": weekday_day(session.starts_at),
        "clock": clock(session.starts_at),
        "opens": _midnight(session.starts_at).isoformat(),
        "locked": register.is_locked,
        "version": register.version,
        "tiles": [tile_facts(tile) for tile in register.tiles],
    }


def tile_facts(tile: Tile) -> dict:
    card = tile.enrolment.participant.card
    return {
        "enrolment": str(tile.enrolment.public_id),
        "status": str(tile.mark),
        "version": tile.version,
        "saved": stamp(tile.marked_at) if tile.marked_at else "",
        "card": {
            "colour": card.colour,
            "picture": card.picture,
            "words": card.words,
            "number": f"{card.number:02}",
            "name": card.name,
        },
    }


def _midnight(moment: datetime) -> datetime:
    """When the day of the session begins in Sweden: its register opens then."""
    return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
