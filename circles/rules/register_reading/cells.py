"""Reads one cell as one fact, and notes what is wrong with it.

A sentence about a cell never repeats what stands in it: it may be a name or a number in the wrong column.
"""

import re
from datetime import date

from circles.rules.register import Mark
from circles.rules.register_reading.dates import Written, is_plausible, read_date, suggest_date
from circles.rules.register_reading.grid import Formula, Value, clean, text_of
from circles.rules.register_reading.headings import Field
from circles.rules.register_reading.identity_numbers import holds_number, without_number
from circles.rules.register_reading.known import Known
from circles.rules.register_reading.lines import FilmSeen, PersonSeen
from circles.rules.register_reading.marks import mark_of, nearest_mark
from circles.rules.register_reading.nearest import folded, nearest
from circles.rules.register_reading.notes import Notes
from circles.rules.register_reading.people import born, gender_of, name_key, name_of
from circles.rules.register_reading.remarks import Place

LONGEST_TITLE = 80
LONGEST_NAME = 120


def read_mark(value: Value | None, place: Place, notes: Notes) -> Mark | None:
    if value is Formula.UNCALCULATED:
        return _uncalculated(place, Field.MARK, notes)
    mark = mark_of(value)
    if mark is None:
        notes.error(place, "unknown_mark", Field.MARK, nearest=nearest_mark(value))
    return mark


def read_day(value: Value | None, place: Place, known: Known, epoch_1904: bool, notes: Notes) -> Written | None:
    """The date as written; its year may still be missing."""
    if value is Formula.UNCALCULATED:
        return _uncalculated(place, Field.DATE, notes)
    if value is None:
        notes.error(place, "date_missing", Field.DATE)
        return None
    written = read_date(value, epoch_1904=epoch_1904, today=known.today)
    if written is None:
        notes.error(place, "unknown_date", Field.DATE, nearest=suggest_date(value, known.today))
    return written


def check_day(day: date | None, written: Written, place: Place, known: Known, notes: Notes) -> date | None:
    """A day in its year: missing, implausible, or not the weekday it is said to be?"""
    if day is None:
        notes.error(place, "year_missing", Field.DATE, nearest=_latest(written, known.today))
    elif not is_plausible(day, known.today):
        notes.error(place, "implausible_date", Field.DATE, nearest=_latest(written, known.today))
        return None
    elif written.weekday is not None and written.weekday != day.weekday():
        notes.doubt(place, "other_weekday", Field.DATE, day=day)
    return day


def _latest(written: Written, today: date) -> date | None:
    years = range(today.year, today.year - 5, -1)
    return next((day for year in years if (day := written.in_year(year)) and day <= today), None)


def read_title(value: Value | None, place: Place, notes: Notes) -> str:
    title = clean(text_of(value))
    if holds_number(title):
        notes.error(place, "number_in_cell", Field.CIRCLE)
    elif len(title) > LONGEST_TITLE:
        notes.error(place, "title_too_long", Field.CIRCLE, most=LONGEST_TITLE)
    else:
        return title
    return ""


def read_municipality(value: Value | None, place: Place, known: Known, notes: Notes) -> str:
    return _known(value, known.municipalities, Field.MUNICIPALITY, "unknown_municipality", place, notes)


def read_language(value: Value | None, place: Place, known: Known, notes: Notes) -> str:
    return _known(value, known.languages, Field.LANGUAGE, "unknown_language", place, notes)


def _known(value, words, field: Field, code: str, place: Place, notes: Notes) -> str:
    text = clean(text_of(value))
    found = words.code(text)
    if text and not found and notes.once((place.sheet, code, folded(text))):
        notes.error(place, code, field, nearest=words.nearest(text))
    return found or ""


def read_leaders(value: Value | None, place: Place, known: Known, notes: Notes) -> tuple[str, ...]:
    """The leaders named in a cell. One that Ringar doesn't know is a doubt, told once."""
    text = clean(text_of(value))
    if holds_number(text):
        notes.error(place, "number_in_cell", Field.LEADER)
        return ()
    names = tuple(part.strip()[:LONGEST_NAME] for part in re.split(r"\s*[/,;&+]\s*|\s+och\s+", text))
    named = tuple(name for name in dict.fromkeys(names) if any(mark.isalpha() for mark in name))
    for name in named:
        if folded(name) not in known.leaders and notes.once(("leader", folded(name))):
            notes.doubt(place, "unknown_leader", Field.LEADER, is_near=_is_near(name, known))
    return named


def _is_near(name: str, known: Known) -> bool:
    return bool(nearest(name, (leader.name for leader in known.leaders.values()), 0.8))


def read_hours(value: Value | None, place: Place, day: date, known: Known, notes: Notes) -> int | None:
    """Whole study hours of 45 minutes, within the ceiling of the rule set of that day."""
    if value is Formula.UNCALCULATED:
        return _uncalculated(place, Field.HOURS, notes)
    text = text_of(value).casefold().replace(",", ".")
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*(?:st|h|tim|timmar|studietimmar|sttim|st\.?\s?tim)?\.?", text)
    if not text or not match:
        if text:
            notes.error(place, "unknown_hours", Field.HOURS, most=known.most_hours(day))
        return None
    return _whole_hours(float(match.group(1)), place, known.most_hours(day), notes)


def _whole_hours(hours: float, place: Place, most: int, notes: Notes) -> int | None:
    if hours > most:
        minutes = int(hours // 45) if hours % 45 == 0 else 0  # 180 was meant as minutes
        notes.error(
            place,
            "hours_over_ceiling",
            Field.HOURS,
            most=most,
            nearest=minutes if 0 < minutes <= most else most,
        )
    elif hours < 0 or hours != int(hours):
        notes.error(place, "hours_not_whole", Field.HOURS, nearest=max(0, int(hours)))
    else:
        return int(hours)
    return None


_FILMS = re.compile(r"\s*[,;&+](?!\s*\d{1,3}\s*min)\s*|\s+och\s+", re.IGNORECASE)
_MINUTES = re.compile(r"[\s,(]+(\d{1,3})\s*min(?:uter|ut|\.)?\)?$", re.IGNORECASE)


def read_films(value: Value | None, place: Place, known: Known, notes: Notes) -> tuple[FilmSeen, ...]:
    """The films shown, also with their minutes: "Film 1 (7 min)". An unknown film is a doubt and left out."""
    found: dict[str, FilmSeen] = {}
    for part in _FILMS.split(clean(text_of(value))):
        told = _MINUTES.search(part)
        code = known.films.code(part) or (told and known.films.code(part[: told.start()]))
        if code:
            found.setdefault(code, FilmSeen(code, int(told.group(1)) if told else None))
        elif part.strip("- ") and notes.once((place.sheet, "film", folded(part))):
            notes.doubt(place, "unknown_film", Field.FILM, nearest=known.films.nearest(part))
    return tuple(found.values())


def read_person(
    name: Value | None, gender: Value | None, year: Value | None, place: Place, places: dict[Field, Place],
    known: Known, notes: Notes,
) -> PersonSeen | None:  # fmt: skip
    """Who a row is about; None where it names nobody. An identity number beside the name is left out."""
    full = name_of(name)
    bare = without_number(full)
    if bare != full and notes.once((place.sheet, "number", place.column)):
        notes.doubt(place, "number_taken_from_name", Field.PERSON)
    if not any(mark.isalpha() for mark in bare):
        return None
    return PersonSeen(
        bare, name_key(bare), _gender(gender, places.get(Field.GENDER), notes),
        _year(year, places.get(Field.BORN), known, notes), place,
    )  # fmt: skip


def _gender(value: Value | None, place: Place | None, notes: Notes) -> str:
    found = gender_of(value)
    if found is None and place:
        notes.doubt(place, "unknown_gender", Field.GENDER)
    return found or ""


def _year(value: Value | None, place: Place | None, known: Known, notes: Notes) -> int | None:
    if not place:
        return None
    if value is Formula.UNCALCULATED:
        return _uncalculated(place, Field.BORN, notes)
    found = born(value, known.today)
    if found.wrong:
        notes.error(place, "unknown_birth_year", Field.BORN, nearest=found.nearest)
    return found.year


def _uncalculated(place: Place, field: Field, notes: Notes) -> None:
    notes.error(place, "formula_without_value", field)
