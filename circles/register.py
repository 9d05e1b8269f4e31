"""The register as a page shows it: one tile per card, the tally, and when the server last took a mark."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from circles.actions.register import LOCKED, MarkConflict
from circles.models import Attendance, AttendanceChange, AttendanceStatus, Enrolment, Session
from circles.rules.lifecycle import may_hold
from circles.rules.register import Mark, Tally, on_tap, tally
from circles.rules.verdict import Verdict
from participants.rules.cards import Card


@dataclass(frozen=True)
class Tile:
    """One card. `version` 0 is an untouched tile; `next` is what a tap makes of it."""

    enrolment: Enrolment
    mark: Mark
    version: int
    conflict: MarkConflict | None = None

    @property
    def next(self) -> Mark:
        return on_tap(self.mark)

    @property
    def card_name(self) -> str:
        person = self.enrolment.participant
        return Card(person.colour, person.picture, person.number).name

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
        return self.session.circle.status in LOCKED

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
    tiles = tuple(_tile(one, marks.get(one.pk), conflict) for one in Enrolment.objects.on_register_of(session))
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
    return Tile(enrolment, Mark(row.status), row.version, struck)
