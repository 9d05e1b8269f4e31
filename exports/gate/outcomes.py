"""Whether B_outcomes keeps its promises: nobody's own values, enough of every group, and no thread to another table."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from exports.gate import labels
from exports.gate.alike import alike
from exports.gate.answers import OUTCOMES, Answers, Both

HEADER = ["id", "instrument", "dose_band", "before", "after"]
ID_LETTERS, ID_LENGTH = frozenset("bcdfghjkmnpqrstvwxz"), 8
LEAST_PAIRS, GROUP, OUTSIDE, BAND = 100, 5, 3, 10
HALF_A_TENTH = 0.05 + 1e-9
BY_CHANCE = 5  # standard deviations of a rank correlation: beyond them the order is no lot

Row = Sequence
Found = Iterator[tuple[str, str]]  # rule, where


def findings(rows: Sequence[Row], known: Answers | None) -> Found:
    """Rules that stand against these rows (the header apart), each with its place and never a value."""
    if any(len(row) != len(HEADER) for row in rows):
        yield "columns", "width"
        return
    forms = list(_cells(rows))
    yield from forms
    yield from _counts(rows)
    if known is None:
        yield "no_evidence", ""
    elif not forms:
        yield from _against(rows, known)


def one_decimal(value) -> bool:
    return type(value) in (int, float) and math.isfinite(value) and round(value, 1) == value


def _cells(rows: Sequence[Row]) -> Found:
    doses = {label for line in labels.lines("dose_band") for label in line}
    for number, row in enumerate(rows, start=2):
        one, key, band, *values = row
        if not isinstance(one, str) or len(one) != ID_LENGTH or not set(one) <= ID_LETTERS:
            yield "id_form", f"{number}"
        if not isinstance(key, str) or band not in doses:
            yield "label", f"{number}"
        if not all(one_decimal(value) for value in values):
            yield "precision", f"{number}"


def _counts(rows: Sequence[Row]) -> Found:
    ids = [str(row[0]) for row in rows]
    if ids != sorted(ids) or len(set(ids)) != len(ids):
        yield "order", "id"
    if few := sum(number < LEAST_PAIRS for number in Counter(row[1] for row in rows).values()):
        yield "too_few", f"{few}"
    if few := sum(number < BAND for number in Counter((row[1], row[2]) for row in rows).values()):
        yield "band_too_small", f"{few}"
    if few := sum(number < GROUP for number in Counter(tuple(row[1:]) for row in rows).values()):
        yield "group_too_small", f"{few}"


def _against(rows: Sequence[Row], known: Answers) -> Found:
    if {row[0] for row in rows} & known.used_ids:
        yield "id_reused", ""
    if known.claimed is None:
        if [list(row) for row in rows] not in [edition[OUTCOMES] for edition in known.published]:
            yield "no_evidence", "seats"
        return
    if known.published:
        yield "cumulative", "published before"
    seats = [known.claimed.get(row[0]) for row in rows]
    if not _everyone_once(rows, seats, known):
        yield "cumulative", "not the batch's people"
        return
    people = [known.pairs[row[1], seat] for row, seat in zip(rows, seats, strict=True)]
    for rule in RULES:
        yield from rule(rows, people)
    yield from _various(rows, people, known)


def _everyone_once(rows: Sequence[Row], seats: Sequence[int | None], known: Answers) -> bool:
    """Of each instrument in the table everybody whose dose is under one of its bands, each once and there."""
    told = defaultdict(list)
    for row, seat in zip(rows, seats, strict=True):
        told[row[1]].append((seat, row[2]))
    for key, found in told.items():
        bands = {band for _, band in found}
        expected = Counter(
            (seat, band)
            for seat, both in known.of(key).items()
            for band in bands & labels.above("dose_band")[both.person.leaves["dose_band"]]
        )
        if Counter(found) != expected:
            return False
    return True


def _groups(rows: Sequence[Row], people: Sequence[Both]) -> dict[tuple, list[Both]]:
    found = defaultdict(list)
    for row, both in zip(rows, people, strict=True):
        found[tuple(row[1:])].append(both)
    return found


def _from_several(rows: Sequence[Row], people: Sequence[Both]) -> Found:
    """Whoever knows one circle by heart doesn't know the group."""
    for group in _groups(rows, people).values():
        if len(group) - max(Counter(both.person.circle for both in group).values()) < OUTSIDE:
            yield "one_circle", ""


def _true(rows: Sequence[Row], people: Sequence[Both]) -> Found:
    """What is shown is the mean of those who are shown so: of nobody else, and of nobody alone."""
    for (*_, before, after), group in _groups(rows, people).items():
        means = [sum(values) / len(group) for values in zip(*((b.before, b.after) for b in group), strict=True)]
        if any(abs(mean - shown) > HALF_A_TENTH for mean, shown in zip(means, (before, after), strict=True)):
            yield "untrue", ""


def _various(rows: Sequence[Row], people: Sequence[Both], known: Answers) -> Found:
    """Who is known to be in a band is not known by its values."""
    bands = defaultdict(list)
    for row, both in zip(rows, people, strict=True):
        bands[row[1], row[2]].append(both)
    for (key, band), group in bands.items():
        if alike(group, known.of(key).values()):
            yield "alike", f"{key} {band}"


def _by_lot(rows: Sequence[Row], people: Sequence[Both]) -> Found:
    """Spearman's rank correlation of the rows' order with the database's, of each instrument."""
    for key in sorted({row[1] for row in rows}):
        orders = [both.person.order for row, both in zip(rows, people, strict=True) if row[1] == key]
        ranks = {order: rank for rank, order in enumerate(sorted(orders))}
        n = len(orders)
        apart = sum((place - ranks[order]) ** 2 for place, order in enumerate(orders))
        if n > 2 and abs(1 - 6 * apart / (n * (n * n - 1))) > BY_CHANCE / math.sqrt(n - 1):
            yield "id_order", key


Rule = Callable[[Sequence[Row], Sequence[Both]], Found]
RULES: tuple[Rule, ...] = (_from_several, _true, _by_lot)
