"""F: from invitation to completion, and why people left."""

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.db.models.lookups import GreaterThanOrEqual

from circles.models import ATTENDED, Attendance, Enrolment, Session
from disclosure import Contribution, pool
from exports.columns import NOT_APPLICABLE, REASONS
from exports.figures.published import HAD_A_SEAT, HELD, RECORDED, Row, people_of, published
from exports.models import Batch

STEPS = ("invited", "enrolled", "started", "completed")
GONE = (Enrolment.Status.LEFT, Enrolment.Status.NEVER_CAME)


def flow(batch: Batch) -> list[Row]:
    """Rows of step, reason, people."""
    return [
        *([step, NOT_APPLICABLE, *published(sums, ("people",))] for step, sums in _steps(batch).items()),
        ["before", NOT_APPLICABLE, NOT_APPLICABLE],
        ["after", NOT_APPLICABLE, NOT_APPLICABLE],
        *(["left", reason, *published(sums, ("people",))] for reason, sums in _reasons(batch).items()),
    ]


def _steps(batch: Batch) -> dict[str, dict[str, int] | None]:
    seat = Q(status__in=HAD_A_SEAT)
    started = seat & Q(attended__gte=1)
    two_thirds = GreaterThanOrEqual(F("attended") * 3, F("offered") * 2)
    rows = (
        with_dose(people_of(batch))
        .values("circle_id")
        .annotate(
            n_invited=Count("pk"),
            n_enrolled=Count("pk", filter=seat),
            n_started=Count("pk", filter=started),
            n_completed=Count("pk", filter=started & Q(at_the_end=True) & Q(two_thirds)),
        )
    )
    parts = [Contribution(step, row["circle_id"], {"people": row[f"n_{step}"]}) for row in rows for step in STEPS]
    return pool(parts, labels=STEPS)


def with_dose(people: QuerySet[Enrolment]) -> QuerySet[Enrolment]:
    """Seats with `offered` (held and marked), `attended`, and `at_the_end` (at one of the last two held)."""
    marks = Attendance.objects.filter(enrolment=OuterRef("pk"), session__status=HELD).order_by()
    last_two = Session.objects.filter(circle=OuterRef(OuterRef("circle")), status=HELD).order_by("-starts_at")
    return people.annotate(
        offered=_number(marks.filter(status__in=RECORDED)),
        attended=_number(marks.filter(status__in=ATTENDED)),
        at_the_end=Exists(marks.filter(status__in=ATTENDED, session__in=last_two.values("pk")[:2])),
    )


def _number(marks: QuerySet) -> Coalesce:
    return Coalesce(Subquery(marks.values("enrolment").annotate(number=Count("pk")).values("number")), 0)


def _reasons(batch: Batch) -> dict[str, dict[str, int] | None]:
    rows = (
        people_of(batch)
        .filter(status__in=GONE)
        .values_list("status", "leave_reason", "circle_id")
        .annotate(people=Count("pk"))
    )
    parts = [Contribution(reason or status, circle, {"people": people}) for status, reason, circle, people in rows]
    return pool(parts, labels=REASONS)
