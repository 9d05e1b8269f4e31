"""Invented people for table A without a database, and the gate's knowledge of them."""

import random
from collections import defaultdict

from exports.figures.drawing import Drawn, People, draw
from exports.gate import labels
from exports.gate.people import Person, Population

SEXES = ("woman", "woman", "woman", "man", "man", "other_or_not_said")
LANGUAGES = ("arabic", "arabic", "arabic", "persian", "somali", "tigrinya", "ukrainian", "kurdish", "unknown")
AGES = tuple(f"{start}-{start + 4}" for start in range(20, 65, 5))
ARRIVALS = ("under_1", "1_to_3", "1_to_3", "3_to_6", "6_or_more", "unknown")


def crowd(seed: int, *, people: int = 120, circles: int = 10, first: int = 1) -> People:
    """People who differ as those of circles do: a circle has one language, mostly."""
    rng, found = random.Random(seed), People()
    speaks = [rng.choice(LANGUAGES) for _ in range(circles)]
    for number in range(people):
        circle = number % circles
        leaves = {
            "sex": rng.choice(SEXES),
            "age_band": rng.choice(AGES),
            "language_group": speaks[circle] if rng.random() < 0.9 else rng.choice(LANGUAGES),
            "arrival_band": rng.choice(ARRIVALS),
            "dose_band": rng.choice(("low", "middle", "high", "high")),
            "period": rng.choice(("2025H2", "2026H1")),
        }
        found.add(first + number, first + circle, leaves)
    return found


def together(*parts: People) -> People:
    whole = People()
    for part in parts:
        for place, seat in enumerate(part.seats):
            whole.add(seat, part.circles[place], {column: part.leaves[column][place] for column in part.leaves})
    return whole


def drawn(people: People, *former: People, k: int = 5) -> Drawn:
    return draw(people, together(people, *former), k=k)


def known(people: People, table: Drawn | None, *former: People, **facts) -> Population:
    """What the gate would have counted of them by itself. `table`: whose claim of who is who it is given."""
    number, circles = defaultdict(int), defaultdict(set)
    everyone = together(people, *former)
    for place, circle in enumerate(everyone.circles):
        for column in labels.COLUMNS:
            for label in labels.above(column)[everyone.leaves[column][place]]:
                number[column, label] += 1
                circles[column, label].add(circle)
    persons = {
        seat: Person(people.circles[place], place, {c: people.leaves[c][place] for c in labels.COLUMNS})
        for place, seat in enumerate(people.seats)
    }
    behind = {key: (people_, len(circles[key])) for key, people_ in number.items()}
    claimed = table.seats if table else None
    return Population(**{"k": 5, "people": persons, "claimed": claimed, "behind": behind} | facts)
