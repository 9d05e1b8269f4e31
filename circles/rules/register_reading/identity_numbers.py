"""Personal, coordination and LMA numbers in a list, so that they are left out before anything is kept.

`core.identity_numbers` asks for a right check digit. In a column typed by hand a slip of one digit is still a
person, so here the form alone is enough: a date, a hyphen, four digits; or all twelve digits.
"""

import re
from datetime import date

from circles.rules.register_reading.grid import Value, text_of
from circles.rules.register_reading.nearest import folded
from core import identity_numbers

_FORMS = re.compile(
    r"(?<!\d)(?:"
    r"(?:(?:1[89]|20)\d{6}\s?[-–+]?\s?\d{4}|\d{6}\s?[-–+]\s?\d{4})(?!\d)"
    r"|(?:19|20)?\d{6}\s?[-–+]?\s?(?:[A-Z]{1,2}\d{2,3}|[A-Z]\d[A-Z]\d)(?![A-Za-z0-9])"  # the regions' own
    r"|(?<!-)\d{2}\s?[-–]\s?\d{6}(?![\d-])"  # LMA card, Migrationsverket's case
    r")"
)
_TEN = re.compile(r"(?<!\d)\d{10}(?!\d)")
_HEADINGS = re.compile(
    r"pers(?:on)?\W?n(?:umme)?r|\bpnr\b|\bp-?nummer\b|samordnings?\W?n|\blma\b|dossier|beteckningsn|migrationsverk"
    r"|identitetsn|\bid-?n(?:umme)?r"
)


def is_number_heading(text: str) -> bool:
    """Whether a column says by its heading that it holds such numbers."""
    return bool(_HEADINGS.search(folded(text)))


def holds_number(value: Value | None) -> bool:
    """Whether the cell holds what is, or was meant as, such a number. A date of eight digits is none."""
    text = text_of(value)
    return identity_numbers.find(text) is not None or without_number(text) != text


def without_number(text: str) -> str:
    """The text with every such number taken out."""
    taken = _TEN.sub(lambda found: "" if identity_numbers.find(found.group()) else found.group(), text)
    taken = _FORMS.sub(lambda found: "" if _could_be(found.group()) else found.group(), taken)
    return taken if taken == text else " ".join(taken.split()).strip(" ,;:()-–/")


def _could_be(number: str) -> bool:
    """A date in it must exist; a coordination number's day is 60 more. An LMA number has no date."""
    digits = "".join(re.findall(r"\d", number))
    if re.fullmatch(r"\d{2}\s?[-–]\s?\d{6}", number):
        return True
    if re.match(r"(?:1[89]|20)\d{6}(?!\d*$)|\d{12}$", number):
        digits = digits[2:]
    day = int(digits[4:6])
    try:
        date(2000, int(digits[2:4]), day - 60 if day > 60 else day)
    except ValueError:
        return False
    return True
