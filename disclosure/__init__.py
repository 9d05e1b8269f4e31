"""What may be said of counts of people. No Django, no database, no clock; `recoding` alone knows numpy."""

from importlib import import_module
from typing import Any

from disclosure.groups import MIN_GROUP, MIN_LEFT, hidden_groups, may_have_means
from disclosure.inference import tells_of_each
from disclosure.masking import mask
from disclosure.pooling import MIN_CIRCLES, Contribution, pool
from disclosure.repeated import MIN_CELL_STEP, MIN_CLASS_STEP, narrow_differences
from disclosure.rounding import midpoint6, nearest5
from disclosure.shortfall import Rule, Shortfall, batch_shortfalls, table_shortfalls
from disclosure.shown import Cells, Grid, Policy, Shown, share

__all__ = [
    "MIN_CELL_STEP",
    "MIN_CIRCLES",
    "MIN_CLASS_STEP",
    "MIN_GROUP",
    "MIN_LEFT",
    "Cells",
    "Contribution",
    "Grid",
    "Policy",
    "Rule",
    "Shortfall",
    "Shown",
    "batch_shortfalls",
    "hidden_groups",
    "mask",
    "may_have_means",
    "midpoint6",
    "narrow_differences",
    "nearest5",
    "pool",
    "share",
    "table_shortfalls",
    "tells_of_each",
]


def __getattr__(name: str) -> Any:
    """What recodes a table, by the same door: numpy is loaded by those who ask for it, not by every page."""
    recoding = import_module("disclosure.recoding")
    if name in recoding.__all__:
        return getattr(recoding, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
