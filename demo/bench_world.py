"""A county's worth of rows for `manage.py bench`: 10 000 circles, 120 000 enrolments, 1 000 000 marks.

Written in bulk past the actions, unlike the demo world: the bench measures reading and marking, and a million
marks by an action each would take an hour. Every constraint of the database holds all the same. Random
choices come from one seeded generator, so that two runs measure the same world.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice, product
from random import Random

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from accounts.access.roles import Role
from accounts.models import User
from circles.models import Attendance, Circle, CircleLeader, Enrolment, Session
from communicators.models import Communicator, Course, LeaderApproval, Qualification
from core.search import folded, sort_key
from demo.statistics import analyse
from materials.models import Programme
from organisations.models import Hub, Language, Membership, Municipality, Organisation
from participants.models import Participant
from participants.rules.cards import COLOURS, PICTURES

PEOPLE, SESSIONS = 12, 10  # in each circle
HUBS, LEADERS = 40, 10  # leaders in each hub
AT_ONCE = 250  # circles written in one transaction
CALENDARS = (1_000, 10_000)  # sessions in a hub's feed
MARKS = ["present"] * 7 + ["part", "notified", "absent"]


@dataclass(frozen=True)
class Corner:
    """A hub to sign in to, and the session today that its pages are about."""

    leader: User
    coordinator: User
    session: Session
    people: int
    overdue: int  # sessions past without a register


@dataclass(frozen=True)
class CalendarFeedOf:
    """A hub with so many sessions, and who coordinates it."""

    hub: Hub
    coordinator: User


@dataclass(frozen=True)
class BenchWorld:
    busy: Corner  # one of the forty hubs
    one: Corner  # one person on the register, one thing to do
    twenty: Corner
    feeds: dict[int, CalendarFeedOf]  # by number of sessions
    rows: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Places:
    programme: Programme
    language: Language
    association: Organisation
    hubs: list[Hub]
    towns: dict[int, Municipality]  # by hub
    leaders: dict[int, list[Communicator]]  # by hub


def build(circles: int = 10_000, seed: int = 7, say=lambda line: None) -> BenchWorld:
    """Fill an empty, migrated database, with the corners that are measured. `say` gets a line after each tenth."""
    places = fill(circles, seed, say)
    corners = [_corner(places, n, circles) for n in (1, 20)]
    feeds = {count: _calendar(places, count, circles) for count in CALENDARS}
    analyse()
    return BenchWorld(_busy(), *corners, feeds, _counts())


def fill(circles: int = 10_000, seed: int = 7, say=lambda line: None) -> _Places:
    """Forty hubs with their leaders and `circles`, beside whatever is there already."""
    random = Random(seed)
    call_command("seed_reference", verbosity=0)
    places = _places()
    cards = {hub.pk: _cards(hub) for hub in places.hubs}
    for start in range(0, circles, AT_ONCE):
        numbers = range(start, min(start + AT_ONCE, circles))
        with transaction.atomic():
            _write(places, cards, numbers, circles, random)
        if (numbers.stop * 10) // circles > (start * 10) // circles:
            say(f"{numbers.stop} circles")
    return places


# --- Places and people who lead ---------------------------------------------------------------------------
def _places() -> _Places:
    host = Organisation.objects.create(name="Bänkens region", kind="region")
    association = Organisation.objects.create(name="Bänkens studieförbund", kind="study_association")
    hubs = Hub.objects.bulk_create(Hub(name=f"Knutpunkt {n:02}", organisation=host) for n in range(HUBS))
    towns = dict(zip((hub.pk for hub in hubs), Municipality.objects.all()[:HUBS], strict=True))
    for hub in hubs:
        hub.municipalities.add(towns[hub.pk])
        _member(f"coordinator-{hub.pk}", Role.COORDINATOR, host, hub)
    leaders = {hub.pk: [_leader(hub, n, host, association) for n in range(LEADERS)] for hub in hubs}
    language = Language.objects.get(code="ar")
    return _Places(Programme.objects.first(), language, association, hubs, towns, leaders)


def _member(name: str, role: Role, organisation: Organisation, hub: Hub) -> User:
    user = User(email=f"{name}@bench.example", name=name)
    user.set_unusable_password()
    user.save()
    Membership.objects.create(user=user, organisation=organisation, role=role).hubs.add(hub)
    return user


def _leader(hub: Hub, number: int, host: Organisation, association: Organisation) -> Communicator:
    name = f"Ledare {hub.pk}-{number}"
    user = _member(f"leader-{hub.pk}-{number}", Role.COMMUNICATOR, host, hub)
    leader = Communicator.objects.create(
        user=user, name=name, hub=hub, search_text=folded(name), sort_key=sort_key(name)
    )
    began, ended = date(2022, 1, 10), date(2022, 12, 12)
    Qualification.objects.bulk_create(
        Qualification(communicator=leader, course=course, started_on=began, completed_on=ended)
        for course in Course.objects.filter(ladder_step__isnull=False)
    )
    LeaderApproval.objects.create(
        communicator=leader, association=association, state="approved", applied_on=began, decided_on=ended
    )
    return leader


def _cards(hub: Hub) -> Iterator[Participant]:
    """Participants of the hub, each with a card of its own."""
    for colour, picture, number in product(COLOURS, PICTURES, range(100)):
        yield Participant(hub=hub, colour=colour, picture=picture, number=number, birth_band=1985)


# --- Circles ------------------------------------------------------------------------------------------------
def _weeks_ago(number: int, circles: int) -> int:
    """How many weeks ago the circle began. Every fourteenth runs now; the rest ended up to four years ago."""
    return 4 + number % 5 if number % 14 == 0 else 12 + (number * 190) // circles


def _status(weeks: int) -> str:
    if weeks < SESSIONS:
        return "running"
    return "ended" if weeks == 12 else "checked"


def _write(places: _Places, cards: dict, numbers: range, circles: int, random: Random) -> None:
    rows = Circle.objects.bulk_create(_circle(places, n, circles) for n in numbers)
    CircleLeader.objects.bulk_create(
        CircleLeader(circle=row, communicator=places.leaders[row.hub_id][(n // HUBS) % LEADERS])
        for n, row in zip(numbers, rows, strict=True)
    )
    sessions = Session.objects.bulk_create(
        session for n, row in zip(numbers, rows, strict=True) for session in _sessions(n, row, circles)
    )
    people = Participant.objects.bulk_create(person for row in rows for person in islice(cards[row.hub_id], PEOPLE))
    began = {session.circle_id: session.starts_at for session in sessions if session.ordinal == 1}
    seats = Enrolment.objects.bulk_create(
        Enrolment(
            circle=rows[at // PEOPLE],
            participant=person,
            enrolled_at=began[rows[at // PEOPLE].pk],
            status="active",
        )
        for at, person in enumerate(people)
    )
    Attendance.objects.bulk_create(_marks(sessions, seats, random), batch_size=5_000)


def _circle(places: _Places, number: int, circles: int) -> Circle:
    hub = places.hubs[number % HUBS]
    status = _status(_weeks_ago(number, circles))
    title = f"Vägar vidare {number + 1}"
    return Circle(
        title=title,
        search_text=folded(title),
        programme=places.programme,
        hub=hub,
        municipality=places.towns[hub.pk],
        language=places.language,
        association=places.association,
        status=status,
        closed_at=timezone.now() if status == "checked" else None,
        place="Mötesplats Linden",
    )


def _sessions(number: int, circle: Circle, circles: int) -> Iterator[Session]:
    """Ten weekly sessions of three hours, the clock set so that a running circle meets today.

    Of the closed circles eight in fifteen have nine sessions with a register and the rest eight: with twelve
    people each, a hundred marks a circle on average.
    """
    today = timezone.localtime().replace(hour=17, minute=30, second=0, microsecond=0)
    first = today - timedelta(weeks=_weeks_ago(number, circles))
    for week in range(SESSIONS):
        starts = first + timedelta(weeks=week)
        held = starts < today and week < (9 if number % 15 < 8 else 8)
        yield Session(
            circle=circle,
            ordinal=week + 1,
            title=f"Tema {week + 1}",
            starts_at=starts,
            ends_at=starts + timedelta(hours=3),
            changed_at=first,
            **_outcome(held, starts, today),
        )


def _outcome(held: bool, starts: datetime, today: datetime) -> dict:
    if held:
        closed = starts + timedelta(hours=3)
        return {"status": "held", "study_hours": 4, "register_closed_at": closed, "register_version": PEOPLE}
    if starts < today:
        return {"status": "cancelled", "cancel_reason": "too_few"}
    return {"status": "planned"}


def _marks(sessions: list[Session], seats: list[Enrolment], random: Random) -> Iterator[Attendance]:
    by_circle: dict[int, list[Enrolment]] = {}
    for seat in seats:
        by_circle.setdefault(seat.circle_id, []).append(seat)
    for session in sessions:
        if session.status == "held":
            for seat in by_circle[session.circle_id]:
                yield Attendance(
                    session=session, enrolment=seat, status=random.choice(MARKS), marked_at=session.ends_at
                )


# --- What the pages are about -------------------------------------------------------------------------------
def _busy() -> Corner:
    today = timezone.localdate()
    session = Session.objects.filter(starts_at__date=today, circle__status="running").order_by("pk").first()
    leader = session.circle.leader_links.get().communicator.user
    coordinator = User.objects.get(memberships__role=Role.COORDINATOR, memberships__hubs=session.circle.hub)
    return Corner(leader, coordinator, session, PEOPLE, 0)


def _corner(places: _Places, count: int, circles: int) -> Corner:
    """A hub of its own: `count` people on the register today, `count` sessions past without a register."""
    host = places.hubs[0].organisation
    hub = Hub.objects.create(name=f"Hörn {count}", organisation=host)
    town = Municipality.objects.exclude(hubs__isnull=False).first()
    hub.municipalities.add(town)
    coordinator = _member(f"coordinator-{hub.pk}", Role.COORDINATOR, host, hub)
    leader = _leader(hub, 0, host, places.association)
    circle = _circle(places, 14 * circles, circles)  # running, whatever the number of circles
    circle.hub, circle.municipality = hub, town
    circle.save()
    CircleLeader.objects.create(circle=circle, communicator=leader)
    people = Participant.objects.bulk_create(islice(_cards(hub), count))
    began = timezone.now() - timedelta(weeks=count + 1)
    Enrolment.objects.bulk_create(
        Enrolment(circle=circle, participant=person, enrolled_at=began, status="active") for person in people
    )
    session = _overdue(circle, count)[-1]
    return Corner(leader.user, coordinator, session, count, count)


def _calendar(places: _Places, count: int, circles: int) -> CalendarFeedOf:
    """A hub whose circles have `count` coming sessions in all, ten each, and nobody in them."""
    host = places.hubs[0].organisation
    hub = Hub.objects.create(name=f"Kalender {count}", organisation=host)
    coordinator = _member(f"coordinator-{hub.pk}", Role.COORDINATOR, host, hub)
    rows = [_circle(places, 14 * circles, circles) for _ in range(count // SESSIONS)]
    for row in rows:
        row.hub, row.room = hub, "Rum 2, en trappa upp"
    Circle.objects.bulk_create(rows)
    today = timezone.localtime().replace(hour=17, minute=30, second=0, microsecond=0)
    Session.objects.bulk_create(
        Session(
            circle=row,
            ordinal=week + 1,
            starts_at=today + timedelta(weeks=week),
            ends_at=today + timedelta(weeks=week, hours=3),
            changed_at=today,
        )
        for row in rows
        for week in range(SESSIONS)
    )
    return CalendarFeedOf(hub, coordinator)


def _overdue(circle: Circle, count: int) -> list[Session]:
    """`count` weekly sessions that nobody has answered for, and one today."""
    today = timezone.localtime().replace(hour=17, minute=30, second=0, microsecond=0)
    starts = [today - timedelta(weeks=week) for week in range(count, -1, -1)]
    return Session.objects.bulk_create(
        Session(
            circle=circle,
            ordinal=n,
            starts_at=at,
            ends_at=at + timedelta(hours=3),
            changed_at=starts[0],
            title="Tema",
        )
        for n, at in enumerate(starts, start=1)
    )


def _counts() -> dict[str, int]:
    tables = {"circles": Circle, "sessions": Session, "enrolments": Enrolment, "attendance": Attendance}
    return {name: table.objects.count() for name, table in tables.items()}
