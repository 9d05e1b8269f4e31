"""One line: one person at one session, as a list of either shape says it. Circles are made of lines."""

from dataclasses import dataclass
from datetime import date, time

from circles.rules.register import Mark
from circles.rules.register_reading.remarks import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class CircleSeen:
    """What a line says of its circle. "" where the list has nothing, or nothing we know."""

    title: str = ""
    municipality: str = ""
    language: str = ""
    leaders: tuple[str, ...] = ()
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class PersonSeen:
    name: str
    key: str
    gender: str = ""
    year: int | None = None
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class FilmSeen:
    """`minutes` None where the list doesn't say how long it was shown."""

    code: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class SessionSeen:
    """`minutes` None where the list doesn't say how long it was. `place` is where the date stands."""

    day: date
    start: time | None = None
    minutes: int | None = None
    hours: int | None = None
    films: tuple[FilmSeen, ...] = ()
    place: Place = NOWHERE
    hours_place: Place = NOWHERE
    film_place: Place = NOWHERE

    @property
    def moment(self) -> tuple[date, time]:
        """Two sessions of one day are told apart by their hour."""
        return self.day, self.start or time.min


@dataclass(frozen=True, slots=True)
class Line:
    circle: CircleSeen
    person: PersonSeen
    session: SessionSeen
    mark: Mark
    place: Place
