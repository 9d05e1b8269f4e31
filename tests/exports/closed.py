"""Closed circles to release from: many people in few queries, with every kind of mark and seat."""

from datetime import UTC, date, datetime, timedelta
from itertools import cycle

from circles.models import Attendance, Circle, CircleLeader, Enrolment, Session, SessionFilm
from materials.models import FilmVersion
from participants.models import Participant
from tests import cast

TODAY = date(2026, 11, 21)
CLOSED_AT = datetime(2026, 5, 30, 12, tzinfo=UTC)
FIRST = datetime(2026, 1, 12, 16, 30, tzinfo=UTC)
PATTERN = "pppaphppnp"  # present, part (h), notified (n), absent (a), never marked (·)
MARKS = {"p": "present", "h": "part", "n": "notified", "a": "absent"}


def closed_circles(w: cast.World, count=8, people=10, **facts) -> list[Circle]:
    return [closed_circle(w, f"Vägar vidare {100 + n}", people, **facts) for n in range(count)]


def closed_circle(
    w: cast.World,
    title,
    people=10,
    *,
    first=FIRST,
    closed_at=CLOSED_AT,
    sessions=10,
    language="prs",
    programme=None,
    person_is=lambda number: {},
) -> Circle:
    """A checked circle of Sahar's. Its people come in turns: each person's marks are PATTERN, one step on.

    `person_is`: the number of a person in the circle → what the card says of them.
    """
    circle = Circle.objects.create(
        title=title,
        programme=programme or w.programme,
        hub=w.skane,
        municipality=w.places["Malmö"],
        language=w.languages[language],
        status=Circle.Status.CHECKED,
        closed_at=closed_at,
    )
    CircleLeader.objects.create(circle=circle, communicator=w.sahar.communicator)
    held = hold(circle, sessions, first)
    version = FilmVersion.objects.filter(language=w.languages[language]).first()
    if version:
        SessionFilm.objects.create(session=held[0], version=version, minutes=12)
    for number in range(people):
        one = seat(w, circle, enrolled_at=first - timedelta(days=7), participant=person(w, **person_is(number)))
        mark(one, held, turned(PATTERN, number))
    return circle


def hold(circle: Circle, count: int, first: datetime) -> list[Session]:
    templates = dict(circle.programme.sessions.values_list("ordinal", "pk"))
    return Session.objects.bulk_create(
        Session(
            circle=circle,
            ordinal=number + 1,
            template_id=templates.get(number + 1),
            starts_at=first + timedelta(weeks=number),
            ends_at=first + timedelta(weeks=number, hours=3),
            status=Session.Status.HELD,
            changed_at=first,
        )
        for number in range(count)
    )


def seat(w: cast.World, circle: Circle, *, enrolled_at, status="completed", reason="", participant=None) -> Enrolment:
    return Enrolment.objects.create(
        circle=circle,
        participant=participant or person(w),
        status=status,
        enrolled_at=enrolled_at,
        left_at=enrolled_at + timedelta(days=30) if status == "left" else None,
        leave_reason=reason,
    )


_numbers = iter(range(10_000_000))


def person(w: cast.World, **facts) -> Participant:
    number = next(_numbers)
    return Participant.objects.create(
        hub=w.skane, colour=f"c{number // 100}", picture="heron", number=number % 100, **facts
    )


def mark(enrolment: Enrolment, sessions: list[Session], pattern: str) -> None:
    Attendance.objects.bulk_create(
        Attendance(session=session, enrolment=enrolment, status=MARKS[letter], marked_at=session.ends_at)
        for session, letter in zip(sessions, cycle(pattern), strict=False)
        if letter in MARKS
    )


def turned(pattern: str, steps: int) -> str:
    steps %= len(pattern)
    return pattern[steps:] + pattern[:steps]


def cancel(circles, *, ordinal: int) -> None:
    Session.objects.filter(circle__in=circles, ordinal=ordinal).update(
        status=Session.Status.CANCELLED, cancel_reason=Session.CancelReason.values[0]
    )
