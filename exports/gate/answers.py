"""Who is behind B_outcomes and S_statistics: answers read, scored and paired again by the gate's own hand."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.catalogue import instrument
from evaluation.models import Response
from exports.gate.people import Person
from exports.models import Archive, Batch

OUTCOMES, STATISTICS, MODEL, PEOPLE = "B_outcomes", "S_statistics", "S_model", "A_characteristics"
Key = tuple[str, int]  # instrument, seat


@dataclass(frozen=True)
class Both:
    """One person's scores on one instrument."""

    person: Person
    before: float
    after: float


@dataclass(frozen=True)
class Answers:
    """`claimed`: id → seat as the builder says it is, None where an archived table is written anew. `published`: sheet
    → rows of each earlier edition. `used_ids`: of other batches' files."""

    pairs: Mapping[Key, Both]
    claimed: Mapping[str, int] | None = None
    published: tuple[Mapping[str, list[list]], ...] = ()
    used_ids: frozenset[str] = frozenset()

    def of(self, key: str) -> dict[int, Both]:
        """Seat → scores, on one instrument."""
        return {seat: both for (one, seat), both in self.pairs.items() if one == key}


def answers(batch: Batch, people: Mapping[int, Person], claimed: Mapping[str, int] | None) -> Answers:
    published, used = [], set()
    tables = Archive.objects.filter(figures__has_key=OUTCOMES) | Archive.objects.filter(figures__has_key=STATISTICS)
    for owner, figures in tables.values_list("batch_id", "figures").iterator():
        if owner == batch.pk:
            published.append({sheet: figures.get(sheet, []) for sheet in (OUTCOMES, STATISTICS, MODEL)})
        else:
            used |= {row[0] for sheet in (OUTCOMES, PEOPLE) for row in figures.get(sheet, [])}
    return Answers(_pairs(batch, people), claimed, tuple(published), frozenset(used))


def _pairs(batch: Batch, people: Mapping[int, Person]) -> dict[Key, Both]:
    """Of one study only, where several asked the same: that of the lowest number. People outside `people` are left
    out: they are protected, or never had a seat."""
    given: dict[tuple[str, int, int], dict[str, float | None]] = defaultdict(dict)
    rows = Response.objects.filter(enrolment__batch_link__batch=batch, consent__withdrawn_at__isnull=True)
    rows = rows.values_list("instrument", "enrolment_id", "wave__study_id", "wave__point", "answers")
    for key, seat, study, point, answered in rows.iterator():
        if seat in people and point in ("before", "after"):
            given[key, seat, study][point] = _score(key, answered)
    found: dict[Key, Both] = {}
    for (key, seat, _), points in sorted(given.items(), key=lambda one: one[0]):
        if (key, seat) not in found and None not in (points.get("before"), points.get("after")):
            found[key, seat] = Both(people[seat], points["before"], points["after"])
    return found


def _score(key: str, answered: Mapping) -> float | None:
    if "total" in answered:
        return answered["total"]
    one, items = instrument(key), answered["items"]
    if any(item is None for item in items):
        return None
    ends = one.minimum + one.maximum
    return one.factor * sum(ends - item if n + 1 in one.reverse else item for n, item in enumerate(items))
