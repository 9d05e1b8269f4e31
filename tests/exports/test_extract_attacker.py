"""The attacker who holds both universities' files of the same people, and what a naive exporter would have given.

What it does not promise: whoever knows which meetings somebody went to can find that person's row in either file, for
attendance is nearly unique. An extract is pseudonymised, and every README and screen says so.
"""

from collections import Counter
from hashlib import sha256
from random import Random
from uuid import UUID

import pytest

from exports.pseudonyms import pseudonym

PEOPLE = 500
GAIN = 0.02  # over the base rate
UPPSALA, LUND = b"u" * 32, b"l" * 32


@pytest.fixture(params=range(5))
def people(request) -> list[UUID]:
    random = Random(request.param)
    return [UUID(int=random.getrandbits(128), version=4) for _ in range(PEOPLE)]


def file_of(people, name) -> dict[str, UUID]:
    """A recipient's file: pseudonym → who it is (which the file doesn't hold), in the file's order."""
    return dict(sorted((name(number, one), one) for number, one in enumerate(people)))


def keyed(key):
    return lambda _, one: pseudonym(key, "p", one)


def naive(_, one) -> str:
    return "p" + sha256(str(one).encode()).hexdigest()[:16]


def numbered(number, _) -> str:
    return f"p{number:06}"


def hits(guesses, ours, theirs) -> float:
    return sum(ours[left] == theirs[right] for left, right in guesses) / PEOPLE


def by_place(ours, theirs):
    return zip(ours, theirs, strict=True)


def by_pseudonym(ours, theirs):
    return [(one, one) for one in ours if one in theirs]


def by_beginning(ours, theirs):
    """Pseudonyms that begin alike, where only one does."""
    alike = Counter(one[:4] for one in theirs)
    unique = {one[:4]: one for one in theirs if alike[one[:4]] == 1}
    return [(one, unique[one[:4]]) for one in ours if one[:4] in unique]


ATTACKS = [by_place, by_pseudonym, by_beginning]


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_pseudonyms_of_two_recipients_do_not_join_their_files(people, attack):
    ours, theirs = file_of(people, keyed(UPPSALA)), file_of(people, keyed(LUND))
    assert hits(attack(ours, theirs), ours, theirs) <= 1 / PEOPLE + GAIN


@pytest.mark.parametrize(
    ("attack", "exporter"),
    [(by_place, naive), (by_pseudonym, naive), (by_beginning, naive), (by_place, numbered), (by_pseudonym, numbered)],
)
def test_the_same_attacker_joins_a_naive_exporter_s_files(people, attack, exporter):
    ours, theirs = file_of(people, exporter), file_of(people, exporter)
    assert hits(attack(ours, theirs), ours, theirs) >= 0.8


def test_who_was_added_between_two_deliveries_stands_anywhere(people):
    """The order tells nothing of when somebody came: late comers are spread over the whole file."""
    former, latter = (file_of(some, keyed(UPPSALA)) for some in (people[:400], people))
    places = [place for place, one in enumerate(latter) if one not in former]
    assert len(places) == 100
    late_half = sum(place >= PEOPLE / 2 for place in places) / 100
    assert 0.25 <= late_half <= 0.75
    assert list(former) == [one for one in latter if one in former], "the others keep their order"
