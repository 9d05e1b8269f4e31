"""Somebody who knows a person and holds the files, and the naive exporters against whom that is enough."""

import random
from collections import Counter
from collections.abc import Sequence

from exports.figures.drawing import People
from exports.gate import labels

SECRET = "dose_band"  # what the attacker does not know of the person
TOLD = [column for column in labels.COLUMNS if column != SECRET]
MOST_COMMON = "high"
SESSIONS = 10
BANDS = {"low": (0, 3), "middle": (4, 6), "high": (7, SESSIONS)}  # of ten sessions
DOSES = {"low": {"low": 1}, "middle": {"middle": 1}, "high": {"high": 1}, "below_high": {"low": 0.5, "middle": 0.5}}


def place(column: str) -> int:
    return 1 + 2 * labels.COLUMNS.index(column)


def of(people: People, number: int) -> dict[str, str]:
    return {column: people.leaves[column][number] for column in people.leaves}


def could_be(row: Sequence, leaves: dict, columns: Sequence[str]) -> bool:
    return all(row[place(column)] in labels.above(column)[leaves[column]] for column in columns)


# --- What the attacker does ------------------------------------------------------------------------------------
def guess(rows: Sequence[Sequence], leaves: dict) -> str:
    """The dose that is commonest among the rows that could be the person's."""
    weights = Counter()
    for row in rows:
        if could_be(row, leaves, TOLD):
            weights.update(DOSES.get(row[place(SECRET)], {}))
    return weights.most_common(1)[0][0] if weights else MOST_COMMON


def rightly_guessed(rows: Sequence[Sequence], people: People, numbers=None) -> float:
    numbers = range(len(people.seats)) if numbers is None else numbers
    return sum(guess(rows, of(people, n)) == people.leaves[SECRET][n] for n in numbers) / len(numbers)


def base_rate(people: People, numbers=None) -> float:
    """Of somebody who holds no file and knows what is commonest."""
    doses = [people.leaves[SECRET][n] for n in numbers] if numbers is not None else people.leaves[SECRET]
    return max(Counter(doses).values()) / len(doses)


def added(earlier: Sequence[Sequence], later: Sequence[Sequence]) -> list[list]:
    """What the later release has more of than the earlier: rows of those who were added."""
    more = Counter(tuple(row[1:]) for row in later)
    more.subtract(Counter(tuple(row[1:]) for row in earlier))
    return [["", *row] for row, number in more.items() for _ in range(max(number, 0))]


def named(rows: Sequence[Sequence], owners: Sequence[int], people: People, known: dict[int, dict[int, str]]) -> float:
    """How often the right row is picked by one who knows everything on the card and four sessions of the person.

    `owners` are the seats of the rows, for counting the hits only. A row's last cell holds the marks, where the
    exporter gave them; else the dose must be possible.
    """
    hits = 0.0
    for number, seat in enumerate(people.seats):
        leaves = of(people, number)
        fits = [
            owner
            for row, owner in zip(rows, owners, strict=True)
            if could_be(row, leaves, TOLD) and _agrees(row, known[seat])
        ]
        hits += fits.count(seat) / max(len(fits), 1)
    return hits / len(people.seats)


def _agrees(row: Sequence, sessions: dict[int, str]) -> bool:
    if isinstance(row[-1], str) and len(row[-1]) == SESSIONS:
        return all(row[-1][session] == mark for session, mark in sessions.items())
    came = Counter(sessions.values())
    least, most = came["p"], SESSIONS - came["a"]
    return any(BANDS[dose][0] <= most and least <= BANDS[dose][1] for dose in DOSES.get(row[place(SECRET)], BANDS))


# --- What a naive exporter does --------------------------------------------------------------------------------
def exact(people: People) -> list[list]:
    """Everyone at the finest label: names are gone, so it is called anonymous."""
    return [["", *(cell for leaf in of(people, n).values() for cell in (leaf, 0))] for n in range(len(people.seats))]


def with_sessions(rows: Sequence[Sequence], marks: Sequence[str]) -> list[list]:
    """And with what became of each session, which the evaluators had asked for."""
    return [[*row, mark] for row, mark in zip(rows, marks, strict=True)]


# --- What is known of a person's sessions ----------------------------------------------------------------------
def marks_of(people: People, seed: int) -> dict[int, str]:
    """Seat → ten letters, p or a, as many p as the dose says."""
    rng, found = random.Random(seed), {}
    for seat, dose in zip(people.seats, people.leaves[SECRET], strict=True):
        came = rng.randint(*BANDS[dose])
        letters = ["p"] * came + ["a"] * (SESSIONS - came)
        rng.shuffle(letters)
        found[seat] = "".join(letters)
    return found


def four_sessions(marks: dict[int, str], seed: int) -> dict[int, dict[int, str]]:
    rng = random.Random(seed)
    return {seat: {n: letters[n] for n in rng.sample(range(SESSIONS), 4)} for seat, letters in marks.items()}
