"""A person's answers before and after, and in which dose bands and groups they may be told. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from disclosure import hidden_groups, may_have_means, tells_of_each
from exports import hierarchies

KNOWN_DOSES = ("low", "middle", "high")
LEAST_PAIRS = 100  # of an instrument in a batch, before single rows of them are published


@dataclass(frozen=True, slots=True)
class Pair:
    """One person's scores on one instrument. `leaves`: sex, age_band and dose_band at their finest."""

    seat: int
    circle: int
    instrument: str
    before: float
    after: float
    leaves: Mapping[str, str]

    @property
    def change(self) -> float:
        return self.after - self.before


def dose_bands(pairs: Sequence[Pair]) -> dict[str, str]:
    """Leaf of dose → the label it is told under; a leaf that isn't there is told nowhere.

    A band may be told of as a group with means may, so that B says of no band what S withholds. One that may not is
    joined with its neighbour, along the hierarchy: below two thirds, then all. People of unknown dose have no
    neighbour: where they may not be told of, and the others aren't all joined, they are in neither file.
    """
    unknown = may_be_told(_of(pairs, [hierarchies.UNKNOWN]), pairs)
    for level in (0, 1):
        labels = {leaf: hierarchies.coarsened("dose_band", leaf, level) for leaf in KNOWN_DOSES}
        bands = [[leaf for leaf in KNOWN_DOSES if labels[leaf] == label] for label in dict.fromkeys(labels.values())]
        if all(may_be_told(group, pairs) for group in (_of(pairs, band) for band in bands) if group):
            return labels | ({hierarchies.UNKNOWN: hierarchies.UNKNOWN} if unknown else {})
    return dict.fromkeys([*KNOWN_DOSES, hierarchies.UNKNOWN], hierarchies.TOP)


def _of(pairs: Iterable[Pair], leaves: Sequence[str]) -> list[Pair]:
    return [pair for pair in pairs if pair.leaves["dose_band"] in leaves]


def may_be_told(group: Sequence[Pair], answered: Sequence[Pair]) -> bool:
    """Whether a group of those who answered an instrument may be described: large enough, and not so alike that what
    is said of the group is said of each."""
    return may_have_means([pair.circle for pair in group]) and not too_alike(group, answered)


def too_alike(group: Sequence[Pair], answered: Sequence[Pair]) -> bool:
    return any(
        tells_of_each([point(pair) for pair in group], [point(pair) for pair in answered])
        for point in (attrgetter("before"), attrgetter("after"))
    )


def hidden_in(groups: Mapping[str, Sequence[Pair]], answered: Sequence[Pair]) -> set[str]:
    """The labels of a breakdown that are not described."""
    return hidden_groups(groups, lambda group: may_be_told(group, answered))


def by_instrument(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    """By key, in order."""
    found: dict[str, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(pair.instrument, []).append(pair)
    return dict(sorted(found.items()))


def told(pairs: Sequence[Pair]) -> tuple[list[Pair], list[str]]:
    """The pairs of one instrument that are told of at all, and the dose label of each."""
    labels = dose_bands(pairs)
    kept = [pair for pair in pairs if pair.leaves["dose_band"] in labels]
    return kept, [labels[pair.leaves["dose_band"]] for pair in kept]
