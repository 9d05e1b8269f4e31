"""C: how many could have come to the first, second … session, and how many did."""

from django.db.models import Count, F, Q

from circles.models import ATTENDED
from disclosure import Contribution, pool
from exports.columns import OUTSIDE
from exports.figures.published import HAD_A_SEAT, HELD, RECORDED, Row, people_of, published
from exports.models import Batch

COUNTS = ("at_risk", "attended", "not_recorded")
Key = tuple[int, int]  # session ordinal, circle


def attendance(batch: Batch) -> list[Row]:
    """Rows of session, at_risk, attended, not_recorded: the programme's sessions, then the rest as one."""
    ordinals = range(1, batch.programme.sessions.count() + 1)
    offered, marks = _offered(batch), _marks(batch)
    parts = [
        Contribution(
            ordinal if ordinal in ordinals else OUTSIDE,
            circle,
            _counts(offered.get((ordinal, circle), 0), *marks.get((ordinal, circle), (0, 0, 0))),
        )
        for ordinal, circle in offered.keys() | marks.keys()
    ]
    pooled = pool(parts, labels=[*ordinals, OUTSIDE])
    return [[ordinal, *published(sums, COUNTS)] for ordinal, sums in pooled.items()]


def _counts(offered: int, recorded: int, attended: int, early: int) -> dict[str, int]:
    at_risk = offered + early
    return {"at_risk": at_risk, "attended": attended, "not_recorded": at_risk - recorded}


# Statuses are looked at while counting and not in WHERE: an index on them would lure SQLite, which has no statistics
# before ANALYZE, into reading every held session there is for every person.
def _offered(batch: Batch) -> dict[Key, int]:
    """How many had been enrolled when the session was held."""
    offered = Q(circle__sessions__status=HELD, circle__sessions__ends_at__gt=F("enrolled_at"))
    rows = (
        people_of(batch)
        .values_list("circle__sessions__ordinal", "circle_id")
        .annotate(people=Count("pk", filter=offered & Q(status__in=HAD_A_SEAT)))
    )
    return {(ordinal, circle): people for ordinal, circle, people in rows if people}


def _marks(batch: Batch) -> dict[Key, tuple[int, int, int]]:
    """How many are recorded, how many attended, and how many of the recorded were enrolled only afterwards.

    The last are offered all the same: the list was filled in first and the seat registered later.
    """
    recorded = Q(status__in=HAD_A_SEAT, attendances__session__status=HELD, attendances__status__in=RECORDED)
    attended = Q(attendances__status__in=ATTENDED)
    early = Q(attendances__session__ends_at__lte=F("enrolled_at"))
    rows = (
        people_of(batch)
        .values_list("attendances__session__ordinal", "circle_id")
        .annotate(
            recorded=Count("attendances", filter=recorded),
            attended=Count("attendances", filter=recorded & attended),
            early=Count("attendances", filter=recorded & early),
        )
    )
    return {(ordinal, circle): tuple(counts) for ordinal, circle, *counts in rows if counts[0]}
