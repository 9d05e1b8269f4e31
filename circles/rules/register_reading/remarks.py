"""What the reader wants a human to look at: where, how heavy, and why. Never whose name or what number."""

from dataclasses import dataclass
from enum import StrEnum

from circles.rules.register_reading.grid import letters
from circles.rules.verdict import Reason, reason


class Weight(StrEnum):
    ERROR = "error"  # nothing is saved until it is mended
    DOUBT = "doubt"  # saved as understood, and shown


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the workbook. `row` 0 or `column` 0 is the whole sheet or row; `sheet` "" the whole file."""

    sheet: str = ""
    row: int = 0
    column: int = 0

    @property
    def column_letters(self) -> str:
        return letters(self.column)


NOWHERE = Place()


@dataclass(frozen=True, slots=True)
class Remark:
    place: Place
    weight: Weight
    reason: Reason
    heading: str = ""  # code of the field that the column holds


def error(place: Place, code: str, heading: str = "", **values) -> Remark:
    return Remark(place, Weight.ERROR, reason(code, **values), heading)


def doubt(place: Place, code: str, heading: str = "", **values) -> Remark:
    return Remark(place, Weight.DOUBT, reason(code, **values), heading)
