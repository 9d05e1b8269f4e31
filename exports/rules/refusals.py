"""Why a release is refused: rules by name, beside those of `disclosure` on size."""

from enum import StrEnum


class Refusal(StrEnum):
    GATE = "gate"  # the independent checker of the finished file
    AUTHORITY_ENDED = "authority_ended"  # whoever asked, or approved, may no longer
    TOO_COARSE = "too_coarse"  # of A_characteristics: at this k more than one in twenty would be hidden
    NOT_FIXED = "not_fixed"  # enough waits, but the half-year's batch has not been fixed
    NO_TABLE = "no_table"  # of open tables: not one of the catalogue may be written
    NOBODY = "nobody"  # nobody whose list is signed has said yes to what an extract tells
    KEY_LOST = "key_lost"  # the key of the pseudonyms is gone, and with it what joins the deliveries
    # A data steward's own reasons.
    PURPOSE = "purpose"
    AGREEMENT = "agreement"
    RECIPIENT = "recipient"


BY_STEWARD = (Refusal.PURPOSE, Refusal.AGREEMENT, Refusal.RECIPIENT)
