"""How much of a circle a person had: the definitions of the codebook, as numbers."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Dose:
    """`offered`: sessions held that have a mark for the person (one without is missing, not an absence);
    `attended`: there for all or part; `at_the_end`: at one of the last two held."""

    offered: int = 0
    attended: int = 0
    at_the_end: bool = False

    @property
    def started(self) -> bool:
        return self.attended >= 1

    @property
    def completed(self) -> bool:
        """At least two thirds of what was offered, and at the end."""
        return self.started and 3 * self.attended >= 2 * self.offered and self.at_the_end
