"""A list on paper, typed in afterwards: the rows of the printed list, and what has been typed."""

from dataclasses import dataclass

from circles.actions.register import MarkConflict, Wanted
from circles.models import AttendanceStatus, Session
from circles.register import Register, Tile, register_of

MARK, VERSION = "mark-", "version-"
# The keys of the page, in the order of the marks.
KEYS = (("1", "present"), ("2", "part"), ("3", "notified"), ("4", "absent"), ("0", "not_recorded"))


@dataclass(frozen=True)
class Row:
    """`chosen` is what stands in the form; `conflict` what another leader set while it was typed."""

    tile: Tile
    chosen: str
    conflict: MarkConflict | None = None

    @property
    def conflict_label(self) -> str:
        return AttendanceStatus(self.conflict.theirs).label if self.conflict else ""


@dataclass(frozen=True)
class Paper:
    register: Register
    rows: tuple[Row, ...]

    @property
    def keys(self) -> list[tuple[str, str, str]]:
        """(key, code, word)"""
        return [(key, code, AttendanceStatus(code).label) for key, code in KEYS]


def paper_of(session: Session, typed: dict | None = None, conflict: MarkConflict | None = None) -> Paper:
    """The rows in the order of the printed list; `typed` is a form that could not be saved, and stays as it was."""
    register = register_of(session)
    rows = []
    for tile in register.tiles:
        struck = conflict if conflict and conflict.enrolment.pk == tile.enrolment.pk else None
        rows.append(Row(tile, _chosen(typed, tile), struck))
    return Paper(register, tuple(rows))


def _chosen(typed: dict | None, tile: Tile) -> str:
    said = (typed or {}).get(f"{MARK}{tile.enrolment.public_id}", "")
    return said if said in AttendanceStatus.values else str(tile.mark)


def wanted_of(paper: Paper, typed: dict) -> list[Wanted]:
    """The rows in which another mark was typed than the page showed, with the version that it showed."""
    return [
        Wanted(row.tile.enrolment, row.chosen, _version(typed, row.tile))
        for row in paper.rows
        if row.chosen != str(row.tile.mark)
    ]


def _version(typed: dict, tile: Tile) -> int:
    said = typed.get(f"{VERSION}{tile.enrolment.public_id}", "")
    return int(said) if said.isdecimal() and len(said) < 10 else 0
