"""The year of dates that name none: from their neighbours, a heading, weekdays, the file's name, or the calendar.

A list of one term may pass New Year: after December comes January of the next year, in whatever order the
dates stand.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from circles.rules.register_reading.dates import Written, century
from circles.rules.register_reading.headings import Field
from circles.rules.register_reading.notes import Notes
from circles.rules.register_reading.remarks import Place

YEARS_BACK = 4  # years: who imports older lists writes the year


class Source(StrEnum):
    """What a year was taken from. `LATEST`: nothing said it, so the meetings are the latest that have been."""

    WRITTEN = "written"
    NEIGHBOUR = "neighbour"
    HEADING = "heading"
    WEEKDAY = "weekday"
    FILE = "file"
    LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Hints:
    """Where a year may stand: above the table and in its sheet's name, in the file's name, in other tables."""

    today: date
    heading: tuple[str, ...] = ()
    file: str = ""
    elsewhere: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Dated:
    """One day for each date, None where none can be found ("29/2" in 2025)."""

    days: list[date | None]
    source: Source = Source.WRITTEN


def with_years(dates: Sequence[Written], marked: Sequence[bool], hints: Hints) -> Dated:
    """Each date with its year. `marked` tells where somebody was marked: that day must have been."""
    stated = {at: day for at, written in enumerate(dates) if written.year and (day := written.in_year(written.year))}
    if len(stated) == len(dates):
        return Dated([stated[at] for at in range(len(dates))])
    if stated:
        days = [stated.get(at) or _beside(written, at, stated) for at, written in enumerate(dates)]
        return Dated(days, Source.NEIGHBOUR)
    series = _Series(dates, marked, hints.today)
    for source, found in _ways(series, dates, hints):
        if found:
            return Dated(found, source)
    return Dated(series.latest(), Source.LATEST)


def _ways(series: "_Series", dates: Sequence[Written], hints: Hints):
    yield Source.HEADING, series.in_years(years_in(hints.heading))
    yield Source.WEEKDAY, series.by_weekday()
    yield Source.FILE, series.in_years(years_in([hints.file]))
    yield Source.NEIGHBOUR, series.nearest_to(hints.elsewhere)
    yield Source.HEADING, series.nearest_to(days_in(hints.heading))
    yield Source.FILE, series.nearest_to(days_in([hints.file]))


def tell_years(dated: Dated, dates: Sequence[Written], places: Sequence[Place], notes: Notes) -> None:
    """One doubt at the first date that got its year from elsewhere: which year was taken, and what from."""
    found = zip(dated.days, dates, places, strict=True)
    inferred = [(day, place) for day, written, place in found if day and written.year is None]
    if inferred:
        days = [day for day, _ in inferred]
        code = "year_latest" if dated.source is Source.LATEST else "year_inferred"
        notes.doubt(inferred[0][1], code, Field.DATE, first=min(days), last=max(days))


class _Series:
    """Dates without a year, as one term: some in its first calendar year, some maybe in the next."""

    def __init__(self, dates: Sequence[Written], marked: Sequence[bool], today: date):
        self.dates, self.marked, self.today = dates, marked, today
        self.later = _later(dates)

    def days(self, year: int) -> list[date | None]:
        return [written.in_year(year + later) for written, later in zip(self.dates, self.later, strict=True)]

    def has_been(self, days: list[date | None]) -> bool:
        return all(day is None or day <= self.today for day, marked in zip(days, self.marked, strict=True) if marked)

    def in_years(self, years: tuple[int, ...]) -> list[date | None]:
        """The term of a year, or of a school year. A year that only its last part is in counts as well."""
        if not years:
            return []
        if len(years) == 2:
            is_spring = not any(self.later) and self.dates[0].month < 7
            return self.days(years[1] if is_spring else years[0])
        plain = self.days(years[0])
        earlier = self.days(years[0] - 1) if any(self.later) else plain
        return earlier if not self.has_been(plain) and self.has_been(earlier) else plain

    def by_weekday(self) -> list[date | None]:
        """The only year in which every weekday that is named is the right one."""
        years = range(self.today.year - 3, self.today.year + 2)
        fitting = [days for year in years if _fits(days := self.days(year), self.dates)]
        return fitting[0] if len(fitting) == 1 else []

    def nearest_to(self, known: Iterable[date]) -> list[date | None]:
        """The year that brings the term nearest to a day that is known."""
        candidates = [
            (min(abs(day - other) for day in days for other in known), days)
            for year in {other.year + step for other in known for step in (-1, 0, 1)}
            if None not in (days := self.days(year)) and self.has_been(days)
        ]
        return min(candidates, key=lambda found: found[0])[1] if candidates else []

    def latest(self) -> list[date | None]:
        """The latest term whose marked days have been; one that nobody is marked in may lie ahead."""
        if not any(self.marked):
            return self.nearest_to((self.today,)) or self.days(self.today.year)
        years = range(self.today.year, self.today.year - YEARS_BACK - 1, -1)
        fitting = (days for year in years if None not in (days := self.days(year)) and self.has_been(days))
        return next(fitting, [None] * len(self.dates))


def _later(dates: Sequence[Written]) -> list[int]:
    """1 for each date after a New Year that the list passes, else 0.

    Days in rising order pass none. Else the term begins after the longest pause of the year, so that it doesn't
    matter whether the rows are in order of date or of person.
    """
    seen = list(dict.fromkeys((written.month, written.day) for written in dates))
    rising = sorted(seen)
    if seen == rising:
        return [0] * len(dates)
    numbers = [date(2024, month, day).timetuple().tm_yday for month, day in rising]
    pauses = [after - before for before, after in zip(numbers, [*numbers[1:], numbers[0] + 366], strict=True)]
    start = rising[(pauses.index(max(pauses)) + 1) % len(rising)]
    return [int((written.month, written.day) < start) for written in dates]


def _beside(written: Written, at: int, stated: dict[int, date]) -> date | None:
    """The year that brings it nearest to the closest date that has one."""
    anchor = stated[min(stated, key=lambda other: (abs(other - at), other))]
    candidates = [day for year in (anchor.year - 1, anchor.year, anchor.year + 1) if (day := written.in_year(year))]
    return min(candidates, key=lambda day: abs(day - anchor), default=None)


def _fits(found: list[date | None], dates: Sequence[Written]) -> bool:
    """Whether every weekday that is named is the right one; at least one must be."""
    named = [(day, written.weekday) for day, written in zip(found, dates, strict=True) if written.weekday is not None]
    return bool(named) and all(day and day.weekday() == weekday for day, weekday in named)


# --- Years in texts ------------------------------------------------------------------------------------

_TERM = re.compile(r"\b(?:ht|vt|höst(?:en|termin(?:en)?)?|vår(?:en|termin(?:en)?)?)\s*[-’']?\s*(20\d\d|\d\d)\b")
_SCHOOL_YEAR = re.compile(r"\b(20\d\d)\s*[/–-]\s*(?:20)?(\d\d)\b(?![-\d])")
_DAY = re.compile(r"(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")
_MONTHS = "jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec"
_MONTH_YEAR = re.compile(rf"\b(?:{_MONTHS})[a-zåäö]*\.?\s*[-’']\s*(\d\d)\b(?![-\d])")


def years_in(texts: Iterable[str]) -> tuple[int, ...]:
    """years_in(["NÄRVAROLISTA HT 25"]) → (2025,); ["läsåret 2025/26"] → (2025, 2026); unclear → ().

    A whole date is no year of the list: it may be the day of a print-out. See `days_in`.
    """
    joined = _DAY.sub(" ", _joined(texts))
    if found := {century(year) for pattern in (_TERM, _MONTH_YEAR) for year in pattern.findall(joined)}:
        return (found.pop(),) if len(found) == 1 else ()
    pairs = {(int(first), int(first) + 1) for first, last in _SCHOOL_YEAR.findall(joined) if _follows(first, last)}
    if pairs:
        return pairs.pop() if len(pairs) == 1 else ()
    found = set(re.findall(r"(?<!\d)(20\d\d)(?!\d)", joined))
    return (int(found.pop()),) if len(found) == 1 else ()


def _follows(first: str, last: str) -> bool:
    """2025/26 is a school year, 2025-09 a month."""
    return int(last) == (int(first) + 1) % 100


def days_in(texts: Iterable[str]) -> tuple[date, ...]:
    """Whole dates in a heading or a file's name: a period, or the day of a print-out."""
    found = (Written(int(day), int(month)).in_year(int(year)) for year, month, day in _DAY.findall(_joined(texts)))
    return tuple(day for day in found if day)


def _joined(texts: Iterable[str]) -> str:
    return " | ".join(texts).casefold().replace("_", " ")
