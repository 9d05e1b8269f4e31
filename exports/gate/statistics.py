"""Whether S_statistics keeps its promises: groups large enough, none that hides alone, and no figure too fine."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import fmean, stdev

from exports.gate import labels
from exports.gate.alike import alike
from exports.gate.allowed import NOT_APPLICABLE, WITHHELD, count
from exports.gate.answers import STATISTICS, Answers, Both
from exports.gate.outcomes import HALF_A_TENTH, one_decimal

MEASURES = ["mean_before", "mean_after", "mean_change", "sd_change", "ci_low", "ci_high", "icc"]
HEADER = ["instrument", "breakdown", "label", "n", *MEASURES, "improved", "deteriorated"]
PEOPLE, CIRCLES, LEFT, MANY = 10, 3, 5, 100
AGE_LEVEL = 2
COUNTS = (3, 11, 12)  # places of counts
ICC = HEADER.index("icc")

Row = Sequence
Found = Iterator[tuple[str, str]]  # rule, where
Groups = dict[tuple[str, str], list[Both]]  # breakdown, label → its people


def findings(rows: Sequence[Row], known: Answers | None, bands: Mapping[str, set[str]]) -> Found:
    """Rules that stand against these rows (the header apart). `bands`: instrument → dose bands of B_outcomes."""
    return by_instrument(rows, known, bands, sheet=STATISTICS, width=len(HEADER), cells=_cells, judge=_instrument)


def by_instrument(
    rows: Sequence[Row], known: Answers | None, bands: Mapping[str, set[str]], *, sheet: str, width: int, cells, judge
) -> Found:
    """Form first, then the evidence: an archived table word for word, or each instrument's rows by place, which
    `judge` holds against the people behind them."""
    if any(len(row) != width for row in rows):
        yield "columns", "width"
        return
    forms = list(cells(rows))
    yield from forms
    if known is None:
        yield "no_evidence", ""
    elif known.claimed is None:
        if [list(row) for row in rows] not in [edition.get(sheet) for edition in known.published]:
            yield "no_evidence", "rows"
    elif not forms:
        for key in dict.fromkeys(row[0] for row in rows):
            of_key = {(row[1], row[2]): row for row in rows if row[0] == key}
            yield from ((rule, f"{key} {where}".strip()) for rule, where in judge(key, of_key, known, bands))


def _cells(rows: Sequence[Row]) -> Found:
    known = {("total", "all")}
    known |= {("sex", line[0]) for line in labels.lines("sex")}
    known |= {("age_band", line[AGE_LEVEL]) for line in labels.lines("age_band")}
    known |= {("dose_band", label) for line in labels.lines("dose_band") for label in line[:-1]}
    for number, row in enumerate(rows, start=2):
        if not isinstance(row[0], str) or (row[1], row[2]) not in known:
            yield "label", f"{number}"
        if not all(count(row[place]) for place in COUNTS):
            yield "count", f"{number}"
        if not all(one_decimal(value) for value in row[4:ICC]):
            yield "precision", f"{number}"
        if type(row[ICC]) is not int or row[ICC] not in (WITHHELD, NOT_APPLICABLE, *range(0, 101, 5)):
            yield "precision", f"{number} icc"
    if len({tuple(row[:3]) for row in rows}) != len(rows):
        yield "repeated_row", ""


def _instrument(key: str, rows: Mapping[tuple, Row], known: Answers, bands: Mapping[str, set[str]]) -> Found:
    told = {label for breakdown, label in rows if breakdown == "dose_band"}
    if key in bands and bands[key] != (told or {labels.EVERYBODY}):
        yield "bands_differ", ""
    everybody = known.of(key).values()
    groups = _groups(everybody, told)
    if ("total", "all") not in rows or set(groups) - set(rows):
        yield "group_missing", ""
        return
    for place, row in rows.items():
        group = groups.get(place, [])
        yield from _group(place, row, group)
        if row[3] not in (WITHHELD, 0) and group and alike(group, everybody):
            yield "alike", " ".join(place)
    for breakdown in ("total", "sex", "dose_band", "age_band"):
        hidden = [both for place, row in rows.items() if place[0] == breakdown and row[3] == WITHHELD
                  for both in groups.get(place, [])]  # fmt: skip
        if hidden and (not enough(hidden) or alike(hidden, everybody)):
            yield "hidden_alone", breakdown


def _groups(people: Iterable[Both], told: set[str]) -> Groups:
    """Everybody whose dose is under a band that is told, or simply everybody, in every breakdown."""
    found: Groups = defaultdict(list)
    for both in people:
        leaves = both.person.leaves
        band = told & labels.above("dose_band")[leaves["dose_band"]]
        if told and not band:
            continue
        age = next(line[AGE_LEVEL] for line in labels.lines("age_band") if line[0] == leaves["age_band"])
        for place in [("total", "all"), ("sex", leaves["sex"]), ("age_band", age), *(("dose_band", b) for b in band)]:
            found[place].append(both)
    return found


def enough(group: Sequence[Both]) -> bool:
    circles = Counter(both.person.circle for both in group)
    return len(group) >= PEOPLE and len(circles) >= CIRCLES and len(group) - max(circles.values()) >= LEFT


def _group(place: tuple, row: Row, group: Sequence[Both]) -> Found:
    n, where = row[3], " ".join(place)
    if n == WITHHELD:
        if set(row[4:]) != {WITHHELD}:
            yield "not_hidden", where
        return
    if n == 0:
        if group or set(row[4:]) != {NOT_APPLICABLE}:
            yield "untrue", where
        return
    if not enough(group):
        yield "group_too_small", where
        return
    if len(group) < MANY and any(value not in (WITHHELD, NOT_APPLICABLE) for value in row[ICC:]):
        yield "shares_of_few", where
    changes = [both.after - both.before for both in group]
    exact = [fmean(b.before for b in group), fmean(b.after for b in group), fmean(changes), stdev(changes)]
    if n != (len(group) - 1) // 6 * 6 + 3 or any(
        abs(mean - shown) > HALF_A_TENTH for mean, shown in zip(exact, row[4:8], strict=True)
    ):
        yield "untrue", where
