"""What somebody who knows a person learns from the files: at most two percentage points more than without them.

Each attack is made on naive exporters too, and succeeds: so these tests can fail.
"""

from exports.figures.drawing import draw
from tests.exports.attacker import (
    added,
    base_rate,
    exact,
    four_sessions,
    marks_of,
    named,
    rightly_guessed,
    with_sessions,
)
from tests.exports.crowd import crowd, drawn, together

GAIN = 0.02
BY_LOT = 1 / 5  # the right one of k rows that read alike
BATCHES = [crowd(seed, people=140, circles=12, first=1 + 1000 * seed) for seed in range(1, 5)]
TABLES = [drawn(people, *BATCHES[:number]) for number, people in enumerate(BATCHES)]
FILES = [table.rows for table in TABLES]


def test_who_knows_the_card_learns_nothing_of_the_dose():
    gains = [rightly_guessed(rows, people) - base_rate(people) for rows, people in zip(FILES, BATCHES, strict=True)]
    assert sum(gains) / len(gains) <= GAIN


def test_who_holds_all_releases_learns_nothing_more():
    everything = [row for rows in FILES for row in rows]
    gains = [rightly_guessed(everything, people) - base_rate(people) for people in BATCHES]
    assert sum(gains) / len(gains) <= GAIN


def test_the_same_attacker_reads_the_dose_in_a_naive_file():
    assert rightly_guessed(exact(BATCHES[0]), BATCHES[0]) - base_rate(BATCHES[0]) > 0.3


def test_who_knows_who_was_added_learns_nothing():
    gains = []
    for former, rows, people in zip(FILES, FILES[1:], BATCHES[1:], strict=False):
        gains.append(rightly_guessed(added(former, rows), people) - base_rate(people))
    assert sum(gains) / len(gains) <= GAIN


def test_the_same_attacker_finds_those_added_to_a_file_made_anew_of_everyone():
    """Each of the two files is k-anonymous; together they are not."""
    gains = []
    for seed in range(6):
        before, three = crowd(seed, people=140, circles=12), crowd(90 + seed, people=3, circles=3, first=900)
        everyone = together(before, three)
        files = draw(before, everyone).rows, draw(everyone, everyone).rows
        gains.append(rightly_guessed(added(*files), three) - base_rate(BATCHES[0]))
    assert sum(gains) / len(gains) > 0.1


def owners(table) -> list[int]:
    return [table.seats[row[0]] for row in table.rows]


def test_who_knows_four_sessions_of_a_person_does_not_find_the_row():
    for table, people in zip(TABLES, BATCHES, strict=True):
        known = four_sessions(marks_of(people, 1), 2)
        assert named(table.rows, owners(table), people, known) <= BY_LOT + GAIN


def test_the_same_attacker_finds_it_where_sessions_are_given():
    """In a file of exact rows nearly always; in a coarsened one with the sessions added, often."""
    people, table = BATCHES[0], TABLES[0]
    marks = marks_of(people, 1)
    known = four_sessions(marks, 2)
    naive = with_sessions(exact(people), [marks[seat] for seat in people.seats])
    assert named(naive, people.seats, people, known) > 0.9
    coarse = with_sessions(table.rows, [marks[seat] for seat in owners(table)])
    assert named(coarse, owners(table), people, known) > 0.4
