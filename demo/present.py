"""The circles of these weeks: tonight's, those with something missing, those that begin, and those that just ended."""

from datetime import date, time, timedelta

from django.utils import timezone

from circles.actions.enrolment import enrol, set_enrolment_status
from circles.actions.hours import ask_for_call
from circles.actions.planning import ask_for_substitute, book, set_circle_status
from circles.actions.waiting import offer_seat
from circles.holidays import swedish_holidays
from circles.models import Circle, Enrolment
from demo.leaders import coordinator_of
from demo.pages import ARABIC, DARI, TIGRINYA, UKRAINIAN, tell_page
from demo.people import HALLAND, SKANE
from demo.seasons import series, series_around
from demo.telling import (
    CANCELLED,
    HALF_MARKED,
    MISSING,
    MOVED,
    UNCONFIRMED,
    CircleStory,
    make_substitute,
    new_person,
    tell_circle,
)
from demo.world import World

STATUS = Enrolment.Status
HALF_PAST_FIVE, TEN, ONE, SIX = time(17, 30), time(10), time(13), time(18)


def tell_present(w: World) -> None:
    _tonight(w)
    _missing_registers(w)
    _today(w)
    _coming(w)
    _ended(w)
    _halland(w)


def _title(w: World, hub: str = SKANE) -> str:
    w.numbers[hub] += 1
    return f"Vägar vidare {w.numbers[hub]}"


def _around(w: World, days: int, start: time, *, past: int, minutes=180, number=10):
    """A weekly series of which meeting `past` + 1 lies `days` from today."""
    return series_around(w.today + timedelta(days=days), start, minutes, number, past=past)


def _tonight(w: World) -> None:
    """Sahar's circle: four meetings behind it, the hours of the last not confirmed; the fifth, with a film, tonight."""
    story = CircleStory(
        title=_title(w),
        hub=SKANE,
        leader="leader",
        co_leaders=("zahra",),
        place="Malmö",
        language="prs",
        times=_around(w, 0, HALF_PAST_FIVE, past=4),
        people=13,
        door_code="4471",
        happens={4: UNCONFIRMED, 5: MISSING},  # tonight's register is for whoever tries the demo
        leaves={10: (3, Enrolment.LeaveReason.WORK_OR_STUDIES)},
    )
    w.keys["tonight"] = story.title
    tell_circle(w, story)
    w.story.at(story.times[3].ends_at, _call, w, story, 4)
    w.story.at(w.days(-6, 12), _pause, w, story, 9)
    w.story.at(w.days(-6, 13), tell_page, w, story, DARI)
    w.story.at(w.days(-5, 9), _book, w, story, 5)
    w.story.at(w.days(-1, 17), _offer, w, story)
    _tell_waiting(w, story, ["prs"] * 6 + ["ps"] * 3)


def _missing_registers(w: World) -> None:
    """Three sessions of which nobody has said whether they were held."""
    tell_circle(
        w,
        CircleStory(
            title="Hälsostöd 3",
            hub=SKANE,
            leader="leader",
            place="Lund",
            language="prs",
            programme="halsostod",
            times=_around(w, -1, TEN, past=2, minutes=120, number=5),
            people=7,
            happens={3: MISSING},
        ),
    )
    arabic = CircleStory(
        title=_title(w),
        hub=SKANE,
        leader="rami",
        place="Landskrona",
        language="ar",
        times=_around(w, -5, HALF_PAST_FIVE, past=3),
        people=13,
        happens={2: HALF_MARKED, 4: MISSING, 5: MOVED},
    )
    w.keys["rami"] = arabic.title
    tell_circle(w, arabic)
    w.story.at(w.days(-6, 14), tell_page, w, arabic, ARABIC)
    _tell_waiting(w, arabic, ["ar"] * 11)
    somali = CircleStory(
        title=_title(w),
        hub=SKANE,
        leader="hodan",
        place="Malmö",
        language="so",
        times=_around(w, -3, HALF_PAST_FIVE, past=1),
        people=10,
        happens={2: MISSING},
    )
    w.keys["hodan"] = somali.title
    tell_circle(w, somali)
    _tell_waiting(w, somali, ["so"] * 3)


def _today(w: World) -> None:
    """Two more meet today: one in the afternoon, one with a substitute. And one needs a substitute next week."""
    afternoon = CircleStory(
        title="Hälsostöd 4",
        hub=SKANE,
        leader="olena",
        place="Helsingborg",
        language="uk",
        programme="halsostod",
        times=_around(w, 0, ONE, past=1, minutes=120, number=5),
        people=7,
    )
    tell_circle(w, afternoon)
    w.story.at(w.days(-1, 10), _ask_for_substitute, w, afternoon, 3)
    w.story.at(w.days(-2, 9), tell_page, w, afternoon, UKRAINIAN)
    evening = CircleStory(
        title=_title(w),
        hub=SKANE,
        leader="amal",
        place="Trelleborg",
        language="ar",
        times=_around(w, 0, SIX, past=1),
        people=9,
    )
    tell_circle(w, evening)
    w.story.at(evening.times[0].starts_at - timedelta(days=20), make_substitute, w, evening, "rami")


def _coming(w: World) -> None:
    """Planned, waiting for approval, sent back as a draft, and cancelled before it began."""
    tigrinya = _starting(w, "yonas", "Malmö", "ti", 40, people=6)
    tell_circle(w, tigrinya)
    w.story.at(w.days(-1, 16), _say_yes, w, tigrinya, 0)
    w.story.at(w.days(-1, 17), tell_page, w, tigrinya, TIGRINYA)
    _tell_waiting(w, tigrinya, ["ti"] * 7, since=-5)
    tell_circle(w, _starting(w, "amal", "Trelleborg", "ar", 22, people=4))
    # Planned two days ago: the association has not answered.
    awaiting = _starting(w, "rami", "Malmö", "ar", 31, people=0)
    awaiting.planned_on = w.today - timedelta(days=2)
    tell_circle(w, awaiting)
    draft = _starting(w, "zahra", "Lund", "prs", 33, people=0)
    draft.planned_on = w.today - timedelta(days=3)
    tell_circle(w, draft)
    w.story.at(w.days(-1, 15), _status, w, draft, Circle.Status.DRAFT)
    cancelled = _starting(w, "olena", "Helsingborg", "uk", 12, people=2)
    tell_circle(w, cancelled)
    w.story.at(w.days(-2, 15), _status, w, cancelled, Circle.Status.CANCELLED)


def _starting(w: World, leader: str, place: str, language: str, days: int, *, people: int) -> CircleStory:
    first = w.today + timedelta(days=days)
    holidays = swedish_holidays(first.year, first.year + 1)
    return CircleStory(
        title=_title(w),
        hub=SKANE,
        leader=leader,
        place=place,
        language=language,
        times=series(first, HALF_PAST_FIVE, 180, 10, holidays),
        people=people,
        planned_on=w.today - timedelta(days=6),
    )


def _ended(w: World) -> None:
    """One has ended and waits for its leader's signature, one is signed and waits for the association."""
    for number, (leader, place, language, days, ends_as) in enumerate(
        [
            ("zahra", "Lund", "prs", -4, Circle.Status.ENDED),
            ("olena", "Helsingborg", "uk", -6, Circle.Status.SIGNED),
            ("rami", "Malmö", "ar", -30, Circle.Status.CHECKED),
        ],
        start=5,
    ):
        tell_circle(
            w,
            CircleStory(
                title=f"Hälsostöd {number}" if ends_as != Circle.Status.CHECKED else _title(w),
                hub=SKANE,
                leader=leader,
                place=place,
                language=language,
                programme="halsostod" if ends_as != Circle.Status.CHECKED else "vagar-vidare",
                times=_last_meeting(w, days, 5 if ends_as != Circle.Status.CHECKED else 10),
                people=7 if ends_as != Circle.Status.CHECKED else 11,
                ends_as=ends_as,
            ),
        )


def _last_meeting(w: World, days: int, number: int):
    last: date = w.today + timedelta(days=days)
    return series_around(last, ONE, 120 if number == 5 else 180, number, past=number - 1)


def _halland(w: World) -> None:
    somali = CircleStory(
        title=_title(w, HALLAND),
        hub=HALLAND,
        leader="idris",
        place="Halmstad",
        language="so",
        times=_around(w, 1, HALF_PAST_FIVE, past=4),
        people=9,
        happens={3: CANCELLED},
    )
    w.keys["idris"] = somali.title
    tell_circle(w, somali)
    tell_circle(
        w,
        CircleStory(
            title=_title(w, HALLAND),
            hub=HALLAND,
            leader="leyla",
            place="Varberg",
            language="ar",
            times=_around(w, 2, TEN, past=2),
            people=11,
        ),
    )


# --- Small happenings ---------------------------------------------------------------------------------------
def _tell_waiting(w: World, story: CircleStory, languages: list[str], since: int = -12) -> None:
    for number, language in enumerate(languages):
        w.story.at(w.days(since + number % 4, 11, number), _wait, w, story, language)


def _wait(w: World, story: CircleStory, language: str) -> None:
    by = coordinator_of(w, story.hub)
    person = new_person(w, story.hub, language, by=by)
    enrol(circle=story.circle, participant=person, status=STATUS.WAITING, by=by)


def _book(w: World, story: CircleStory, number: int) -> None:
    """Childcare for the evening, a quarter of an hour longer; the next meetings in part."""
    session = story.circle.sessions.get(ordinal=number)
    until = (story.times[number - 1].ends_at + timedelta(minutes=15)).time()
    book(session=session, by=w.users[story.leader], interpreter="", childcare="booked", childcare_until=until)
    following = story.circle.sessions.get(ordinal=number + 1)
    book(session=following, by=w.users[story.leader], interpreter="wanted", childcare="wanted")
    last = story.circle.sessions.get(ordinal=number + 2)
    book(session=last, by=w.users[story.leader], interpreter="booked", childcare="booked")


def _offer(w: World, story: CircleStory) -> None:
    """The one who left made a seat free; the next in the queue has three days to answer."""
    seat = story.circle.enrolments.queue().first()
    offer_seat(enrolment=seat, until=timezone.now() + timedelta(days=3), by=w.users[story.leader])


def _pause(w: World, story: CircleStory, seat: int) -> None:
    story.seats[seat] = set_enrolment_status(
        enrolment=story.seats[seat], status=STATUS.PAUSED, by=w.users[story.leader]
    )


def _say_yes(w: World, story: CircleStory, seat: int) -> None:
    """Invited to a circle that has not begun, and wants to come."""
    story.seats[seat] = set_enrolment_status(
        enrolment=story.seats[seat], status=STATUS.ACCEPTED, by=w.users[story.leader]
    )


def _call(w: World, story: CircleStory, number: int) -> None:
    ask_for_call(session=story.circle.sessions.get(ordinal=number), by=w.users[story.leader])


def _ask_for_substitute(w: World, story: CircleStory, number: int) -> None:
    ask_for_substitute(session=story.circle.sessions.get(ordinal=number), by=w.users[story.leader])


def _status(w: World, story: CircleStory, status: str) -> None:
    story.circle = set_circle_status(circle=story.circle, status=status, by=coordinator_of(w, story.hub))
