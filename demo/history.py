"""The circles of the last years, all closed: enough for a scientific file, and a pilot that is too small for one."""

from datetime import time, timedelta
from itertools import cycle

from circles.actions.planning import edit_circle
from circles.actions.register import Wanted, mark_many
from circles.holidays import swedish_holidays
from circles.models import AttendanceChange, Circle, Enrolment
from demo.answers import tell_answers
from demo.leaders import coordinator_of
from demo.people import HALLAND, SKANE
from demo.seasons import Season, seasons_before, series
from demo.telling import CANCELLED, LOST, MOVED, VENUES, CircleStory, leader_of, tell_circle
from demo.world import World
from organisations.actions import save_project
from organisations.models import Project

SEASONS = 4
# Each season the same teams meet: leader, place, language, weekday, hour, people.
TEAMS = [
    ("leader", "Malmö", "prs", 1, 17, 12),
    ("leader", "Malmö", "prs", 3, 10, 11),
    ("rami", "Landskrona", "ar", 0, 17, 13),
    ("rami", "Malmö", "ar", 2, 17, 12),
    ("hodan", "Malmö", "so", 1, 10, 11),
    ("hodan", "Lund", "so", 3, 17, 10),
    ("olena", "Helsingborg", "uk", 0, 13, 11),
    ("olena", "Helsingborg", "uk", 2, 17, 12),
    ("zahra", "Lund", "prs", 1, 13, 10),
    ("idris", "Halmstad", "so", 0, 17, 10),
    ("leyla", "Varberg", "ar", 2, 13, 11),
]
MEETINGS, MINUTES = 10, 180
FIRST_NUMBER = 100  # lists that a visitor imports are of lower numbers: a circle is known by title and municipality
HALLANDS = {"Halmstad", "Varberg", "Falkenberg", "Kungsbacka"}
REASONS = list(Enrolment.LeaveReason)


def tell_history(w: World, half_year_began) -> None:
    """Four seasons that were closed before the half-year began; of a season after that, two circles and the pilot."""
    reasons, number = cycle(REASONS), {SKANE: FIRST_NUMBER, HALLAND: FIRST_NUMBER}
    seasons = seasons_before(half_year_began, SEASONS)
    for season in seasons:
        for index, team in enumerate(TEAMS):
            story = _tell_team(w, season, index, team, reasons, number)
            if season in seasons[1:]:
                tell_answers(w, story, in_three_months=season == seasons[2])
    w.numbers = number
    w.story.at(w.moment(seasons[-1].monday) - timedelta(days=60), _project, w)
    for index, team in enumerate(PILOT):
        _tell_pilot(w, seasons[-1], index, team)


def _tell_team(w: World, season: Season, index: int, team: tuple, reasons, number: dict) -> CircleStory:
    leader, place, language, weekday, hour, people = team
    hub = HALLAND if place in HALLANDS else SKANE
    number[hub] += 1
    first = season.monday + timedelta(days=weekday, weeks=index % 3)
    if index == 0:
        w.keys["earlier"] = f"Vägar vidare {number[hub]}"
    story = CircleStory(
        title=f"Vägar vidare {number[hub]}",
        hub=hub,
        leader=leader,
        place=place,
        language=language,
        times=series(first, time(hour, 30), MINUTES, MEETINGS, _holidays(season)),
        people=people,
        venue=VENUES[index % 2],
        happens=_happens(index),
        leaves={people - 2: (4, next(reasons)), people - 4: (6, next(reasons))},
        never=(people - 1,) if index % 2 else (),
        ends_as=Circle.Status.ARCHIVED,
    )
    tell_circle(w, story)
    if index in (2, 7):
        w.story.at(story.times[-1].ends_at + timedelta(days=4), _correct, w, story)
    return story


def _correct(w: World, story: CircleStory) -> None:
    """What was found wrong on a signed list is corrected with a reason, one of each."""
    session = story.circle.sessions.filter(status="held").order_by("ordinal").first()
    marks = session.attendances.select_related("enrolment").order_by("pk")
    after = {"present": "part", "part": "present", "notified": "absent", "absent": "present"}
    chosen = [
        *marks.filter(status="present")[:2],
        *(marks.filter(status=status).first() for status in ("notified", "absent", "part")),
    ]
    for mark, reason in zip(filter(None, chosen), cycle(AttendanceChange.Reason.values), strict=False):
        wanted = [Wanted(mark.enrolment, after[mark.status])]
        mark_many(session=session, wanted=wanted, correction=reason, by=leader_of(w, story))


def _happens(index: int) -> dict:
    """Now and then a meeting was cancelled, moved, or its list lost."""
    return {1: {6: CANCELLED}, 3: {5: CANCELLED}, 5: {4: MOVED}, 8: {7: LOST}}.get(index, {})


def _holidays(season: Season):
    return swedish_holidays(season.monday.year, season.monday.year + 1)


# --- The pilot: two circles are too few to say anything about -------------------------------------------------
PILOT = [("zahra", "Lund", "prs", 2, 10, 7), ("olena", "Helsingborg", "uk", 3, 13, 6)]
PILOT_NAME = "Hälsostöd pilot"


def _project(w: World) -> None:
    project = Project(code="halsostod-pilot", name=PILOT_NAME, funder="Region Skåne")
    w.project = save_project(project=project, partners=[w.organisations["varsta"]], by=w.users["admin"])


def _tell_pilot(w: World, season: Season, index: int, team: tuple) -> None:
    leader, place, language, weekday, hour, people = team
    story = CircleStory(
        title=f"Hälsostöd {index + 1}",
        hub=SKANE,
        leader=leader,
        place=place,
        language=language,
        times=series(season.monday + timedelta(days=weekday), time(hour), 120, 5, _holidays(season)),
        people=people,
        programme="halsostod",
        venue=VENUES[1],
        ends_as=Circle.Status.ARCHIVED,
    )
    tell_circle(w, story)
    w.story.at(story.times[0].starts_at - timedelta(days=30), _of_project, w, story)


def _of_project(w: World, story: CircleStory) -> None:
    story.circle = edit_circle(circle=story.circle, project=w.project, by=coordinator_of(w, SKANE))
