"""Collects remarks while a workbook is read, so that one pass tells everything that is wrong."""

from dataclasses import dataclass, field

from circles.rules.register_reading.remarks import Place, Remark, doubt, error


@dataclass
class Notes:
    remarks: list[Remark] = field(default_factory=list)
    _told: dict[tuple, int] = field(default_factory=dict)

    def error(self, place: Place, code: str, heading: str = "", **values) -> None:
        self.remarks.append(error(place, code, heading, **values))

    def doubt(self, place: Place, code: str, heading: str = "", **values) -> None:
        self.remarks.append(doubt(place, code, heading, **values))

    def once(self, key: tuple) -> bool:
        """True the first time: what stands in every row of a list is told at its first."""
        self._told[key] = self._told.get(key, 0) + 1
        return self._told[key] == 1
