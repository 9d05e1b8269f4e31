"""What is drawn of a release: the way through the circle, attendance by session, films shown, change by group.

Pure. Read from the archived figures alone, so that a picture says nothing that the file doesn't: shares are of
published counts, and what the file withholds is a gap.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from exports.columns import ATTENDANCE, DELIVERY, FLOW, NOT_APPLICABLE, REASONS, STATISTICS, STEPS, Words

Rows = Sequence[Sequence[int | float | str]]


@dataclass(frozen=True, slots=True)
class Step:
    """`people` is None where the file withholds it."""

    name: Words
    people: int | None


@dataclass(frozen=True, slots=True)
class Flow:
    """From invitation to the last answer, and why people left on the way."""

    steps: tuple[Step, ...]
    left: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Point:
    """`share`: per cent of those with a mark who attended; None where the file withholds a count behind it."""

    session: int
    attended: int | None
    recorded: int | None
    share: int | None


@dataclass(frozen=True, slots=True)
class Film:
    number: int
    language: str
    shown: int | None
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """`mean` is the mean change, `low` and `high` the limits of its interval; all None where the group is hidden."""

    breakdown: str
    label: str
    n: int | None
    before: float | None
    after: float | None
    mean: float | None
    low: float | None
    high: float | None


def flow(figures: Mapping[str, Rows]) -> Flow:
    """Steps that are in use: before and after come when answers do. Reasons that somebody gave."""
    rows = [(step, reason, people) for step, reason, people in figures[FLOW.name] if people != NOT_APPLICABLE]
    return Flow(
        steps=tuple(Step(STEPS[step], _count(people)) for step, _, people in rows if step != "left"),
        left=tuple(Step(REASONS[reason], _count(people)) for step, reason, people in rows if step == "left" and people),
    )


def curve(figures: Mapping[str, Rows]) -> list[Point]:
    """The programme's sessions in order; sessions beyond it are many different ones and have no place on a curve."""
    ordinals = ATTENDANCE.columns[0]
    return [_point(*row) for row in figures[ATTENDANCE.name] if row[0] not in ordinals.values]


def films(figures: Mapping[str, Rows]) -> list[Film]:
    return [
        Film(film, language, _count(shown), _count(minutes))
        for part, _, film, language, _, shown, minutes in figures[DELIVERY.name]
        if part == "film" and shown
    ]


def changes(figures: Mapping[str, Rows]) -> dict[str, list[Group]]:
    """Instrument → its groups, all of them together first; groups without anybody have no place."""
    found: dict[str, list[Group]] = {}
    for key, breakdown, label, n, before, after, mean, _, low, high, *_ in figures.get(STATISTICS.name, ()):
        if n:
            measures = (n, before, after, mean, low, high) if n > 0 else (None,) * 6
            found.setdefault(key, []).append(Group(breakdown, label, *measures))
    return found


def _point(session: int, at_risk: int, attended: int, not_recorded: int) -> Point:
    known = _all_known([at_risk, attended, not_recorded])
    recorded = at_risk - not_recorded if known else None
    # Two rounded counts: the part may come out larger than the whole.
    share = min(100, round(100 * attended / recorded)) if recorded and recorded > 0 else None
    return Point(session, _count(attended), recorded, share)


def _all_known(counts: Iterable[int]) -> bool:
    return all(count >= 0 for count in counts)


def _count(value: int) -> int | None:
    return value if value >= 0 else None
