"""A story told in order of time: each step happens with the clock at its own moment.

The actions of the rooms ask `timezone.now()`. While a step runs it answers with the step's moment, so that rows, events
and rules all see the day on which the step would have been taken, and nothing is dated afterwards by hand.
"""

from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from heapq import heappop, heappush
from itertools import count

from django.utils import timezone

from demo.statistics import analyse

OFTEN = 250  # steps; the world is told in one transaction, in which no database looks at its tables by itself


@contextmanager
def clock_at(moment: datetime):
    """`timezone.now()` answers `moment` inside. For one process with one thread, as a seeding command is."""
    real, timezone.now = timezone.now, lambda: moment
    try:
        yield
    finally:
        timezone.now = real


@dataclass
class Story:
    """Steps by moment; those of the same moment in the order they were told. A step may tell further ones."""

    until: datetime
    _steps: list = field(default_factory=list)
    _number: count = field(default_factory=count)

    def at(self, moment: datetime, step: Callable, *args, **kwargs) -> None:
        """Tell a step. What lies after the end of the story never happens."""
        if moment <= self.until:
            heappush(self._steps, (moment, next(self._number), lambda: step(*args, **kwargs)))

    def run(self) -> int:
        """Take every step; how many there were."""
        taken = 0
        while self._steps:
            moment, _, step = heappop(self._steps)
            with clock_at(moment):
                step()
            taken += 1
            if taken % OFTEN == 0:
                analyse()
        return taken
