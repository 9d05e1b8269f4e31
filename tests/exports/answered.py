"""Invented answers of invented people without a database, and the gate's knowledge of them."""

import random
from collections.abc import Sequence
from dataclasses import replace

from evaluation.models import Response, StudyConsent
from exports.figures.drawing import People
from exports.figures.model import models
from exports.figures.outcomes import Outcomes, outcomes
from exports.figures.statistics import statistics
from exports.gate.answers import Answers, Both
from exports.gate.people import Person
from exports.rules.pairs import Pair
from tests.exports.closed import FIRST

WHO5 = "who5-1"


def answered(people: People, seed: int = 1, *, instrument: str = WHO5, gain: float = 6, share: float = 1) -> list[Pair]:
    """WHO-5 before and after: a circle has a mood of its own, and a person more so. `share` of them answer."""
    rng = random.Random(seed)
    moods = {circle: rng.gauss(0, 4) for circle in sorted(set(people.circles))}
    found = []
    for place, (seat, circle) in enumerate(zip(people.seats, people.circles, strict=True)):
        leaves = {column: people.leaves[column][place] for column in people.leaves}
        own = rng.gauss(50, 16)
        before, after = own + rng.gauss(0, 8), own + gain + moods[circle] + rng.gauss(0, 12)
        if rng.random() < share:
            found.append(Pair(seat, circle, instrument, _score(before), _score(after), leaves))
    return found


def _score(value: float) -> float:
    return float(min(max(4 * round(value / 4), 0), 100))


def known_answers(pairs: Sequence[Pair], made: Outcomes | None, **facts) -> Answers:
    """What the gate would have read by itself. `made`: whose claim of who is who it is given."""
    orders = {seat: order for order, seat in enumerate(sorted({pair.seat for pair in pairs}))}
    found = {
        (pair.instrument, pair.seat): Both(Person(pair.circle, orders[pair.seat], pair.leaves), pair.before, pair.after)
        for pair in pairs
    }
    return Answers(**{"pairs": found, "claimed": made.seats if made else None} | facts)


def figures_of(pairs: Sequence[Pair]) -> tuple[Outcomes, dict[str, list]]:
    made = outcomes(pairs, people=len({pair.seat for pair in pairs}))
    rows, without = models(pairs)
    figures = {"B_outcomes": made.rows, "S_statistics": statistics(pairs), "S_model": rows}
    return replace(made, lines=[*made.lines, *without]), figures


def answer_all(world, circles, *, instrument: str = WHO5, but: int = 0, items=5, study=None) -> None:
    """Everybody of these circles but the first few of each has answered the instrument before and after."""
    study, rng, responses = study or world.study, random.Random(instrument), []
    waves = {wave.point: wave for wave in study.waves.all()}
    for circle in circles:
        for seat in circle.enrolments.order_by("pk")[but:]:
            consent, _ = StudyConsent.objects.get_or_create(
                participant_id=seat.participant_id,
                notice=study.notice,
                defaults={"language": "sv", "given": "paper", "given_at": FIRST},
            )
            for point in ("before", "after"):
                given = {"items": [rng.randint(1, 5) for _ in range(items)]}
                facts = {"consent": consent, "enrolment": seat, "wave": waves[point], "instrument": instrument}
                responses.append(Response(answers=given, channel="paper", given_on=FIRST.date(), **facts))
    Response.objects.bulk_create(responses)
