"""Clock times as people write them beside a date or in a cell of their own: 17.30, kl 17–20, 17:30–20:30."""

import re
from dataclasses import dataclass
from datetime import time

from circles.rules.register_reading.grid import Value, text_of

LONGEST_MINUTES = 8 * 60  # a longer meeting is a slip of the hand

_TO = r"\s*[-–—]\s*(?:kl\.?\s*)?"
_DOTTED = r"(\d{1,2})[.:](\d{2})"
_LOOSE = r"(\d{1,2})(?:[.:](\d{2}))?"
# Each: hour and minute of the start, then of the end where there is one.
_FORMS = (
    rf"kl(?:ockan)?\.?\s*{_LOOSE}(?:{_TO}{_LOOSE})?",
    rf"{_DOTTED}{_TO}{_DOTTED}",
    rf"(\d{{1,2}}):(\d{{2}})(?::\d{{2}})?(?:{_TO}{_LOOSE})?",
)
_AT_END = (
    *(re.compile(rf"[, (]+{form}\)?$") for form in _FORMS),
    re.compile(r"(?<=\d)[, ]+(\d{1,2})\.(\d{2})$"),
    re.compile(r"(?<=\d)t(\d\d):(\d\d).*$"),
)
_ALONE = tuple(re.compile(form) for form in (*_FORMS, _DOTTED, rf"{_LOOSE}{_TO}{_LOOSE}"))


@dataclass(frozen=True, slots=True)
class Hours:
    """When a meeting begins and how long it is; None where the list doesn't say."""

    start: time | None = None
    minutes: int | None = None


NO_HOURS = Hours()


def without_hours(text: str) -> tuple[str, Hours]:
    """without_hours("3/9 kl 17.30–20.30") → ("3/9", 17:30 and 180 minutes)."""
    for form in _AT_END:
        if (match := form.search(text)) and (hours := _hours(match.groups())):
            return text[: match.start()], hours
    return text, NO_HOURS


def hours_of(value: Value | None) -> Hours:
    """The hours that fill a cell: a clock time, "17.30–20.30", "kl 17-20 (4 studietimmar)"."""
    if isinstance(value, time):
        return Hours(value.replace(second=0, microsecond=0))
    text = re.split(r"[(,]", text_of(value).casefold())[0].strip()
    found = (_hours(match.groups()) for form in _ALONE if (match := form.fullmatch(text)))
    return next(filter(None, found), NO_HOURS)


def _hours(parts: tuple) -> Hours | None:
    """None where the numbers are no times of day. Midnight is how programs write a date without hours."""
    start = _time(*parts[:2])
    if start is None:
        return None
    if start == time():
        return NO_HOURS
    end = _time(*parts[2:4]) if len(parts) > 2 and parts[2] else None
    minutes = (end.hour - start.hour) * 60 + end.minute - start.minute if end else 0
    return Hours(start, minutes if 0 < minutes <= LONGEST_MINUTES else None)


def _time(hour: str, minute: str | None) -> time | None:
    if int(hour) > 23 or int(minute or 0) > 59:
        return None
    return time(int(hour), int(minute or 0))
