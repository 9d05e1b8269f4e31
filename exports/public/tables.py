"""From the archived figures of scientific files to the rows of the open tables. Pure.

What comes out is a function of what is published already: who holds both knows no more than who holds those files.
A figure there is exact (a row of A) or a midpoint of six (all others), which stands for six counts.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import product

from disclosure import MIN_CIRCLES, Policy, mask, share, table_shortfalls
from disclosure.shortfall import BATCH_MIN_CIRCLES
from exports.columns import ATTENDANCE, CHARACTERISTICS, DELIVERY, NOT_APPLICABLE, WITHHELD
from exports.columns import FLOW as SF_FLOW
from exports.public import catalogue
from exports.public.catalogue import ALL, REST, OpenTable

Row = list[int | str]
Cell = tuple[str, ...]  # a category of each dimension
Figures = Mapping[str, Sequence[Sequence[int | str]]]

LARGEST_SUPPRESSED = 7
LEAST_SHOWN = 2  # numbers: one alone is no table
BELOW = 2  # a midpoint stands for two less …
ABOVE = 3  # … to three more


class TableRule(StrEnum):
    """Why a table isn't written, beside too few people or circles."""

    NO_ROWS = "no_rows"  # the scientific files have no row a person
    NOTHING_LEFT = "nothing_left"  # all its numbers but one, or all, would be withheld


@dataclass(frozen=True)
class OpenTables:
    """The tables that may be written, and why each other one may not."""

    figures: dict[str, list[Row]] = field(default_factory=dict)
    refused: list[dict] = field(default_factory=list)  # {"table", "rule", "needed", "missing"}


def open_tables(figures: Figures) -> OpenTables:
    """The whole catalogue from the published figures of one batch."""
    found = OpenTables()
    for table in catalogue.TABLES:
        if rules := _shortfalls(table, figures):
            found.refused.extend({"table": table.name, **rule} for rule in rules)
            continue
        rows = _breakdown(table, figures) if table.dimensions else _COUNTED[table.name](figures)
        if _shown(rows, _keys(table)) >= LEAST_SHOWN:
            found.figures[table.name] = rows
        else:
            found.refused.append({"table": table.name, "rule": TableRule.NOTHING_LEFT})
    return found


def _keys(table: OpenTable) -> int:
    return len(table.dimensions) or 1


def _shown(rows: Sequence[Row], keys: int) -> int:
    return sum(value > 0 for row in rows if ALL not in row for value in row[keys:-1])


def _shortfalls(table: OpenTable, figures: Figures) -> list[dict]:
    """Thirty people of three circles stand behind a table, as far as the published figures tell for certain."""
    people = figures.get(CHARACTERISTICS.name, ())
    if table.dimensions:
        if not people:
            return [{"rule": TableRule.NO_ROWS}]
        gaps = table_shortfalls(people=len(people), circles=BATCH_MIN_CIRCLES)  # fewer have no such rows
    else:
        told = {row[0]: row[2] for row in figures[SF_FLOW.name]}["enrolled"]
        gaps = table_shortfalls(people=_least(told), circles=0 if told == WITHHELD else MIN_CIRCLES)  # it is pooled
    return [{"rule": gap.rule, "needed": gap.needed, "missing": gap.missing} for gap in gaps]


# --- breakdowns of A, whose rows are counted exactly ---


def _breakdown(table: OpenTable, figures: Figures) -> list[Row]:
    sheet = CHARACTERISTICS.header
    places = [(sheet.index(one.column), one.place) for one in table.dimensions]
    counts = Counter(tuple(place.get(row[at], REST) for at, place in places) for row in figures[CHARACTERISTICS.name])
    cells = list(product(*(dimension.codes for dimension in table.dimensions)))
    shown = mask({cell: counts[cell] for cell in cells}, Policy.PUBLIC)
    return with_margins(_none_alone({cell: _code(shown[cell].value) for cell in cells}))


def _none_alone(written: Mapping[Cell, int]) -> Mapping[Cell, int]:
    """A number that is the only one of its row or column would read as everyone there: it is withheld too, and then
    whatever it leaves alone. That nobody's label is known tells nothing of anybody: it may stand alone."""
    alone = {
        line[0]
        for axis in range(_width(written))
        for line in _lines(written, axis)
        if len(line) == 1 and line[0][axis] != REST
    }
    return _none_alone({**written, **dict.fromkeys(alone, WITHHELD)}) if alone else written


def _lines(written: Mapping[Cell, int], axis: int) -> Iterable[list[Cell]]:
    """The cells with a number, line by line along the axis."""
    found: dict[Cell, list[Cell]] = {}
    for cell, value in written.items():
        if value != WITHHELD:
            found.setdefault(cell[:axis] + cell[axis + 1 :], []).append(cell)
    return found.values()


def _width(written: Mapping[Cell, int]) -> int:
    return len(next(iter(written)))


def with_margins(written: Mapping[Cell, int]) -> list[Row]:
    """Every cell, and the sums of what is written: nothing else is summed."""
    axes = [dict.fromkeys([*(cell[axis] for cell in written), ALL]) for axis in range(_width(written))]
    total = _sum(written.values())
    return [
        [*place, value, NOT_APPLICABLE if set(place) == {ALL} else _share(value, total)]
        for place in product(*axes)
        for value in [_sum(number for cell, number in written.items() if _is_in(cell, place))]
    ]


def _is_in(cell: Cell, place: Cell) -> bool:
    return all(wanted in (ALL, here) for here, wanted in zip(cell, place, strict=True))


def _sum(written) -> int:
    return sum(number for number in written if number > 0) or WITHHELD


# --- what is counted in midpoints of six ---


def _flow(figures: Figures) -> list[Row]:
    found = {row[0]: row[2] for row in figures[SF_FLOW.name] if row[1] == NOT_APPLICABLE}
    invited = _public(found["invited"])
    return [
        [step, *((invited, NOT_APPLICABLE) if step == "invited" else _part(_public(people), invited))]
        for step, people in found.items()
    ]


def _sessions(figures: Figures) -> list[Row]:
    return [
        [session, marked, *_part(_public(attended), marked)]
        for session, at_risk, attended, not_recorded in figures[ATTENDANCE.name]
        for marked in [_difference(at_risk, not_recorded)]
    ]


def _modules(figures: Figures) -> list[Row]:
    return [
        [module, _public(planned), *_part(_public(held), _public(planned))]
        for part, module, _, _, planned, held, _ in figures[DELIVERY.name]
        if part == "module"
    ]


def _films(figures: Figures) -> list[Row]:
    """All films of a language together; a number that is withheld there adds nothing here."""
    shown: dict[str, list[int]] = {}
    for part, _, _, language, _, held, _ in figures[DELIVERY.name]:
        if part == "film":
            shown.setdefault(language, []).append(max(held, 0))
    last = sorted(shown, key=lambda language: (language == catalogue.OTHER, language))
    written = {(language,): _masked(sum(shown[language]), sum(map(_least, shown[language]))) for language in last}
    return with_margins(_none_alone(written)) if written else []


_COUNTED: dict[str, Callable[[Figures], list[Row]]] = {
    catalogue.FLOW.name: _flow,
    catalogue.SESSIONS.name: _sessions,
    catalogue.MODULES.name: _modules,
    catalogue.FILMS.name: _films,
}


def _public(midpoint: int) -> int:
    if midpoint in (WITHHELD, NOT_APPLICABLE):
        return midpoint
    return _masked(midpoint, _least(midpoint))


def _difference(whole: int, part: int) -> int:
    if WITHHELD in (whole, part):
        return WITHHELD
    return _masked(max(whole - part, 0), _least(whole) - (part + ABOVE if part else 0))


def _masked(about: int, least: int) -> int:
    """Suppressed where any count that the published figures allow is seven or fewer."""
    return WITHHELD if least <= LARGEST_SUPPRESSED else _code(mask(about, Policy.PUBLIC).value)


def _least(midpoint: int) -> int:
    return max(midpoint - BELOW, 0)


def _part(part: int, whole: int) -> tuple[int, int]:
    """A part of a whole with its share. Everyone, or nobody, is not written as such; nor a share of the unwritten."""
    if NOT_APPLICABLE in (part, whole):
        return NOT_APPLICABLE, NOT_APPLICABLE
    if WITHHELD in (part, whole) or part >= whole:
        return WITHHELD, WITHHELD
    return part, _share(part, whole)


def _share(part: int, whole: int) -> int:
    return WITHHELD if part < 0 or whole < 0 else _code(share(part, whole))


def _code(value: int | None) -> int:
    return WITHHELD if value is None else value
