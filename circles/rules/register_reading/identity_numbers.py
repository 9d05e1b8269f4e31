"""Finds personal, coordination and LMA numbers, so that they can be left out before anything is kept.

Source of the forms: Skatteverket (YYMMDD-NNNC, day + 60 for a coordination number, Luhn check digit), Migrationsverket
(LMA card and case numbers, two digits, hyphen, six digits), the regions' reserve numbers (date, then letters).
"""

import re

from circles.rules.register_reading.grid import Value, text_of
from circles.rules.register_reading.nearest import folded

_DATED = re.compile(r"(?<!\d)(?P<century>1[89]|20)?(?P<date>\d{6})(?P<mark>\s?[-–+]\s?|\s?)(?P<last>\d{4})(?!\d)")
_RESERVE = re.compile(r"(?<!\d)(?:19|20)?\d{6}\s?[-–+]?\s?(?:[A-Z]{1,2}\d{2,3}|[A-Z]\d[A-Z]\d)(?![A-Za-z0-9])")
_LMA = re.compile(r"(?<![\d-])\d{2}\s?[-–]\s?\d{6}(?![\d-])")
_HEADINGS = re.compile(
    r"person\W?n(?:umme)?r|\bpnr\b|\bp-?nummer\b|samordnings?\W?n|\blma\b|dossier|beteckningsn|migrationsverk|identitetsn|\bid-?n(?:umme)?r"
)


def is_number_heading(text: str) -> bool:
    """Whether a column says by its heading that it holds such numbers."""
    return bool(_HEADINGS.search(folded(text)))


def holds_number(value: Value | None) -> bool:
    """Whether the cell holds what is, or was meant as, such a number: a slip of one digit is still a person."""
    return without_number(text_of(value)) != text_of(value)


def without_number(text: str) -> str:
    """The text with every such number taken out."""
    taken = _LMA.sub("", _RESERVE.sub("", _DATED.sub(lambda match: "" if _is_dated(match) else match.group(), text)))
    return taken if taken == text else " ".join(taken.split()).strip(" ,;:()-–/")


def _is_dated(match: re.Match) -> bool:
    month, day = int(match["date"][2:4]), int(match["date"][4:6])
    if not 1 <= month <= 12 or not (1 <= day <= 31 or 61 <= day <= 91):
        return False
    return bool(match["mark"].strip() or match["century"]) or _luhn(match["date"] + match["last"])


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(number // 10 + number % 10 for number in doubled) % 10 == 0
