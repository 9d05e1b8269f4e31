"""The independent checker of finished files. Shares no code with the builder, not even the rounding.

It opens the bytes with the standard library (Parquet with Arrow's), has its own allow-lists, counts the circles by
itself, and refuses by rule name. Nothing is offered for download before it has passed.
"""

from exports.gate.check import Finding, check
from exports.gate.evidence import Evidence, evidence
from exports.gate.formats import check_all

__all__ = ["Evidence", "Finding", "check", "check_all", "evidence"]
