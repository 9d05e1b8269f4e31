"""Why something is not released, as numbers that may be shown: the words are the caller's."""

from dataclasses import dataclass
from enum import StrEnum

from disclosure.pooling import MIN_CIRCLES
from disclosure.rounding import midpoint6


class Rule(StrEnum):
    """The rules a release can fail, by the names that ledgers and screens use."""

    TOO_FEW_PEOPLE = "too_few_people"
    TOO_FEW_CIRCLES = "too_few_circles"


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One failed rule: how many are needed, and about how many are missing.

    `missing` of people is counted from the rounded number at hand, so that needed − missing is not the
    exact count of the people who wait.
    """

    rule: Rule
    needed: int
    missing: int


BATCH_MIN_PEOPLE = 60
BATCH_MIN_CIRCLES = 6
TABLE_MIN_PEOPLE = 30


def batch_shortfalls(*, people: int, circles: int) -> tuple[Shortfall, ...]:
    """What a batch of scientific files lacks: 60 people from 6 closed circles. Empty when it is enough."""
    return _shortfalls(people, circles, BATCH_MIN_PEOPLE, BATCH_MIN_CIRCLES)


def table_shortfalls(*, people: int, circles: int) -> tuple[Shortfall, ...]:
    """What a public table lacks: 30 people from 3 circles. Empty when it is enough."""
    return _shortfalls(people, circles, TABLE_MIN_PEOPLE, MIN_CIRCLES)


def _shortfalls(people: int, circles: int, min_people: int, min_circles: int) -> tuple[Shortfall, ...]:
    failed = []
    if circles < min_circles:
        failed.append(Shortfall(Rule.TOO_FEW_CIRCLES, min_circles, min_circles - circles))
    if people < min_people:
        # 58 and 59 round to 57, never up to 60: something is missing, so the number is never zero.
        failed.append(Shortfall(Rule.TOO_FEW_PEOPLE, min_people, min_people - midpoint6(people)))
    return tuple(failed)
