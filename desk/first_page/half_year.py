"""The half-year that the first page's numbers speak of. Pure."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class HalfYear:
    """Spring is January–June, autumn July–December; `last` is included."""

    year: int
    autumn: bool

    @property
    def first(self) -> date:
        return date(self.year, 7 if self.autumn else 1, 1)

    @property
    def last(self) -> date:
        return date(self.year, 12, 31) if self.autumn else date(self.year, 6, 30)


def half_year_of(day: date) -> HalfYear:
    return HalfYear(day.year, day.month > 6)


def mondays(day: date, count: int) -> list[date]:
    """The Mondays of the last `count` weeks, oldest first, the week of `day` last."""
    this = day - timedelta(days=day.weekday())
    return [this - timedelta(weeks=back) for back in reversed(range(count))]
