"""Lines become circles: who is the same person, which session is the same, where the list disagrees."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from circles.rules.register import Mark
from circles.rules.register_reading.headings import Field
from circles.rules.register_reading.known import Known
from circles.rules.register_reading.lines import CircleSeen, Line, PersonSeen, SessionSeen
from circles.rules.register_reading.meetings import tell_meetings
from circles.rules.register_reading.nearest import folded
from circles.rules.register_reading.notes import Notes
from circles.rules.register_reading.people import band_of
from circles.rules.register_reading.reading import CircleRead, MarkRead, PersonRead, SessionRead
from circles.rules.register_reading.remarks import Place

Identity = tuple[str, int | None]  # the key of a name, and the birth year where it is needed to tell two apart


def circles_of(lines: Iterable[Line], known: Known, notes: Notes) -> tuple[CircleRead, ...]:
    """The circles of a whole workbook, in the order in which they are first met."""
    groups = _grouped(list(lines))
    _tell_same_titles(groups, notes)
    people = _People()
    terms = [term for (title, _), group in groups.items() if title for term in _terms(group, notes)]
    return tuple(_circle(term, people, known, notes) for term in terms)


def _grouped(lines: list[Line]) -> dict[tuple[str, str], list[Line]]:
    """By title and municipality; a line whose municipality could not be read goes with its title's first."""
    groups: dict[tuple[str, str], list[Line]] = {}
    places: dict[str, str] = {}
    for line in lines:
        if line.circle.municipality:
            places.setdefault(folded(line.circle.title), line.circle.municipality)
    for line in lines:
        title = folded(line.circle.title)
        groups.setdefault((title, line.circle.municipality or places.get(title, "")), []).append(line)
    return groups


PAUSE = timedelta(days=60)  # a circle rests at Christmas, but not for so long


def _terms(lines: list[Line], notes: Notes) -> list[list[Line]]:
    """A title that begins anew in another calendar year, after a pause, is another circle."""
    days = sorted({line.session.day for line in lines})
    pauses = [pair for pair in pairwise(days) if pair[1].year > pair[0].year and pair[1] - pair[0] > PAUSE]
    tables: dict[tuple, set[date]] = {}
    for line in lines:  # one row of dates is one table, whatever its dates
        tables.setdefault((line.session.place.sheet, line.session.place.row), set()).add(line.session.day)
    starts = [
        after
        for before, after in pauses
        if not any(min(found) <= before and after <= max(found) for found in tables.values())
    ]
    terms: list[list[Line]] = [[] for _ in range(len(starts) + 1)]
    for line in lines:
        terms[bisect_right(starts, line.session.day)].append(line)
    for term in terms[1:]:
        notes.doubt(term[0].session.place, "title_again", Field.CIRCLE, year=term[0].session.day.year)
    return terms


def _tell_same_titles(groups: dict[tuple[str, str], list[Line]], notes: Notes) -> None:
    seen: set[str] = set()
    for (title, municipality), group in groups.items():
        if title in seen and municipality:
            notes.doubt(group[0].circle.place, "same_title_elsewhere", Field.MUNICIPALITY)
        seen.add(title)


def _circle(lines: list[Line], people: "_People", known: Known, notes: Notes) -> CircleRead:
    first = lines[0].circle
    _tell_missing(first, lines, known, notes)
    _tell_two_tables(lines, notes)
    sessions = _sessions(lines, notes)
    identities = _identities(lines, notes)
    enrolled = {identity: people.read(seen, notes) for identity, seen in _people_seen(lines, identities, notes).items()}
    order = {moment: at for at, moment in enumerate(sessions)}
    marks = _marks(lines, identities, notes)
    leaders, substitutes = _leaders(lines, notes)
    tell_meetings(lines, [(moment, mark) for (_, moment), (mark, _) in marks.items()], known, notes)
    return CircleRead(
        title=first.title,
        municipality=_place_of(first, lines, leaders, known, notes),
        language=_language_of(first, lines, leaders, known, notes),
        programme=known.programme(first.title),
        leaders=leaders,
        substitutes=substitutes,
        people=tuple(enrolled.values()),
        sessions=tuple(sessions.values()),
        marks=tuple(
            MarkRead(enrolled[identity].ref, order[moment], mark, place)
            for (identity, moment), (mark, place) in sorted(marks.items(), key=lambda item: order[item[0][1]])
            if mark is not Mark.NOT_RECORDED
        ),
        place=first.place,
    )


# --- What is missing or two of ------------------------------------------------------------------------


def _tell_missing(circle: CircleSeen, lines: list[Line], known: Known, notes: Notes) -> None:
    """A fact that may be missing is a doubt."""
    missing = {
        Field.LEADER: not any(line.circle.leaders for line in lines),
        Field.CIRCLE: not known.programme(circle.title),
        Field.GENDER: not any(line.person.gender for line in lines),
        Field.BORN: not any(line.person.year for line in lines),
        Field.HOURS: not any(line.session.hours is not None for line in lines),
    }
    wrong = {remark.heading for remark in notes.remarks if remark.weight == "error"}
    for named, is_missing in missing.items():
        if is_missing and named not in wrong:  # what can't be read is no lack
            notes.doubt(circle.place, _MISSING[named], named)


_MISSING = {
    Field.LEADER: "leader_missing",
    Field.CIRCLE: "programme_unknown",
    Field.GENDER: "gender_missing",
    Field.BORN: "birth_year_missing",
    Field.HOURS: "hours_missing",
}


def _place_of(circle: CircleSeen, lines: list[Line], leaders: tuple[str, ...], known: Known, notes: Notes) -> str:
    """The municipality: as written, else the leader's, else the only one there is. No circle without one."""
    stated = next((line.circle.municipality for line in lines if line.circle.municipality), "")
    facts = [known.leaders[folded(name)].municipality for name in leaders if folded(name) in known.leaders]
    found = next(filter(None, facts), known.only_municipality)
    return stated or _instead(found, "municipality", Field.MUNICIPALITY, circle, notes)


def _language_of(circle: CircleSeen, lines: list[Line], leaders: tuple[str, ...], known: Known, notes: Notes) -> str:
    """The language: as written, else the leader's if the leader has only one."""
    facts = [known.leaders[folded(name)].language for name in leaders if folded(name) in known.leaders]
    return _language(lines, notes) or _instead(next(filter(None, facts), ""), "language", Field.LANGUAGE, circle, notes)


def _instead(found: str, what: str, field: Field, circle: CircleSeen, notes: Notes) -> str:
    if found:
        notes.doubt(circle.place, f"{what}_from_leader", field)
    elif not any(remark.weight == "error" and remark.heading == field for remark in notes.remarks):
        notes.error(circle.place, f"{what}_missing", field)
    return found


def _tell_two_tables(lines: list[Line], notes: Notes) -> None:
    """One title on two sheets is one circle if its leader is the same; else the titles need telling apart."""
    leaders: dict[str, tuple[str, ...]] = {}
    for line in lines:
        sheet = line.place.sheet
        if sheet in leaders:
            continue
        others = [known for known in leaders.values() if known and line.circle.leaders]
        if others and not any(set(line.circle.leaders) & set(known) for known in others):
            notes.error(line.circle.place, "same_title_other_leader", Field.LEADER)
        elif leaders and notes.once((line.circle.title, line.circle.municipality, "continues")):
            notes.doubt(line.circle.place, "circle_continues", Field.CIRCLE)
        leaders[sheet] = line.circle.leaders


def _language(lines: list[Line], notes: Notes) -> str:
    counted = Counter(line.circle.language for line in lines if line.circle.language)
    if not counted:
        return ""
    most = counted.most_common(1)[0][0]
    for language in counted.keys() - {most}:
        line = next(line for line in lines if line.circle.language == language)
        notes.error(line.circle.place, "two_languages", Field.LANGUAGE)
    return most


def _leaders(lines: list[Line], notes: Notes) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Those named oftenest lead; others led some session in their place."""
    counted = Counter(line.circle.leaders for line in lines if line.circle.leaders)
    if not counted:
        return (), ()
    leaders = counted.most_common(1)[0][0]
    others = {name: line for line in reversed(lines) for name in line.circle.leaders if name not in leaders}
    for line in {line.circle.place.row: line for line in others.values()}.values():
        notes.doubt(line.circle.place, "other_leader", Field.LEADER)
    return leaders, tuple(reversed(others))


# --- Sessions ------------------------------------------------------------------------------------------


def _sessions(lines: list[Line], notes: Notes) -> dict[tuple, SessionRead]:
    """Sessions by moment, in order of time, with the one number of hours all their lines agree on."""
    seen: dict[tuple, SessionSeen] = {}
    for line in lines:
        session = line.session
        before = seen.setdefault(session.moment, session)
        if before is session:
            continue
        if None not in (before.hours, session.hours) and before.hours != session.hours:
            key = (session.place.sheet, "hours", session.moment, session.hours)
            if notes.once(key):
                notes.error(session.hours_place, "two_hours", Field.HOURS, day=session.day)
        hours = session.hours if before.hours is None else before.hours
        films = tuple({film.code: film for film in (*session.films, *before.films)}.values())
        minutes, film_place = (
            before.minutes or session.minutes,
            before.film_place if before.films else session.film_place,
        )
        seen[session.moment] = replace(before, hours=hours, films=films, minutes=minutes, film_place=film_place)
    return {moment: _session(seen[moment]) for moment in sorted(seen)}


def _session(seen: SessionSeen) -> SessionRead:
    films = tuple(film.code for film in seen.films)
    minutes = tuple((film.code, film.minutes) for film in seen.films if film.minutes is not None)
    return SessionRead(seen.day, seen.start, seen.hours, films, minutes, seen.minutes, seen.film_place)


# --- People --------------------------------------------------------------------------------------------


def _identities(lines: list[Line], notes: Notes) -> dict[Place, Identity]:
    """Who each line is about, by the place of its person.

    One name with two birth years is two people only if both are at one session; else a year is wrong.
    """
    by_name: dict[str, list[Line]] = {}
    for line in lines:
        by_name.setdefault(line.person.key, []).append(line)
    found: dict[Place, Identity] = {}
    for key, group in by_name.items():
        years = {line.person.year for line in group if line.person.year}
        two = len(years) > 1 and _meet(group)
        if len(years) > 1:
            _tell_two_years(group, two, notes)
        for line in group:
            found[line.person.place] = (key, line.person.year if two else None)
    return found


def _meet(lines: list[Line]) -> bool:
    met: dict[tuple, set] = {}
    for line in lines:
        met.setdefault(line.session.moment, set()).add(line.person.year)
    return any(len(years) > 1 for years in met.values())


def _tell_two_years(lines: list[Line], two: bool, notes: Notes) -> None:
    first = lines[0].person
    other = next(line.person for line in lines if line.person.year not in (None, first.year) or first.year is None)
    if two:
        notes.doubt(other.place, "same_name_two_people", Field.PERSON, other_row=first.place.row)
    else:
        notes.error(other.place, "two_birth_years", Field.BORN, other_row=first.place.row)


def _people_seen(lines: list[Line], identities: dict[Place, Identity], notes: Notes) -> dict[Identity, PersonSeen]:
    """Each person once, with what any of their rows says."""
    found: dict[Identity, PersonSeen] = {}
    for line in lines:
        person, identity = line.person, identities[line.person.place]
        before = found.setdefault(identity, person)
        two = person.gender and before.gender and person.gender != before.gender
        if two and notes.once((identity, "gender", line.circle.title)):
            notes.doubt(person.place, "two_genders", Field.GENDER, other_row=before.place.row)
        found[identity] = replace(before, gender=before.gender or person.gender, year=before.year or person.year)
    return found


def _marks(lines: list[Line], identities: dict[Place, Identity], notes: Notes) -> dict:
    """The one mark of each person at each session. Twice the same is told, two different are an error."""
    found: dict[tuple[Identity, tuple], tuple[Mark, Place]] = {}
    for line in lines:
        key = (identities[line.person.place], line.session.moment)
        if key not in found:
            found[key] = (line.mark, line.place)
            continue
        mark, place = found[key]
        if notes.once((key[0], "twice", line.circle.title)):
            notes.doubt(line.person.place, "person_twice", Field.PERSON, other_row=place.row)
        if mark is Mark.NOT_RECORDED:
            found[key] = (line.mark, line.place)
        elif line.mark not in (mark, Mark.NOT_RECORDED):
            notes.error(line.place, "two_marks", Field.MARK, other_row=place.row)
    return found


@dataclass
class _People:
    """The people of the file. Only name, birth year and gender together make one person of two circles."""

    known: dict[tuple, PersonRead] = field(default_factory=dict)
    count: int = 0

    def read(self, seen: PersonSeen, notes: Notes) -> PersonRead:
        whole = (seen.key, seen.year, seen.gender) if seen.year and seen.gender else None
        if whole in self.known:
            notes.doubt(seen.place, "person_in_two_circles", Field.PERSON)
            return self.known[whole]
        self.count += 1
        person = PersonRead(self.count, seen.name, seen.key, seen.gender, band_of(seen.year), seen.place)
        if whole:
            self.known[whole] = person
        return person
