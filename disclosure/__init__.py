"""What may be said of counts of people. Pure Python: no Django, no database, no clock."""

from disclosure.masking import mask
from disclosure.pooling import MIN_CIRCLES, Contribution, pool
from disclosure.rounding import midpoint6, nearest5
from disclosure.shortfall import Rule, Shortfall, batch_shortfalls, table_shortfalls
from disclosure.shown import Cells, Grid, Policy, Shown

__all__ = [
    "MIN_CIRCLES",
    "Cells",
    "Contribution",
    "Grid",
    "Policy",
    "Rule",
    "Shortfall",
    "Shown",
    "batch_shortfalls",
    "mask",
    "midpoint6",
    "nearest5",
    "pool",
    "table_shortfalls",
]
