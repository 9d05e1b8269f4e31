"""Where leaders are, by language and place; and where people wait without one."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Matrix:
    """`leaders[language][place]` counts leaders who may lead; a leader counts once per language.

    `languages` and `places` are in the order to show; a pair that is missing counts 0.
    """

    languages: tuple[str, ...]
    places: tuple[str, ...]
    leaders: Mapping[str, Mapping[str, int]]

    def count(self, language: str, place: str) -> int:
        return self.leaders.get(language, {}).get(place, 0)

    def places_with(self, language: str) -> tuple[str, ...]:
        """Where there is a leader in the language, most leaders first."""
        found = self.leaders.get(language, {})
        return tuple(sorted((p for p in found if found[p]), key=lambda place: (-found[place], place)))


def matrix(leaders: Iterable[tuple[str, str]], waiting: Iterable[tuple[str, str]]) -> Matrix:
    """From (language, place) pairs: one per leader who may lead, and one per pair in which somebody waits.

    Languages and places that either names are there; those with most leaders come first, then by code.
    """
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    pairs = list(leaders)
    for language, place in pairs:
        counts[language][place] += 1
    wanted = list(waiting)
    by_language = {code: sum(places.values()) for code, places in counts.items()}
    by_place: dict[str, int] = defaultdict(int)
    for _, place in pairs:
        by_place[place] += 1
    languages = sorted({code for code, _ in [*pairs, *wanted]}, key=lambda c: (-by_language.get(c, 0), c))
    places = sorted({place for _, place in [*pairs, *wanted]}, key=lambda p: (-by_place.get(p, 0), p))
    return Matrix(tuple(languages), tuple(places), {code: dict(row) for code, row in counts.items()})
