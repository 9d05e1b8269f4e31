"""How old an offer's facts may be, and which state of an offer may follow which. Pure."""

from collections.abc import Mapping
from datetime import date

REVIEW_AFTER = 180  # days: dialogue meetings come about twice a year
NEXT: Mapping[str, frozenset[str]] = {
    "draft": frozenset({"published", "ended"}),
    "published": frozenset({"published", "needs_review", "dormant", "ended"}),
    "needs_review": frozenset({"published", "dormant", "ended"}),
    "dormant": frozenset({"published", "ended"}),
    "ended": frozenset({"draft"}),
}


def may_become(status: str, following: str) -> bool:
    """Whether the step is open; published → published is a review. An unknown state is a KeyError."""
    return following in NEXT[status]


def review_due(*, status: str, reviewed_on: date | None, today: date) -> bool:
    """Whether the listed facts ask for a review: flagged already, or older than 180 days."""
    if status == "needs_review":
        return True
    return status == "published" and (today - reviewed_on).days > REVIEW_AFTER
