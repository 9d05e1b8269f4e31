"""F: from invitation to completion and to answers before and after, and why people left."""

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, F, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from circles.models import ATTENDED, Attendance, Enrolment, Session
from disclosure import Contribution, pool
from evaluation.models import AnswerSlip, Response
from exports.columns import NOT_APPLICABLE, REASONS
from exports.figures.published import HAD_A_SEAT, HELD, RECORDED, Row, people_of, published
from exports.models import Batch
from exports.rules.dose import Dose

STEPS = ("invited", "enrolled", "started", "completed")
ANSWERED = ("before", "after")
GONE = (Enrolment.Status.LEFT, Enrolment.Status.NEVER_CAME)


def flow(batch: Batch) -> list[Row]:
    """Rows of step, reason, people."""
    found = _counted(batch)
    parts = [Contribution(label, circle, {"people": people}) for (label, circle), people in found.items()]
    steps = pool((part for part in parts if part.label in STEPS), labels=STEPS)
    reasons = pool((part for part in parts if part.label not in STEPS), labels=REASONS)
    answers = pool(_answers(batch), labels=ANSWERED)
    asked = _asked(batch)
    return [
        *([step, NOT_APPLICABLE, *published(sums, ("people",))] for step, sums in steps.items()),
        *(
            [point, NOT_APPLICABLE, *(published(sums, ("people",)) if point in asked else [NOT_APPLICABLE])]
            for point, sums in answers.items()
        ),
        *(["left", reason, *published(sums, ("people",))] for reason, sums in reasons.items()),
    ]


def _answers(batch: Batch) -> list[Contribution]:
    """People who answered anything, whichever study asked. What they answered is not looked at."""
    given = Response.objects.standing().filter(enrolment__in=people_of(batch), wave__point__in=ANSWERED).order_by()
    rows = given.values_list("wave__point", "enrolment__circle_id").annotate(people=Count("enrolment", distinct=True))
    return [Contribution(point, circle, {"people": people}) for point, circle, people in rows]


def _asked(batch: Batch) -> set[str]:
    """The points at which anybody of the batch was asked. At the others a count would say nothing."""
    both = (AnswerSlip.objects, Response.objects)
    found = [
        kind.filter(enrolment__in=people_of(batch)).order_by().values_list("wave__point", flat=True) for kind in both
    ]
    return set(found[0].distinct()) | set(found[1].distinct())


def _counted(batch: Batch) -> Counter[tuple[str, int]]:
    """People per step or reason, and circle."""
    counts: Counter[tuple[str, int]] = Counter()
    found = doses(batch)
    seats = people_of(batch).values_list("pk", "circle_id", "status", "leave_reason")
    for pk, circle, status, reason in seats.iterator():
        counts.update((label, circle) for label in _labels(status, reason, found.get(pk, Dose())))
    return counts


def _labels(status: str, reason: str, dose: Dose) -> Iterator[str]:
    yield "invited"
    if status in GONE:
        yield reason or status
    if status in HAD_A_SEAT:
        yield "enrolled"
        if dose.started:
            yield "started"
        if dose.completed:
            yield "completed"


def doses(batch: Batch) -> dict[int, Dose]:
    """The dose of each seat that has any mark. See `attendance` for why nothing is asked of statuses in WHERE."""
    stayed = Attendance.objects.filter(session__in=_last_two(batch), status__in=ATTENDED).order_by()
    at_the_end = set(stayed.values_list("enrolment", flat=True).iterator())
    offered = Q(attendances__session__status=HELD, attendances__status__in=RECORDED)
    counts = (
        people_of(batch)
        .values_list("pk")
        .annotate(
            offered=Count("attendances", filter=offered),
            attended=Count("attendances", filter=offered & Q(attendances__status__in=ATTENDED)),
        )
    )
    return {pk: Dose(offered, attended, pk in at_the_end) for pk, offered, attended in counts.iterator()}


def _last_two(batch: Batch) -> QuerySet[Session]:
    """The two sessions of each circle that were held last."""
    from_the_end = Window(RowNumber(), partition_by="circle", order_by=F("starts_at").desc())
    held = Session.objects.filter(circle__batch_link__batch=batch, status=HELD).order_by()
    return held.annotate(from_the_end=from_the_end).filter(from_the_end__lte=2).values("pk")
