"""B: one row a person and instrument, before and after as means of small groups. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from disclosure import may_have_means, midpoint6
from exports.figures.drawing import Row, fresh_ids
from exports.figures.published import one_decimal
from exports.receipt import Entry, Line
from exports.rules.pairs import LEAST_PAIRS, Pair, by_instrument, told, too_alike


@dataclass(frozen=True)
class Outcomes:
    """The rows; `lines` for the receipt. `seats`: id → seat; for the gate's eyes, never stored."""

    rows: list[Row] = field(default_factory=list)
    seats: Mapping[str, int] = field(default_factory=dict)
    lines: Sequence[Entry] = ()


def outcomes(pairs: Sequence[Pair], *, people: int, used_ids: Collection[str] = ()) -> Outcomes:
    """`people`: of the batch, with and without answers. `used_ids`: of A, none of which is drawn again."""
    rows, seats, lines = [], [], []
    for instrument, answered in by_instrument(pairs).items():
        kept, bands = told(answered)
        if too_alike(kept, answered):
            lines.append(Entry(Line.TOO_ALIKE, columns=(instrument,)))
            continue
        lines += _left_out(instrument, kept, people)
        if len(kept) < LEAST_PAIRS:
            # From the rounded number, as of batches: needed less missing is not the exact count.
            missing = LEAST_PAIRS - midpoint6(len(kept))
            lines.append(Entry(Line.TOO_FEW_PAIRS, missing, LEAST_PAIRS, (instrument,)))
            continue
        shown = _grouped(kept, bands)
        lines.append(Entry(Line.GROUPED, _spread_kept(kept, shown), columns=(instrument,)))
        rows += [[instrument, band, *map(one_decimal, values)] for band, values in zip(bands, shown, strict=True)]
        seats += [pair.seat for pair in kept]
    ids = fresh_ids(len(rows), but_none_of=used_ids)
    drawn = [[one, *row] for one, row in zip(ids, rows, strict=True)]
    return Outcomes(sorted(drawn), dict(zip(ids, seats, strict=True)), lines)


def _left_out(instrument: str, kept: Sequence[Pair], people: int) -> list[Entry]:
    if not may_have_means([pair.circle for pair in kept]):
        return [Entry(Line.NO_STATISTICS, columns=(instrument,))]
    return [Entry(Line.NO_PAIR, midpoint6(people - len(kept)), midpoint6(people), (instrument,))]


def _grouped(pairs: Sequence[Pair], bands: Sequence[str]) -> list[tuple[float, ...]]:
    """Before and after of each pair as the means of its group, band by band."""
    from disclosure import microaggregate  # here: it needs numpy, which the web processes don't

    values: list[tuple[float, ...]] = [()] * len(pairs)
    for band in dict.fromkeys(bands):
        places = [place for place, one in enumerate(bands) if one == band]
        points = [(pairs[place].before, pairs[place].after) for place in places]
        means = microaggregate(points, [pairs[place].circle for place in places])
        for place, value in zip(places, means.values, strict=True):
            values[place] = value
    return values


def _spread_kept(pairs: Sequence[Pair], shown: Sequence[tuple[float, ...]]) -> int:
    """How much of the standard deviation of the change the means still show, in whole percent."""
    from statistics import pstdev

    exact = pstdev(pair.change for pair in pairs)
    return round(100 * pstdev(after - before for before, after in shown) / exact) if exact else 100
