"""What a careful coordinator asks of the meetings of a circle: have they been, and could they have been so?"""

from collections import Counter
from collections.abc import Iterable
from datetime import timedelta

from circles.rules.register import ATTENDED, Mark
from circles.rules.register_reading.headings import Field
from circles.rules.register_reading.known import Known
from circles.rules.register_reading.lines import Line, SessionSeen
from circles.rules.register_reading.notes import Notes

Moment = tuple  # SessionSeen.moment
LONGEST = timedelta(days=400)


def tell_meetings(lines: list[Line], marks: Iterable[tuple[Moment, Mark]], known: Known, notes: Notes) -> None:
    """`marks` one for each person and meeting. A day that has not been can have no marks."""
    seen: dict[Moment, SessionSeen] = {}
    marked: dict[Moment, SessionSeen] = {}
    for line in lines:
        seen.setdefault(line.session.moment, line.session)
        if line.mark is not Mark.NOT_RECORDED:
            marked.setdefault(line.session.moment, line.session)
    for session in marked.values():
        if session.day > known.today:
            notes.error(session.place, "marks_ahead", Field.DATE, day=session.day)
    _tell_crowds(seen, marks, known, notes)
    _tell_span(seen, notes)


def _tell_crowds(seen: dict[Moment, SessionSeen], marks, known: Known, notes: Notes) -> None:
    """More people than a meeting may have, the leader counted."""
    here = Counter(moment for moment, mark in marks if mark in ATTENDED)
    for moment, count in here.items():
        most = known.most_people_at(seen[moment].day)
        if most and count + 1 > most:
            day = seen[moment].day
            notes.doubt(seen[moment].place, "too_many_people", Field.MARK, day=day, people=count, most=most)


def _tell_span(seen: dict[Moment, SessionSeen], notes: Notes) -> None:
    first, last = seen[min(seen)], seen[max(seen)]
    if last.day - first.day > LONGEST:
        notes.doubt(last.place, "dates_far_apart", Field.DATE, first=first.day, last=last.day)
    elif first.day.year != last.day.year:
        notes.doubt(last.place, "passes_new_year", Field.DATE, first=first.day, last=last.day)
