"""The open tables counted again from the bytes of the scientific files, without the builder's code or rounding.

Nothing else may be in them: so whoever holds both learns nothing that those files don't say.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from exports.gate import labels
from exports.gate.evidence import forbidden_words
from exports.gate.open_lists import ALL, GROUPS, NOT_APPLICABLE, OF_PEOPLE, REST, STEPS, TABLES, WITHHELD
from exports.gate.opened import opened
from exports.models import Batch

Rows = list[list]
LARGEST_SUPPRESSED = 7


@dataclass(frozen=True)
class KnownOfTables:
    """`sheets`: the archived scientific files by sheet, without the header. `circles`: of the batch."""

    sheets: Mapping[str, Rows]
    circles: int
    forbidden: frozenset[str] = field(default_factory=frozenset)

    @property
    def people(self) -> int:
        """As many as the scientific files tell for certain: those of A, else those enrolled."""
        return len(self.sheets.get("A_characteristics", [])) or self.enrolled

    @property
    def enrolled(self) -> int:
        return max([lowest(row[2]) for row in self.sheets["F_flow"] if row[0] == "enrolled"], default=0)


def known_of_tables(batch: Batch, scientific: bytes) -> KnownOfTables:
    """`scientific`: the workbook of the batch's archived scientific files."""
    sheets = {sheet.name: sheet.rows[1:] for sheet in opened(scientific).sheets if "_" in sheet.name}
    return KnownOfTables(sheets, batch.circle_links.count(), frozenset(forbidden_words(batch)))


def recounted(table: str, known: KnownOfTables) -> dict[tuple, list[int]]:
    """Row key → its counts as they may stand: without sums and shares."""
    if table in OF_PEOPLE:
        return _of_people(TABLES[table].keys, known.sheets.get("A_characteristics", []))
    return dict(_OTHERS[table](known.sheets))


# --- people ---


def _of_people(columns: tuple[str, ...], rows: Rows) -> dict[tuple, list[int]]:
    places = [(1 + 2 * labels.COLUMNS.index(column), _groups(column)) for column in columns]
    found: dict[tuple, int] = defaultdict(int)
    for row in rows:
        found[tuple(groups.get(row[at], REST) for at, groups in places)] += 1
    cells = [()]
    for column in columns:
        cells = [(*cell, code) for cell in cells for code in (*GROUPS[column], REST)]
    return in_company({cell: [written(found[cell], found[cell])] for cell in cells})


def in_company(cells: dict[tuple, list[int]]) -> dict[tuple, list[int]]:
    """Again and again: no number is the only one in its row or column."""
    while lonely := [key for key in cells if cells[key][0] > 0 and is_alone(key, cells)]:
        cells |= {key: [WITHHELD] for key in lonely}
    return cells


def is_alone(key: tuple, cells: Mapping[tuple, list[int]]) -> bool:
    """Whether in some direction no other cell shows a number, and the label there says something."""
    beside = [other for other in cells if other != key and cells[other][0] > 0 and ALL not in other]
    return any(
        all(other[:place] + other[place + 1 :] != key[:place] + key[place + 1 :] for other in beside)
        for place, label in enumerate(key)
        if label != REST
    )


def _groups(column: str) -> dict[str, str]:
    """Label → the group that it lies in, by the static file."""
    found = {}
    for line in labels.lines(column):
        for code, broad in GROUPS[column].items():
            for label in broad:
                if label in line:
                    found.update(dict.fromkeys(line[: line.index(label) + 1], code))
    return found


# --- midpoints of six ---


def _flow(sheets: Mapping[str, Rows]) -> Iterator[tuple[tuple, list[int]]]:
    found = {row[0]: row[2] for row in sheets["F_flow"] if row[1] == NOT_APPLICABLE}
    invited = of_midpoint(found["invited"])
    for step in STEPS:
        people = of_midpoint(found[step])
        yield (step,), [people if step == "invited" else part(people, invited)]


def _sessions(sheets: Mapping[str, Rows]) -> Iterator[tuple[tuple, list[int]]]:
    for session, at_risk, attended, unmarked in sheets["C_attendance"]:
        if at_risk == WITHHELD:
            yield (session,), [WITHHELD, WITHHELD]
            continue
        most_unmarked = unmarked + 3 if unmarked else 0
        marked = written(max(0, at_risk - unmarked), lowest(at_risk) - most_unmarked)
        yield (session,), [marked, part(of_midpoint(attended), marked)]


def _modules(sheets: Mapping[str, Rows]) -> Iterator[tuple[tuple, list[int]]]:
    for row in sheets["D_delivery"]:
        if row[0] == "module":
            planned = of_midpoint(row[4])
            yield (row[1],), [planned, part(of_midpoint(row[5]), planned)]


def _films(sheets: Mapping[str, Rows]) -> dict[tuple, list[int]]:
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in sheets["D_delivery"]:
        if row[0] == "film":
            sums[row[3]][0] += row[5] if row[5] > 0 else 0
            sums[row[3]][1] += lowest(row[5])
    return in_company({(language,): [written(about, least)] for language, (about, least) in sums.items()})


_OTHERS = {"P5_flow": _flow, "P6_sessions": _sessions, "P7_modules": _modules, "P8_films": _films}


def lowest(midpoint: int) -> int:
    return midpoint - 2 if midpoint > 0 else 0


def of_midpoint(midpoint: int) -> int:
    return midpoint if midpoint < 0 else written(midpoint, lowest(midpoint))


def written(about: int, least: int) -> int:
    """A count to the nearest five, unless it may be seven or fewer."""
    return WITHHELD if least <= LARGEST_SUPPRESSED else 5 * ((2 * about + 5) // 10)


def part(one: int, whole: int) -> int:
    """A count among another: not written where it may be all of it, or where the whole isn't."""
    if NOT_APPLICABLE in (one, whole):
        return NOT_APPLICABLE
    return one if 0 < one < whole else WITHHELD


def sums_of(table: str, rows: Mapping[tuple, list[int]]) -> Mapping[tuple, int]:
    """Key with `all` in it → the sum of the cells shown in `rows`, the file's own; nothing shown, nothing summed."""
    found: dict[tuple, int] = {}
    cells = {key: counts[0] for key, counts in rows.items() if ALL not in key}
    width = len(TABLES[table].keys)
    for mask in range(1, 2**width):
        for key, value in cells.items():
            whole = tuple(ALL if mask >> place & 1 else one for place, one in enumerate(key))
            found[whole] = found.get(whole, 0) + max(value, 0)
    return {key: value or WITHHELD for key, value in found.items()}
