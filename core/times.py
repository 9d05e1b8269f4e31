"""Times and days in words, in Swedish wall-clock time (settings.TIME_ZONE), in the language of the page."""

from datetime import date, datetime, time

from django.utils import timezone
from django.utils.dateformat import format as django_format
from django.utils.dateformat import time_format
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import get_language


def wall(value: date | datetime | time) -> date | datetime | time:
    """A moment in Swedish wall-clock time; a day or a naive time as it stands."""
    return timezone.localtime(value) if isinstance(value, datetime) and timezone.is_aware(value) else value


def clock(value: datetime | time) -> str:
    """Prose: "17.30" in Swedish, "17:30" elsewhere."""
    return time_format(wall(value), "H.i" if _in_swedish() else "H:i")


def stamp(value: datetime | time) -> str:
    """Machine stamp: "18:42" in every language."""
    return time_format(wall(value), "H:i")


def film_position(seconds: int) -> str:
    """Minutes and seconds into a film: "06.20" in Swedish, "06:20" elsewhere."""
    return f"{seconds // 60:02}{'.' if _in_swedish() else ':'}{seconds % 60:02}"


def day(value: date) -> str:
    """ "tisdag 24 november" """
    return django_format(wall(value), "l j F")


def date_words(value: date) -> str:
    """ "24 november 2026" """
    return django_format(wall(value), "j F Y")


def short_day(value: date) -> str:
    """ "24 nov" """
    return f"{wall(value).day} {short_month(value)}"


def weekday_day(value: date) -> str:
    """ "tis 24 nov" """
    return f"{weekday_name(wall(value).weekday())} {short_day(value)}"


def weekday_name(weekday: int) -> str:
    """ "tis" (Monday is 0). Arabic has no short form: the whole word."""
    names = WEEKDAYS if (get_language() or "sv").startswith("ar") else WEEKDAYS_ABBR
    return _swedish_style(str(names[weekday]))


def short_month(value: date) -> str:
    """ "nov" """
    return _swedish_style(django_format(wall(value), "M"))


def month_year(value: date) -> str:
    """ "mar 2028" """
    return f"{short_month(value)} {wall(value).year}"


def iso(value: date | datetime | time) -> str:
    """For a `datetime` attribute: "2026-11-24" or "2026-11-24T17:30+01:00"."""
    is_day = isinstance(value, date) and not isinstance(value, datetime)
    return value.isoformat() if is_day else wall(value).isoformat(timespec="minutes")


def _swedish_style(word: str) -> str:
    """Without a full stop; in Swedish in lower case too, whatever Django's catalogue has."""
    word = word.rstrip(".")
    return word.lower() if _in_swedish() else word


def _in_swedish() -> bool:
    return (get_language() or "sv").startswith("sv")


def minutes_between(start: datetime, end: datetime) -> int:
    """Whole minutes."""
    return int((end - start).total_seconds() // 60)
