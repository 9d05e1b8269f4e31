"""The independent checker of finished files. Shares no code with the builder, not even the rounding.

It opens the bytes with the standard library (Parquet with Arrow's), has its own allow-lists, counts the circles by
itself, and refuses by rule name. Nothing is offered for download before it has passed.
"""

from exports.gate.check import Finding, check
from exports.gate.evidence import Evidence, evidence
from exports.gate.formats import check_all
from exports.gate.open_tables import check_tables
from exports.gate.recount import KnownOfTables, known_of_tables

__all__ = [
    "Evidence",
    "Finding",
    "KnownOfTables",
    "check",
    "check_all",
    "check_tables",
    "evidence",
    "known_of_tables",
]
