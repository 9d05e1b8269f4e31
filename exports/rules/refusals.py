"""Why a release is refused: rules by name, beside those of `disclosure` on size."""

from enum import StrEnum


class Refusal(StrEnum):
    GATE = "gate"  # the independent checker of the finished file
    AUTHORITY_ENDED = "authority_ended"  # whoever asked, or approved, may no longer
    # A data steward's own reasons.
    PURPOSE = "purpose"
    AGREEMENT = "agreement"
    RECIPIENT = "recipient"


BY_STEWARD = (Refusal.PURPOSE, Refusal.AGREEMENT, Refusal.RECIPIENT)
