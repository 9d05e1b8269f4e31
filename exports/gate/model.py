"""Whether S_model keeps its promises: a hundred people behind it, ten behind each of its groups, no figure too fine."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from exports.gate import labels
from exports.gate.alike import alike
from exports.gate.allowed import NOT_APPLICABLE
from exports.gate.answers import MODEL, Answers, Both
from exports.gate.outcomes import LEAST_PAIRS, one_decimal
from exports.gate.statistics import Found, Row, by_instrument, enough

HEADER = ["instrument", "term", "label", "estimate", "ci_low", "ci_high"]
ALONE = {"intercept", "before", "circle", "residual"}
REST = "rest"


def findings(rows: Sequence[Row], known: Answers | None, bands: Mapping[str, set[str]]) -> Found:
    """Rules that stand against these rows (the header apart). `bands`: instrument → dose bands of B_outcomes."""
    return by_instrument(rows, known, bands, sheet=MODEL, width=len(HEADER), cells=_cells, judge=_instrument)


def _cells(rows: Sequence[Row]) -> Found:
    allowed = {(term, "all") for term in ALONE}
    for column in ("sex", "dose_band"):
        allowed |= {(column, label) for line in labels.lines(column) for label in line if label != labels.EVERYBODY}
    allowed |= {("sex", REST)}
    for number, row in enumerate(rows, start=2):
        if not isinstance(row[0], str) or (row[1], row[2]) not in allowed:
            yield "label", f"{number}"
        if not all(one_decimal(value) for value in row[3:]):
            yield "precision", f"{number}"
        if row[1] in ("circle", "residual") and list(row[4:]) != [NOT_APPLICABLE] * 2:
            yield "label", f"{number} limits"
    if any(number > 1 for number in Counter(tuple(row[:3]) for row in rows).values()):
        yield "repeated_row", ""


def _instrument(key: str, terms: Mapping[tuple, Row], known: Answers, bands: Mapping[str, set[str]]) -> Found:
    people = _told(known.of(key), bands.get(key, set()))
    if len(people) < LEAST_PAIRS:
        yield "too_few", "model"
    if people and alike(people, known.of(key).values()):
        yield "alike", "model"
    for term, label in terms:
        if term in ALONE:
            continue
        group = [both for both in people if _is_in(both.person.leaves[term], term, label, terms)]
        if not enough(group):
            yield "group_too_small", f"{term} {label}"


def _is_in(leaf: str, term: str, label: str, terms: Collection[tuple]) -> bool:
    """`rest` are those of no other label: the reference among them, which only makes the group larger."""
    return (term, leaf) not in terms if label == REST else label in labels.above(term)[leaf]


def _told(people: Mapping[int, Both], bands: set[str]) -> list[Both]:
    return [both for both in people.values() if bands & labels.above("dose_band")[both.person.leaves["dose_band"]]]
