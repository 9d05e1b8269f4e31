"""Dates as people write them: real dates, day numbers of both of Excel's date systems, and Swedish texts.

Day comes before month ("3/9" is 3 September). A date without a year gets its year afterwards, from its
neighbours, from a year in the list's heading, or from its weekday: see `years`.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from difflib import get_close_matches

from circles.rules.register_reading.grid import Value, text_of
from circles.rules.register_reading.hours_of_day import hours_of, without_hours

MONTHS = {
    name: month
    for month, names in enumerate(
        (
            "jan januari january", "feb febr februari february", "mar mars march", "apr april", "maj may",
            "jun juni june", "jul juli july", "aug augusti august", "sep sept september",
            "okt oktober oct october", "nov november", "dec december",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip
_WEEKDAYS = ("måndag mån må", "tisdag tis ti", "onsdag ons on", "torsdag tors tor to", "fredag fre fr",
             "lördag lör lö", "söndag sön sö")  # fmt: skip
WEEKDAYS = {name: number for number, names in enumerate(_WEEKDAYS) for name in names.split()}

# Day 0 of each system. 1900 has a leap day that never was, so its day 0 is 30 December for later days.
EPOCH_1900, EPOCH_1904 = date(1899, 12, 30), date(1904, 1, 1)
SERIALS = range(20_000, 80_000)  # 1954 to 2119
LONGEST_BACK, LONGEST_AHEAD = timedelta(days=15 * 366), timedelta(days=400)


@dataclass(frozen=True, slots=True)
class Written:
    """A date as it stands in the cell; `year` None where it names none. `weekday` 0 is Monday.

    `start` and `minutes` only where the hours stand beside the date.
    """

    day: int
    month: int
    year: int | None = None
    weekday: int | None = None
    start: time | None = None
    minutes: int | None = None

    def in_year(self, year: int) -> date | None:
        try:
            return date(year, self.month, self.day)
        except ValueError:
            return None


def read_date(value: Value | None, *, epoch_1904: bool, today: date) -> Written | None:
    """The date of a cell, or None where it is none that can exist."""
    if isinstance(value, bool):
        return None
    if isinstance(value, datetime):
        return _written(value, value.time())
    if isinstance(value, date):
        return _written(value, time())
    if isinstance(value, int | float) and value in _Span(SERIALS):
        return _from_serial(value, epoch_1904)
    if isinstance(value, float) and not value.is_integer():
        return None  # 3.1 may have been 3.10 before Excel made it a number
    return _existing(_from_text(_plain(value), epoch_1904, today))


def is_plausible(day: date, today: date) -> bool:
    """Not older than the oldest list anyone keeps, not further ahead than the next term."""
    return today - LONGEST_BACK <= day <= today + LONGEST_AHEAD


def looks_like_date(value: Value | None) -> bool:
    """Whether a heading was meant as a date, also where it can't be one ("31 sep", "3 spt", "2025-13-03")."""
    if isinstance(value, bool):
        return False
    if isinstance(value, date | datetime) or (isinstance(value, int | float) and value in _Span(SERIALS)):
        return True
    text = _plain(value)
    if hours_of(text).start and _existing(_from_text(text, epoch_1904=False, today=date.max)) is None:
        return False  # 17.30–20.30
    if text.isdecimal() and len(text) == 5:
        return int(text) in SERIALS
    if re.search(r"\d\s*[/.-]\s*\d", text) or re.fullmatch(r"\d{6}|\d{8}", text):
        return True
    word = re.search(r"\b\d{1,2}(?::?[ea])?[ .-]*([a-zåäö]{3,9})\b", text)
    return bool(word and get_close_matches(word.group(1), MONTHS, n=1, cutoff=0.6))


def suggest_date(value: Value | None, near: date) -> date | None:
    """The nearest day that can exist, for a text that can't: 31 sep → 30 sep, 2025-13-03 → 3 dec."""
    text = _plain(value)
    numbers = [int(number) for number in re.findall(r"\d+", text)[:3] if len(number) <= 4]
    word = re.search(r"[a-zåäö]{3,9}", text)
    month = get_close_matches(word.group(), MONTHS, n=1, cutoff=0.6) if word else []
    if month and numbers:
        return _clamped(numbers[1] if len(numbers) > 1 else near.year, MONTHS[month[0]], numbers[0])
    if len(numbers) == 3 and numbers[0] > 31:
        return _clamped(*numbers)
    if len(numbers) in (2, 3):
        return _clamped(numbers[2] if len(numbers) == 3 else near.year, numbers[1], numbers[0])
    return None


# --- One cell ------------------------------------------------------------------------------------------

_YEAR = r"(?:['’]?(\d{4}|\d{2}))"
_FORMS = (
    (re.compile(rf"(\d{{1,2}})-([a-zåäö]{{3,9}})\.?(?:-{_YEAR})?"), "dmy"),
    (re.compile(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})"), "ymd"),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), "ymd"),
    (re.compile(r"(\d{2})(\d{2})(\d{2})"), "ymd"),
    (re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})"), "dmy"),
    (re.compile(rf"(\d{{1,2}})\s*[/.]\s*(\d{{1,2}})\.?(?:\s*[/.\- ]\s*{_YEAR})?"), "dmy"),
    (re.compile(rf"(\d{{1,2}})(?::?[ea])?[ .]*([a-zåäö]+)[., ]*(?:-?\s*{_YEAR})?"), "dmy"),
    (re.compile(rf"([a-zåäö]+)[. ]+(\d{{1,2}})(?::?[ea])?(?:[., ]+{_YEAR})?"), "mdy"),
)
_MEETING = re.compile(
    r"^(?:(?:träff|tillfälle|gång|sammankomst|möte|ggr|nr|vecka|v)\.?\s*\d{1,2}\s*[:.,)–-]*\s+|\d{1,2}[.:)]\s+(?=\D*\d))"
)
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
# A date with something after it that isn't one: a theme, a place, "(träff 1)".
_BEFORE_WORDS = re.compile(
    r"(\d{4}-\d{2}-\d{2}|\d{1,2}\s*[/.]\s*\d{1,2}(?:[/. -]+\d{4})?"
    rf"|\d{{1,2}}(?::?[ea])?[ .]*(?:{_MONTH})\.?(?: \d{{4}})?)"
    r"(?:\s*[,:;(–-]\s*|\s+)(?=[a-zåäö(])(?!.*\d\s*[/.-]\s*\d)"
)


class _Span:
    """A range that a fraction may lie in: the hours of a day number."""

    def __init__(self, numbers: range):
        self.numbers = numbers

    def __contains__(self, value) -> bool:
        return self.numbers.start <= value < self.numbers.stop


def _plain(value: Value | None) -> str:
    """Small letters and western digits."""
    text = unicodedata.normalize("NFKC", text_of(value)).casefold()
    return "".join(str(unicodedata.digit(mark)) if mark.isdigit() else mark for mark in text)


def _from_text(text: str, epoch_1904: bool, today: date) -> Written | None:
    if text.isdigit() and len(text) == 5 and int(text) in SERIALS:
        return _from_serial(int(text), epoch_1904)
    text, hours = without_hours(_MEETING.sub("", text))
    text, weekday = _without_weekday(text)
    found = _day_of(text, today)
    if found is None and (match := _BEFORE_WORDS.match(text)):
        found = _day_of(match.group(1), today)
    return replace(found, weekday=weekday, start=hours.start, minutes=hours.minutes) if found else None


def _day_of(text: str, today: date) -> Written | None:
    if re.fullmatch(r"\d\d-\d\d-\d\d", text):
        return _short(text, today)
    for pattern, order in _FORMS:
        if match := pattern.fullmatch(text):
            return _ordered(match.groups(), order)
    return None


def _without_weekday(text: str) -> tuple[str, int | None]:
    match = re.match(r"([a-zåäö]+?)(?:en|s)?[., ]+(?:den\s+)?(?=\d)", text)
    if match and match.group(1) in WEEKDAYS:
        return text[match.end() :], WEEKDAYS[match.group(1)]
    return text.removeprefix("den "), None


def _short(text: str, today: date) -> Written | None:
    """25-09-03 is year first, as Swedes write; 03-09-25 can only be day first. None where both could be."""
    first, second, third = text.split("-")
    forward = Written(int(third), int(second), 2000 + int(first))
    backward = Written(int(first), int(second), 2000 + int(third))
    possible = [form for form in (forward, backward) if (day := form.in_year(form.year)) and is_plausible(day, today)]
    return possible[0] if len(possible) == 1 else None


def _ordered(groups: tuple, order: str) -> Written | None:
    found = dict(zip(order, groups, strict=True))
    month = MONTHS.get(found["m"]) if not found["m"].isdigit() else int(found["m"])
    if not month:
        return None
    year = century(found["y"]) if found.get("y") else None
    return Written(int(found["d"]), month, year)


def _existing(written: Written | None) -> Written | None:
    """29 February exists in some year; 31 September in none."""
    return written if written and written.in_year(written.year or 2024) else None


def century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _written(moment: date, start: time) -> Written:
    clock = time(start.hour, start.minute) if start.hour or start.minute else None
    return Written(moment.day, moment.month, moment.year, None, clock)


def _from_serial(number: float, epoch_1904: bool) -> Written:
    moment = datetime.combine(EPOCH_1904 if epoch_1904 else EPOCH_1900, time()) + timedelta(days=number)
    start = (moment + timedelta(seconds=30)).time()
    return _written(moment.date(), start if number % 1 else time())


def _clamped(year: int, month: int, day: int) -> date | None:
    if month > 12 >= day:
        month, day = day, month
    year = year if year > 31 else 2000 + year
    if not (1 <= month <= 12 and 2000 <= year <= 2100 and day >= 1):
        return None
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, min(day, (following - timedelta(days=1)).day))
