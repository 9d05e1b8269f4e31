"""A person's leaves in the hierarchies of A_characteristics, from what the code card and the circle say. Pure."""

from datetime import date

from exports.hierarchies import UNKNOWN, language_groups
from exports.rules.dose import Dose
from exports.rules.halfyears import half_year

SEXES = ("woman", "man")
ARRIVALS = {"0-1": "under_1", "1-3": "1_to_3", "3-6": "3_to_6", "6+": "6_or_more"}
MIDDLE = 2  # years into a band of five birth years


def sex(gender: str) -> str:
    return gender if gender in SEXES else "other_or_not_said"


def age_band(birth_band: int | None, year: int) -> str:
    """The age reached in `year`, from the middle of the five birth years.

    >>> age_band(1990, 2026)  # born 1990–1994: 34 to begin with
    '30-34'
    """
    if birth_band is None:
        return UNKNOWN
    age = year - birth_band - MIDDLE
    if age < 15:
        return "under_15"
    if age >= 80:
        return "80+"
    return f"{age // 5 * 5}-{age // 5 * 5 + 4}"


def language_group(code: str | None) -> str:
    return language_groups().get(code or "", UNKNOWN)


def arrival_band(arrival: str) -> str:
    return ARRIVALS.get(arrival, UNKNOWN)


def dose_band(dose: Dose) -> str:
    """Below a third of what was offered and marked, below two thirds, or more."""
    if not dose.offered:
        return UNKNOWN
    if 3 * dose.attended < dose.offered:
        return "low"
    return "middle" if 3 * dose.attended < 2 * dose.offered else "high"


def period(closed_on: date) -> str:
    return half_year(closed_on)
