"""Finds Swedish personal, coordination and LMA numbers in text, so that they are refused instead of kept. Pure.

Forms: Skatteverket, SKV 704 (personal numbers) and SKV 707 (coordination numbers, the day plus 60). An LMA card's
number has no check digit: only its form ("12-345678") or the word beside it gives it away.
"""

import re
from datetime import date
from enum import StrEnum


class Kind(StrEnum):
    PERSONAL = "personal"
    COORDINATION = "coordination"
    LMA = "lma"


_TWELVE_OR_TEN = re.compile(
    r"(?<![\d+])(?:(?:18|19|20)[\s-]?)?(\d{2})(\d{2})(\d{2})[\s]?[-+–]?[\s]?(\d{3})[\s]?(\d)(?!\d)"
)
_LMA_FORM = re.compile(r"(?<![\d-])\d{2}-\d{6}(?![\d-])")
_LMA_WORD = re.compile(r"(?:\bLMA\b|dossier|beteckningsn)\D{0,20}\d(?:[\s-]?\d){5,}", re.IGNORECASE)
_ARABIC_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def find(text: str) -> Kind | None:
    """The kind of the first identity number in `text`, in western or Arabic digits; None without one.

    find("ring 850709-9805 efter lunch") → Kind.PERSONAL
    """
    text = text.translate(_ARABIC_DIGITS)
    for match in _TWELVE_OR_TEN.finditer(text):
        if kind := _kind(*match.groups()):
            return kind
    if _LMA_FORM.search(text) or _LMA_WORD.search(text):
        return Kind.LMA
    return None


def _kind(year: str, month: str, day: str, serial: str, check: str) -> Kind | None:
    if not luhn(year + month + day + serial + check):
        return None
    if _is_day(month, int(day)):
        return Kind.PERSONAL
    return Kind.COORDINATION if _is_day(month, int(day) - 60) else None


def _is_day(month: str, day: int) -> bool:
    try:
        date(2000, int(month), day)  # a leap year: the century is not known
    except ValueError:
        return False
    return True


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of those before it."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
