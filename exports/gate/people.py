"""Who is behind A_characteristics, read and placed again by the gate's own hand."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from circles.models import Attendance, Enrolment
from exports.gate import labels
from exports.models import Archive, Batch

SHEET = "A_characteristics"
SWEDEN = ZoneInfo("Europe/Stockholm")
ARRIVED = {"0-1": "under_1", "1-3": "1_to_3", "3-6": "3_to_6", "6+": "6_or_more"}


@dataclass(frozen=True)
class Person:
    """`order`: the place in the database. `leaves`: column → the finest label that is true."""

    circle: int
    order: int
    leaves: Mapping[str, str]


@dataclass(frozen=True)
class Population:
    """`claimed`: id → seat as the builder says it is, None where an archived table is written anew. `behind`: (column,
    label) → people and circles of all batches up to this one. `published`: the rows of the batch's earlier editions.
    `used_ids`: of other batches' files."""

    k: int
    people: Mapping[int, Person]
    claimed: Mapping[str, int] | None = None
    behind: Mapping[tuple[str, str], tuple[int, int]] = field(default_factory=dict)
    published: tuple[list[list], ...] = ()
    used_ids: frozenset[str] = frozenset()


def population(batch: Batch, claimed: Mapping[str, int] | None) -> Population:
    before = Batch.objects.filter(fixed_at__lte=batch.fixed_at)
    per_batch = {one.pk: people_in(one) for one in before}
    tables = Archive.objects.filter(figures__has_key=SHEET).values_list("batch_id", "figures")
    published, used = [], set()
    for owner, figures in tables.iterator():
        if owner == batch.pk:
            published.append(figures[SHEET])
        else:
            used |= {row[0] for row in figures[SHEET]}
    return Population(
        k=batch.k,
        people=per_batch[batch.pk],
        claimed=claimed,
        behind=_behind(person for people in per_batch.values() for person in people.values()),
        published=tuple(published),
        used_ids=frozenset(used),
    )


def _behind(everyone) -> dict[tuple[str, str], tuple[int, int]]:
    people, circles = defaultdict(int), defaultdict(set)
    for person in everyone:
        for column, leaf in person.leaves.items():
            for label in labels.above(column)[leaf]:
                people[column, label] += 1
                circles[column, label].add(person.circle)
    return {key: (number, len(circles[key])) for key, number in people.items()}


def people_in(batch: Batch) -> dict[int, Person]:
    seats = Enrolment.objects.filter(batch_link__batch=batch).exclude(participant__is_protected=True)
    taken = seats.exclude(status__in=("invited", "waiting")).select_related("circle", "participant").order_by("pk")
    came, marked = _marks(batch)
    return {
        seat.pk: Person(seat.circle_id, order, _leaves(seat, came[seat.pk], marked[seat.pk]))
        for order, seat in enumerate(taken.iterator(chunk_size=2000))
    }


def _marks(batch: Batch) -> tuple[dict[int, int], dict[int, int]]:
    """Per seat, of the sessions held: how many the person came to, and how many have a mark."""
    came, marked = defaultdict(int), defaultdict(int)
    rows = Attendance.objects.filter(enrolment__batch_link__batch=batch).values_list(
        "enrolment_id", "status", "session__status"
    )
    for seat, status, session in rows.iterator():
        if session == "held" and status in ("present", "part", "notified", "absent"):
            marked[seat] += 1
            came[seat] += status in ("present", "part")
    return came, marked


def _leaves(seat: Enrolment, came: int, marked: int) -> dict[str, str]:
    person, closed = seat.participant, seat.circle.closed_at.astimezone(SWEDEN)
    groups = dict(labels.lines("languages"))
    return {
        "sex": {"woman": "woman", "man": "man"}.get(person.gender, "other_or_not_said"),
        "age_band": _age(person.birth_band, closed.year),
        "language_group": groups.get(person.language_id, "unknown"),
        "arrival_band": ARRIVED.get(person.arrival, "unknown"),
        "dose_band": _dose(came, marked),
        "period": f"{closed.year}{'H1' if closed.month < 7 else 'H2'}",
    }


def _age(born: int | None, year: int) -> str:
    if born is None:
        return "unknown"
    age = year - (born + 2)
    bands = [leaf for leaf in labels.above("age_band") if "-" in leaf]
    inside = [band for band in bands if int(band[:2]) <= age <= int(band[3:])]
    return inside[0] if inside else "under_15" if age < 15 else "80+"


def _dose(came: int, marked: int) -> str:
    if marked == 0:
        return "unknown"
    share = came / marked
    return "low" if share < 1 / 3 else "middle" if share < 2 / 3 else "high"
