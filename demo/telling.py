"""One circle's story: planned, approved, filled, met week by week, signed, checked. What lies ahead isn't told."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from circles.actions.enrolment import enrol, leave, set_enrolment_status
from circles.actions.hours import finish_session, show_film
from circles.actions.leaders import add_leader
from circles.actions.lists import check_list, reopen_list, sign_list
from circles.actions.planning import cancel_session, move_session, plan_circle, set_circle_status
from circles.actions.reflections import save_reflection
from circles.actions.register import Wanted, close_register, mark_many, resolve_missing_register
from circles.models import Circle, CircleLeader, Enrolment, Session
from circles.rules.planning import PlannedTime
from circles.tonight import planned_film
from demo.leaders import coordinator_of
from demo.people import SKANE
from demo.world import World
from materials.models import Programme
from participants.actions import give_consent, issue_card
from participants.models import Consent, ConsentPurpose

STATUS = Enrolment.Status
REASONS = list(Enrolment.LeaveReason)
VENUES = ("Mötesplats Linden", "Mötesplats Eken")
BANDS = (1960, 1965, 1970, 1975, 1980, 1985, 1990, 1995, 2000)
MINUTES = timedelta(minutes=1)
DAY = timedelta(days=1)

THEMES = ("fully", "partly", "fully", "fully", "not")  # by the number of the session
REFLECTION = (
    "Filmen väckte mycket, och jag stannade vid den trygga pausen. Tystnaden efteråt var längre än jag är van vid, och "
    "jag lät den vara. Nästa gång vill jag pröva att börja med en andningsövning."
)

# What may happen to a session instead of the usual: by its number in the circle.
MISSING, UNCONFIRMED, CANCELLED, MOVED, LOST, HALF_MARKED = (
    "missing",
    "unconfirmed",
    "cancelled",
    "moved",
    "lost",
    "half_marked",
)


@dataclass
class CircleStory:
    """`happens`: session number → one of the words above. `ends_as`: how far a finished circle has come."""

    title: str
    hub: str
    leader: str
    place: str
    language: str
    times: Sequence[PlannedTime]
    people: int
    programme: str = "vagar-vidare"
    association: str = "sensus"
    project: object = None
    co_leaders: tuple[str, ...] = ()
    door_code: str = ""
    venue: str = VENUES[0]
    room: str = "Rum 2, en trappa upp"
    happens: dict = field(default_factory=dict)
    leaves: dict = field(default_factory=dict)  # seat → (session number, reason)
    never: tuple[int, ...] = ()  # seats of people who never come
    ends_as: str = Circle.Status.CHECKED
    planned_on: date | None = None  # None: five weeks before it begins

    circle: Circle = None
    seats: list = field(default_factory=list)
    keenness: list = field(default_factory=list)


def tell_circle(w: World, c: CircleStory) -> None:
    begins = c.times[0].starts_at
    planned = w.moment(c.planned_on, 12) if c.planned_on else _noon(w, begins - 35 * DAY)
    w.story.at(planned, _plan, w, c)
    if c.association:
        w.story.at(planned + 4 * DAY, _approve, w, c)
    for seat in range(c.people):
        enrolled = _noon(w, begins - (18 - seat) * DAY) if begins <= w.now else planned + 4 * DAY
        w.story.at(enrolled + (seat + 1) * MINUTES, _enrol, w, c, seat)
    for number, planned in enumerate(c.times, start=1):
        _tell_session(w, c, number, planned)
    for seat, (number, reason) in c.leaves.items():
        w.story.at(c.times[number - 1].ends_at + DAY, _leave, c, seat, reason, w)
    for seat in c.never:
        w.story.at(c.times[min(3, len(c.times)) - 1].ends_at + DAY, _never_came, c, seat, w)
    _tell_end(w, c)


def _noon(w: World, moment: datetime) -> datetime:
    return w.moment(moment.date(), 12)


# --- Before -------------------------------------------------------------------------------------------------
def _plan(w: World, c: CircleStory) -> None:
    c.circle = w.circles[c.title] = plan_circle(
        title=c.title,
        hub=w.hubs[c.hub],
        municipality=w.place(c.place),
        language=w.language(c.language),
        leader=w.leaders[c.leader],
        co_leaders=[w.leaders[one] for one in c.co_leaders],
        times=c.times,
        programme=Programme.objects.get(code=c.programme),
        association=w.organisations[c.association] if c.association else None,
        project=c.project,
        place=c.venue,
        room=c.room,
        door_code=c.door_code,
        by=coordinator_of(w, c.hub),
    )


def _approve(w: World, c: CircleStory) -> None:
    c.circle = set_circle_status(circle=c.circle, status=Circle.Status.PLANNED, by=w.users["officer"])


def _enrol(w: World, c: CircleStory, seat: int) -> None:
    """Every third was invited and said yes before the first meeting; the others came by themselves."""
    invited = seat % 3 == 0
    c.seats.append(
        enrol(
            circle=c.circle,
            participant=new_person(w, c.hub, c.language, by=leader_of(w, c)),
            by=leader_of(w, c),
            status=STATUS.INVITED if invited else STATUS.ACTIVE,
        )
    )
    c.keenness.append(0 if seat in c.never else w.rng.choice((0.95, 0.9, 0.9, 0.85, 0.8, 0.7, 0.55, 0.35)))


def new_person(w: World, hub: str, language: str, *, by):
    """A card with coarse bands, every one of them sometimes unsaid."""
    rng = w.rng
    person = issue_card(
        hub=w.hubs[hub],
        by=by,
        rng=rng,
        language=w.language(language),
        reads=rng.choice(("yes", "yes", "little", "no", "")),
        gender=rng.choice(("woman", "woman", "woman", "man", "man", "other", "")),
        birth_band=rng.choice((*BANDS, None)),
        schooling=rng.choice(("0", "1-6", "7-9", "10-12", "13+", "")),
        arrival=rng.choice(("0-1", "1-3", "1-3", "3-6", "6+", "")),
        needs_childcare=rng.random() < 0.25,
        needs_travel=rng.random() < 0.1,
        needs_access=rng.random() < 0.05,
        needs_reading_help=rng.random() < 0.2,
        needs_interpreter=rng.random() < 0.3,
        is_protected=rng.random() < 0.02,
    )
    if rng.random() < 0.4:
        give_consent(
            participant=person,
            purpose=rng.choice((ConsentPurpose.CONTACT, ConsentPurpose.CONTACT, ConsentPurpose.FOLLOW_UP)),
            given=rng.choice(Consent.Given.values),
            language=w.language(language),
            text_version=1,
            by=by,
        )
    return person


def leader_of(w: World, c: CircleStory):
    return w.users[c.leader]


# --- The meetings -------------------------------------------------------------------------------------------
def _tell_session(w: World, c: CircleStory, number: int, planned: PlannedTime) -> None:
    what = c.happens.get(number)
    if what == CANCELLED:
        w.story.at(planned.starts_at - 3 * DAY, _cancel, w, c, number)
    elif what == MOVED:
        w.story.at(planned.starts_at - 5 * DAY, _move, w, c, number, planned)
        w.story.at(planned.ends_at + DAY + 5 * MINUTES, _hold, w, c, number, what)
    elif what in (LOST, HALF_MARKED):
        w.story.at(planned.ends_at + 3 * DAY, _answer, w, c, number, what)
    elif what != MISSING:
        w.story.at(planned.ends_at - 5 * MINUTES, _hold, w, c, number, what)


def _session(c: CircleStory, number: int) -> Session:
    return c.circle.sessions.select_related("circle", "template__film").get(ordinal=number)


def _cancel(w: World, c: CircleStory, number: int) -> None:
    cancel_session(session=_session(c, number), reason_code=next(w.cancel_reasons), by=leader_of(w, c))


def _move(w: World, c: CircleStory, number: int, planned: PlannedTime) -> None:
    """To the day after, in another room."""
    move_session(
        session=_session(c, number),
        starts_at=planned.starts_at + DAY,
        ends_at=planned.ends_at + DAY,
        room="Rum 4, en trappa upp",
        by=leader_of(w, c),
    )


def _hold(w: World, c: CircleStory, number: int, what: str | None) -> None:
    """The register, the count of the room, the film, the hours: as a leader does it at the end of the evening."""
    session, by = _session(c, number), leader_of(w, c)
    _come_along(c, number, by)
    wanted = [Wanted(seat, _mark(w, c, index)) for index, seat in _expected(c)]
    mark_many(session=session, wanted=wanted, by=by)
    close_register(session=session, by=by)
    _show_film(session, by)
    if what == UNCONFIRMED:
        return
    here = sum(one.status in ("present", "part") for one in wanted)
    finish_session(
        session=session,
        adults=here + 1 + len(c.co_leaders) + (w.rng.random() < 0.15),
        children=w.rng.choice((0, 0, 0, 1, 2, 3)),
        break_minutes=session.break_minutes,
        hours=session.minutes // 45,
        theme_done=THEMES[number % len(THEMES)],
        by=by,
    )
    if c.hub == SKANE and number == 5 and (w.today - session.starts_at.date()).days < 60:
        save_reflection(session=session, text=REFLECTION, supervisor=w.users["supervisor"], by=by)


def _come_along(c: CircleStory, number: int, by) -> None:
    """At the first meeting the invited have said yes, and those who did are in."""
    if number > 1:
        return
    for seat in c.seats:
        if seat.status == STATUS.INVITED:
            set_enrolment_status(enrolment=seat, status=STATUS.ACCEPTED, by=by)
            set_enrolment_status(enrolment=seat, status=STATUS.ACTIVE, by=by)


def _expected(c: CircleStory) -> list:
    return [(index, seat) for index, seat in enumerate(c.seats) if seat.status in (STATUS.ACTIVE, STATUS.ACCEPTED)]


def _mark(w: World, c: CircleStory, index: int) -> str:
    if w.rng.random() < c.keenness[index]:
        return "part" if w.rng.random() < 0.08 else "present"
    return "notified" if w.rng.random() < 0.5 else "absent"


def _show_film(session: Session, by) -> None:
    version = planned_film(session)
    if version:
        show_film(session=session, version=version, minutes=version.minutes, by=by)


def _answer(w: World, c: CircleStory, number: int, what: str) -> None:
    """The coordinator says later what is known: the list is lost, or held and half of it filled in."""
    session = _session(c, number)
    answer = "list_lost" if what == LOST else "held"
    resolve_missing_register(session=session, answer=answer, by=coordinator_of(w, c.hub))
    if what == HALF_MARKED:
        by, half = leader_of(w, c), _expected(c)[: c.people // 2]
        mark_many(session=session, wanted=[Wanted(seat, "present") for _, seat in half], by=by)
        # One mark was a slip of the thumb, and is not recorded again.
        mark_many(session=session, wanted=[Wanted(half[-1][1], "not_recorded")], by=by)


# --- Leaving, and the end -----------------------------------------------------------------------------------
def _leave(c: CircleStory, seat: int, reason: str, w: World) -> None:
    c.seats[seat] = leave(enrolment=c.seats[seat], leave_reason=reason, by=leader_of(w, c))


def _never_came(c: CircleStory, seat: int, w: World) -> None:
    c.seats[seat] = set_enrolment_status(enrolment=c.seats[seat], status=STATUS.NEVER_CAME, by=leader_of(w, c))


def _tell_end(w: World, c: CircleStory) -> None:
    """Signed by the leader two days after, checked by the coordinator a week later, archived the season after."""
    ended = c.times[-1].ends_at
    steps = [
        (Circle.Status.SIGNED, 2 * DAY, leader_of),
        (Circle.Status.CHECKED, 9 * DAY, lambda w, c: coordinator_of(w, c.hub)),
        (Circle.Status.ARCHIVED, 150 * DAY, lambda w, c: coordinator_of(w, c.hub)),
    ]
    order = [status for status, _after, _by in steps]
    reached = order.index(c.ends_as) + 1 if c.ends_as in order else 0
    for status, after, by in steps[:reached]:
        w.story.at(ended + after, _set_status, w, c, status, by)
    if reached > 1 and (reason := next(w.reopen_reasons, "")):
        w.story.at(ended + 4 * DAY, _reopen, w, c, reason)
        w.story.at(ended + 6 * DAY, _set_status, w, c, Circle.Status.SIGNED, leader_of)


def _reopen(w: World, c: CircleStory, reason: str) -> None:
    reopen_list(circle=c.circle, by=coordinator_of(w, c.hub), reason_code=reason)
    c.circle.refresh_from_db()


def _set_status(w: World, c: CircleStory, status: str, by) -> None:
    if status == Circle.Status.SIGNED:
        sign_list(circle=c.circle, by=by(w, c), compared=True)
    elif status == Circle.Status.CHECKED:
        check_list(circle=c.circle, by=by(w, c))
    else:
        set_circle_status(circle=c.circle, status=status, by=by(w, c))
    c.circle.refresh_from_db()


def make_substitute(w: World, c: CircleStory, address: str) -> None:
    add_leader(
        circle=c.circle, communicator=w.leaders[address], part=CircleLeader.Part.SUBSTITUTE, by=coordinator_of(w, c.hub)
    )
