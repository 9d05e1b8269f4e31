"""C: how many could have come to the first, second … session, and how many did."""

from django.db.models import Count, F, Q

from circles.models import ATTENDED, Attendance, Session
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


def _offered(batch: Batch) -> dict[Key, int]:
    """How many had been enrolled when the session was held."""
    rows = (
        Session.objects.filter(
            status=HELD,
            circle__enrolments__in=people_of(batch),
            circle__enrolments__status__in=HAD_A_SEAT,
            circle__enrolments__enrolled_at__lt=F("ends_at"),
        )
        .order_by()
        .values_list("ordinal", "circle_id")
        .annotate(people=Count("pk"))
    )
    return {(ordinal, circle): people for ordinal, circle, people in rows}


def _marks(batch: Batch) -> dict[Key, tuple[int, int, int]]:
    """How many are recorded, how many attended, and how many of the recorded were enrolled only afterwards.

    The last are offered all the same: the list was filled in first and the seat registered later.
    """
    rows = (
        Attendance.objects.filter(
            enrolment__in=people_of(batch).filter(status__in=HAD_A_SEAT),
            session__status=HELD,
            status__in=RECORDED,
        )
        .order_by()
        .values_list("session__ordinal", "session__circle_id")
        .annotate(
            recorded=Count("pk"),
            attended=Count("pk", filter=Q(status__in=ATTENDED)),
            early=Count("pk", filter=Q(session__ends_at__lte=F("enrolment__enrolled_at"))),
        )
    )
    return {(ordinal, circle): tuple(counts) for ordinal, circle, *counts in rows}
