"""What a study must say before it can be opened."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum


class Lacks(StrEnum):
    POPULATION = "population"  # no programme: nothing to release
    PURPOSE = "purpose"
    ETHICS_REFERENCE = "ethics_reference"
    ORDER_OF_DATES = "order_of_dates"


def lacking(
    *, programmes: Collection, purpose: str, mode: str, ethics_reference: str, dates: tuple[date, date, date]
) -> tuple[Lacks, ...]:
    """What is missing. `dates`: start, end, and the day by which the recipient destroys what they have."""
    starts, ends, destroyed = dates
    checks = {
        Lacks.POPULATION: not programmes,
        Lacks.PURPOSE: not purpose.strip(),
        Lacks.ETHICS_REFERENCE: mode == "ethics" and not ethics_reference.strip(),
        Lacks.ORDER_OF_DATES: not starts <= ends <= destroyed,
    }
    return tuple(lack for lack, missing in checks.items() if missing)
