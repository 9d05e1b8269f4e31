"""The one masking function. Every count of people on every screen, mail, page and API goes through it."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar, overload

from disclosure.rounding import checked, midpoint6, nearest5
from disclosure.screen import screen_cells
from disclosure.shown import HIDDEN, Cells, Grid, Policy, Shown, between, exact

K = TypeVar("K")
R = TypeVar("R")
C = TypeVar("C")

SMALL = range(1, 5)  # on screens written "1–4"
PUBLIC_SUPPRESSED = 7  # in public, this many and fewer are not written
PUBLIC_MIN_PEOPLE = 30  # a public table of fewer people is not written at all


@overload
def mask(counts: int, policy: Policy | str) -> Shown: ...
@overload
def mask(counts: Mapping[R, Mapping[C, int]], policy: Policy | str) -> Grid[R, C]: ...
@overload
def mask(counts: Mapping[K, int], policy: Policy | str) -> Cells[K]: ...
def mask(counts, policy):
    """Counts of people as they may be written under a policy.

    `counts` is one number, or a breakdown `{label: number}`, or a table `{row: {column: number}}`. Give
    counts that add up to one another in *one* call: what two calls say can be subtracted by the reader.

    - `rows`: exact. Only for a viewer who may open the rows behind the count.
    - `screen`: 1–4 is written "1–4". In a breakdown a second cell is hidden where the total would give the
      small one away, and the total too where two are not enough; a table's margins become ranges.
      To someone who knows this very code a small cell still has at least three of its four values.
    - `public`: 7 and fewer (zero too) is written "0–7", the rest is rounded to 5, margins are sums of what is
      written, nothing is written of fewer than 30 people. Ask `table_shortfalls` first (three circles).
    - `sf`: midpoint of six. Totals are hidden: a part and its whole, both rounded, would intersect.

    Raises ValueError for a negative or broken count and for an unknown policy.
    """
    policy = Policy(policy)
    if not isinstance(counts, Mapping):
        return _ONE[policy](checked(counts))
    if any(isinstance(row, Mapping) for row in counts.values()):
        return _grid(counts, policy)
    return _cells(counts, policy)


def _screen_one(count: int) -> Shown:
    return between(SMALL[0], SMALL[-1]) if count in SMALL else exact(count)


def _public_one(count: int) -> Shown:
    if count <= PUBLIC_SUPPRESSED:
        return Shown(f"0–{PUBLIC_SUPPRESSED}", 0, PUBLIC_SUPPRESSED, None)
    rounded = nearest5(count)
    return Shown(str(rounded), max(rounded - 2, PUBLIC_SUPPRESSED + 1), rounded + 2, rounded)


def _sf_one(count: int) -> Shown:
    rounded = midpoint6(count)
    return exact(0) if rounded == 0 else Shown(str(rounded), rounded - 2, rounded + 3, rounded)


_ONE: dict[Policy, Callable[[int], Shown]] = {
    Policy.ROWS: exact,
    Policy.SCREEN: _screen_one,
    Policy.PUBLIC: _public_one,
    Policy.SF: _sf_one,
}


def _cells(counts: Mapping[K, int], policy: Policy) -> Cells[K]:
    for count in counts.values():
        checked(count)
    if policy is Policy.SCREEN:
        cells, total = screen_cells(counts, _screen_one)
        return Cells(cells, total, policy)
    cells = _each(counts, policy, sum(counts.values()))
    return Cells(cells, _margin(cells.values(), policy), policy)


def _each(counts: Mapping[K, int], policy: Policy, people: int) -> dict[K, Shown]:
    if policy is Policy.PUBLIC and people < PUBLIC_MIN_PEOPLE:
        return dict.fromkeys(counts, HIDDEN)
    return {key: _ONE[policy](count) for key, count in counts.items()}


def _margin(cells: Iterable[Shown], policy: Policy) -> Shown:
    """A total made of nothing but the cells as written, so that it can say no more than they do."""
    cells = list(cells)
    if policy is Policy.SF or any(cell is HIDDEN for cell in cells):
        return HIDDEN
    if policy is Policy.PUBLIC:
        written = sum(cell.value or 0 for cell in cells)
        return Shown(str(written), written, written, written)
    return between(sum(cell.low for cell in cells), sum(cell.high for cell in cells))


def _grid(counts: Mapping[R, Mapping[C, int]], policy: Policy) -> Grid[R, C]:
    columns = list(dict.fromkeys(column for row in counts.values() for column in row))
    full = {key: {c: checked(row.get(c, 0)) for c in columns} for key, row in counts.items()}
    people = sum(sum(row.values()) for row in full.values())
    rows = {key: _each(row, policy, people) for key, row in full.items()}
    return Grid(
        rows=rows,
        row_totals={key: _margin(row.values(), policy) for key, row in rows.items()},
        column_totals={c: _margin((row[c] for row in rows.values()), policy) for c in columns},
        total=_margin((cell for row in rows.values() for cell in row.values()), policy),
        policy=policy,
    )
