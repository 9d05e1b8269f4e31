"""How many people of a batch's A_characteristics read alike, at least; and what may be said of it beforehand. Pure."""

from collections.abc import Sequence
from enum import StrEnum

K_LEAST, K_MOST = 5, 15


class KRule(StrEnum):
    """Why k is not changed."""

    TOO_LOW = "k_too_low"
    TOO_HIGH = "k_too_high"
    LOWERED = "k_lowered"
    PUBLISHED = "k_published"  # the work on the file has begun, or is done
    TOO_COARSE = "too_coarse"  # the preview tells that there would be no table


class KRefused(Exception):
    """Nothing has changed."""

    def __init__(self, rule: KRule, asked: int, now: int):
        super().__init__(rule)
        self.rule, self.asked, self.now = rule, asked, now


def check_k(asked: int, *, now: int, has_begun: bool, previews: Sequence[dict]) -> None:
    """Raises KRefused unless a batch's k may go from `now` to `asked`. The same again changes nothing and is fine."""
    rules = {
        KRule.TOO_LOW: asked < K_LEAST,
        KRule.TOO_HIGH: asked > K_MOST,
        KRule.LOWERED: asked < now,
        KRule.PUBLISHED: has_begun,
        KRule.TOO_COARSE: any(preview["k"] == asked and preview.get("refused") for preview in previews),
    }
    for rule, stands in rules.items():
        if stands:
            raise KRefused(rule, asked, now)
