"""Coarsening a table of people until nobody stands alone in it. Knows numpy; loaded only by those who recode."""

from disclosure.recoding.anonymise import LEAST_K, Anonymised, Request, anonymise
from disclosure.recoding.demands import Closeness
from disclosure.recoding.hierarchy import Hierarchy
from disclosure.recoding.losses import Metric
from disclosure.recoding.microaggregation import Microaggregated, microaggregate
from disclosure.recoding.partition import partition
from disclosure.recoding.preview import Preview, least_loss, previews
from disclosure.recoding.rare import shown_leaves, with_shown_leaves
from disclosure.recoding.refused import Reason, Refused
from disclosure.recoding.search import search
from disclosure.recoding.solution import Solution

__all__ = [
    "LEAST_K",
    "Anonymised",
    "Closeness",
    "Hierarchy",
    "Metric",
    "Microaggregated",
    "Preview",
    "Reason",
    "Refused",
    "Request",
    "Solution",
    "anonymise",
    "least_loss",
    "microaggregate",
    "partition",
    "previews",
    "search",
    "shown_leaves",
    "with_shown_leaves",
]
