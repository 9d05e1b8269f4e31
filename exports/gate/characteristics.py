"""The gate's rules for A_characteristics, on its rows as they were read out of the finished file.

Labels are compared as they stand: `*` is a value like any other and stands for nobody else's.
"""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence

from exports.gate import labels
from exports.gate.people import Population

HEADER = ["id", *(name for column in labels.COLUMNS for name in (column, f"{column}_level"))]
ID = re.compile(r"[bcdfghjkmnpqrstvwxz]{8}")
LEAST_K, MOST_SUPPRESSED, LEAST_PEOPLE, LEAST_CIRCLES = 5, 0.05, 60, 6
LEAF_PEOPLE, LEAF_CIRCLES, CLASS_CIRCLES = 20, 3, 2
BY_CHANCE = 5  # standard deviations of a rank correlation: beyond them the order is no lot

Row = Sequence
Found = Iterator[tuple[str, str]]  # rule, where


def findings(rows: Sequence[Row], known: Population | None) -> Found:
    """Rules that stand against these rows (the header apart), each with its place and never a value."""
    if any(len(row) != len(HEADER) for row in rows):
        yield "columns", "width"
        return
    yield from _cells(rows)
    if known is None:
        yield "no_evidence", ""
        return
    # A later edition is the published rows, whoever has been erased or become protected since.
    for rule in RULES if known.claimed is not None else RULES_OF_AN_EDITION:
        yield from rule(rows, known)


def _cells(rows: Sequence[Row]) -> Found:
    for number, row in enumerate(rows, start=2):
        if not isinstance(row[0], str) or not ID.fullmatch(row[0]):
            yield "id_form", f"{number}"
        for place, column in enumerate(labels.COLUMNS):
            label, level = row[1 + 2 * place : 3 + 2 * place]
            if label is None or label == "" or (isinstance(label, str) and not label.strip()):
                yield "empty_value", f"{number} {column}"
            elif label not in labels.heights(column):
                yield "label", f"{number} {column}"
            elif level != labels.heights(column)[label] or type(level) is not int:
                yield "level", f"{number} {column}"


def _classes(rows: Sequence[Row], known: Population) -> Found:
    least = max(known.k, LEAST_K)
    small = sum(people < least for people in Counter(_read(row) for row in rows).values())
    if small:
        yield "class_too_small", f"{small}"


def _read(row: Row) -> tuple:
    return tuple(row[1:])


def _size(rows: Sequence[Row], known: Population) -> Found:
    if len(rows) < LEAST_PEOPLE or len({person.circle for person in known.people.values()}) < LEAST_CIRCLES:
        yield "too_few", f"{len(rows)}"


def _suppressed(rows: Sequence[Row], known: Population) -> Found:
    hidden = sum(set(row[1::2]) == {labels.EVERYBODY} for row in rows)
    if hidden > MOST_SUPPRESSED * len(rows):
        yield "suppressed", f"{hidden}"


def _rare(rows: Sequence[Row], known: Population) -> Found:
    for place, column in enumerate(labels.COLUMNS):
        for label in {row[1 + 2 * place] for row in rows} - {labels.EVERYBODY}:
            people, circles = known.behind.get((column, label), (0, 0))
            if people < LEAF_PEOPLE or circles < LEAF_CIRCLES:
                yield "rare_leaf", column


def _order(rows: Sequence[Row], known: Population) -> Found:
    ids = [row[0] for row in rows if isinstance(row[0], str)]
    if ids != sorted(ids) or len(set(ids)) != len(rows):
        yield "order", "id"
    if set(ids) & known.used_ids:
        yield "id_reused", ""


def _nobody_twice(rows: Sequence[Row], known: Population) -> Found:
    """The table is of this batch's people, each once; and of every edition the same."""
    if len(rows) != len(known.people) and not known.published:
        yield "cumulative", f"{len(rows)} rows"
    for former in known.published:
        steps = Counter(_read(row) for row in rows)
        steps.subtract(Counter(_read(row) for row in former))
        if any(0 < abs(step) < max(known.k, LEAST_K) for step in steps.values()):
            yield "narrow_difference", ""
        elif any(steps.values()):
            yield "cumulative", "other than the published"


def _claimed(rows: Sequence[Row], known: Population) -> Found:
    """Against whom the builder says each row is. An archived table says nothing and has to be the published one."""
    if known.claimed is None:
        if [list(row) for row in rows] not in [[list(row) for row in former] for former in known.published]:
            yield "no_evidence", "seats"
        return
    seats = [known.claimed.get(row[0]) for row in rows]
    if Counter(seats) != Counter(list(known.people)):
        yield "cumulative", "not the batch's people"
        return
    yield from _true(rows, seats, known)
    yield from _from_several(rows, seats, known)
    yield from _by_lot(seats, known)


def _true(rows: Sequence[Row], seats: Sequence[int], known: Population) -> Found:
    for number, (row, seat) in enumerate(zip(rows, seats, strict=True), start=2):
        for place, column in enumerate(labels.COLUMNS):
            if row[1 + 2 * place] not in labels.above(column)[known.people[seat].leaves[column]]:
                yield "untrue", f"{number} {column}"


def _from_several(rows: Sequence[Row], seats: Sequence[int], known: Population) -> Found:
    """Whichever circle is taken out, somebody of the class is left."""
    circles = defaultdict(set)
    for row, seat in zip(rows, seats, strict=True):
        circles[_read(row)].add(known.people[seat].circle)
    alone = sum(len(found) < CLASS_CIRCLES for found in circles.values())
    if alone:
        yield "one_circle", f"{alone}"


def _by_lot(seats: Sequence[int], known: Population) -> Found:
    """Spearman's rank correlation of the rows' order with the database's."""
    n = len(seats)
    apart = sum((place - known.people[seat].order) ** 2 for place, seat in enumerate(seats))
    if n > 2 and abs(1 - 6 * apart / (n * (n * n - 1))) > BY_CHANCE / math.sqrt(n - 1):
        yield "id_order", ""


Rule = Callable[[Sequence[Row], Population], Found]
RULES_OF_AN_EDITION: tuple[Rule, ...] = (_classes, _suppressed, _order, _nobody_twice, _claimed)
RULES: tuple[Rule, ...] = (*RULES_OF_AN_EDITION, _size, _rare)
