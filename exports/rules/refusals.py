"""Why a release is refused: rules by name, beside those of `disclosure` on size."""

from enum import StrEnum


class Refusal(StrEnum):
    GATE = "gate"  # the independent checker of the finished file
    AUTHORITY_ENDED = "authority_ended"  # whoever asked, or approved, may no longer
    TOO_COARSE = "too_coarse"  # of A_characteristics: at this k more than one in twenty would be hidden
    NOT_FIXED = "not_fixed"  # enough waits, but the half-year's batch has not been fixed
    # A data steward's own reasons.
    PURPOSE = "purpose"
    AGREEMENT = "agreement"
    RECIPIENT = "recipient"


BY_STEWARD = (Refusal.PURPOSE, Refusal.AGREEMENT, Refusal.RECIPIENT)
