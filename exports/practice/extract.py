"""A research extract of invented people: rows under pseudonyms that fit together as those of a real one."""

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from evaluation.catalogue import instrument
from evaluation.rules.instruments import Instrument
from exports.columns import MISSING, NOT_APPLICABLE, OUTSIDE, REASONS, Words
from exports.document import Value
from exports.extract import columns
from exports.practice.plan import FILM_LANGUAGES, MARK, Plan

CIRCLES, SEATS, PLANNED, LEADERS = 12, 10, 10, 8
AGAIN = 10  # one seat in so many is taken by somebody of an earlier circle
TITLE = Words(f"{MARK}: påhittade övningsdata, forskningsuttag", f"{MARK}: invented practice data, research extract")
_LETTERS = "abcdefghijklmnopqrstuvwxyz234567"
_MARKS = {"present": 68, "part": 8, "notified": 9, "absent": 11, MISSING: 4}
_SEATS = {"completed": 72, "left": 20, "never_came": 6, "active": 2}
_ENROLLED = {0: 85, 1: 8, 2: 5, 3: 2}  # weeks
_ANSWERS = {"before": 0.92, "after": 0.78, "three_months": 0.55}  # how many answer at all
_SKIPPED = 0.03  # items
Row = tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Circle:
    name: str
    meetings: tuple[Row, ...]  # from the leader to the minutes of film, without a person
    facts: Row  # language, county, sessions


@dataclass(frozen=True, slots=True)
class Seat:
    person: str
    coarse: Row
    circle: Circle
    rows: tuple[Row, ...]  # of attendance


def invented(plan: Plan) -> dict[str, list[Row]]:
    """Sheet → rows, sorted by pseudonym."""
    lot = Random(f"{MARK} RX {plan.code}")  # nosec B311: nothing is hidden by it
    seats = list(_seats(lot))
    return {
        columns.PEOPLE.name: sorted(_people(seats)),
        columns.ATTENDANCE.name: sorted((row for seat in seats for row in seat.rows), key=lambda r: (r[0], r[1], r[3])),
        columns.ANSWERS.name: sorted(row for seat in seats for row in _answers(lot, seat, plan)),
    }


def _seats(lot: Random) -> Iterator[Seat]:
    leaders, people = [_name(lot, "l") for _ in range(LEADERS)], []
    for _ in range(CIRCLES):
        circle = _circle(lot, leaders)
        earlier = lot.sample(people, k=min(len(people), SEATS // AGAIN))
        new = [(_name(lot, "p"), _characteristics(lot)) for _ in range(SEATS - len(earlier))]
        people += new
        for person, coarse in (*earlier, *new):
            yield Seat(person, coarse, circle, tuple(_attended(lot, person, coarse, circle)))


def _name(lot: Random, kind: str) -> str:
    """Of the form of a real pseudonym, and nobody's."""
    return kind + "".join(lot.choices(_LETTERS, k=16))


def _drawn(lot: Random, shares: dict):
    return lot.choices(list(shares), weights=list(shares.values()))[0]


def _characteristics(lot: Random) -> Row:
    return tuple(lot.choice(list(column.values)) for column in columns.CHARACTERISTICS)


def _circle(lot: Random, leaders: list[str]) -> Circle:
    language, leader = lot.choice(sorted(FILM_LANGUAGES)), lot.choice(leaders)
    sessions, pause = PLANNED + (lot.random() < 0.2), lot.randint(4, 7)  # a session more than the programme has
    facts = (language, lot.choice(("01", "12", "14")), sessions)
    meetings = []
    for number in range(1, sessions + 1):
        led_by = lot.choice(leaders) if lot.random() < 0.08 else leader
        when = (led_by, number, number if number <= PLANNED else OUTSIDE, number - 1 + (number > pause))
        meetings.append((*when, *_held(lot, number, language)))
    return Circle(_name(lot, "c"), tuple(meetings), facts)


def _held(lot: Random, number: int, language: str) -> Row:
    """State, minutes, and the film that was shown."""
    if lot.random() < 0.06:
        return ("cancelled", *[NOT_APPLICABLE] * 4)
    film = (number, language, lot.randint(8, 20)) if number <= PLANNED and lot.random() < 0.75 else [NOT_APPLICABLE] * 3
    return ("held", lot.choice((120, 150, 180)), *film)


def _attended(lot: Random, person: str, coarse: Row, circle: Circle) -> Iterator[Row]:
    """A mark for every session that was held while the person had a seat; none after they left."""
    state, enrolled = _drawn(lot, _SEATS), _drawn(lot, _ENROLLED)
    reason = lot.choice(list(REASONS)[:-1]) if state == "left" else NOT_APPLICABLE
    last = lot.randint(2, PLANNED - 3) if state in ("left", "active") else 0 if state == "never_came" else PLANNED + 1
    for leader, number, module, week, held, *shown in circle.meetings:
        is_offered = held == "held" and week >= enrolled
        mark = _drawn(lot, _MARKS) if number <= last else "absent" if state == "never_came" else MISSING
        if not is_offered:
            mark = NOT_APPLICABLE
        counted = (mark, mark) if mark in (NOT_APPLICABLE, MISSING) else (1, int(mark in ("present", "part")))
        yield (
            *(person, circle.name, leader, number, module, week, held),
            *(mark, *counted),
            *shown,
            *(state, reason, enrolled),
            *circle.facts,
            *coarse,
        )


def _people(seats: list[Seat]) -> Iterator[Row]:
    """Everybody once, with what their rows of attendance add up to."""
    taken: dict[str, list[Seat]] = {}
    for seat in seats:
        taken.setdefault(seat.person, []).append(seat)
    for person, own in taken.items():
        rows = [row for seat in own for row in seat.rows]
        yield person, *own[0].coarse, len(own), sum(row[8] == 1 for row in rows), sum(row[9] == 1 for row in rows)


def _answers(lot: Random, seat: Seat, plan: Plan) -> Iterator[Row]:
    for point in plan.waves:
        answers = lot.random() < _ANSWERS[point]
        for key in plan.asked:
            for item, answer in _items(lot, instrument(key)):
                yield seat.person, seat.circle.name, key, point, item, answer if answers else MISSING


def _items(lot: Random, one: Instrument) -> Iterator[tuple[int, int]]:
    if one.entry == "total":
        yield 0, lot.randint(int(one.lowest), int(one.highest))
        return
    for item in range(1, one.items + 1):
        yield item, MISSING if lot.random() < _SKIPPED else lot.randint(one.minimum, one.maximum)
