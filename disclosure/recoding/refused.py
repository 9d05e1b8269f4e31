"""Why a table is not recoded: a rule by name, and one sentence a person can act on."""

from enum import StrEnum


class Reason(StrEnum):
    K_TOO_LOW = "k_too_low"
    TOO_FEW_ROWS = "too_few_rows"
    NOTHING_FEASIBLE = "nothing_feasible"
    UNKNOWN_COLUMN = "unknown_column"
    EMPTY_VALUE = "empty_value"
    VALUE_NOT_IN_HIERARCHY = "value_not_in_hierarchy"
    BROKEN_HIERARCHY = "broken_hierarchy"
    BROKEN_TABLE = "broken_table"
    BROKEN_DEMAND = "broken_demand"
    TOO_MANY_NODES = "too_many_nodes"


class Refused(ValueError):
    """Nothing is handed out. `reason` is the rule, `str()` the sentence."""

    def __init__(self, reason: Reason, sentence: str):
        super().__init__(sentence)
        self.reason = reason
