"""A reading is the same before and after it waited. No database."""

import json

import pytest

from circles.register_import.key import Key, KeyEntry
from circles.register_import.sealing import CannotOpen, seal, unseal
from tests.circles.register_import.books import FACTS, matrix_rows
from tests.circles.register_import.knowledge import read

KEY = Key((KeyEntry("Blå häger 27-K", "Zahra", "Vägar vidare 14", "Sahar"),))


@pytest.mark.parametrize(
    "rows",
    [
        matrix_rows(),
        matrix_rows(dates=["3/9 2025 17:30", "10/9", "tor 17/9"]),
        matrix_rows(facts=FACTS | {"Kommun:": "Malmoe"}, dates=["31/9 2025", "1025-01-01", "x/9"]),
    ],
    ids=["plain", "with hours and doubts", "with errors"],
)
def test_there_and_back(rows):
    reading = read(rows)
    assert unseal(*seal(reading, KEY)) == (reading, KEY)


def test_neither_half_is_enough():
    sealed, secret = seal(read(matrix_rows()), KEY)
    assert "Zahra" not in sealed
    for wrong in ("", "x", "A" * 43 + "="):
        with pytest.raises(CannotOpen):
            unseal(sealed, wrong)
    other = seal(read(matrix_rows()), KEY)[1]
    with pytest.raises(CannotOpen):
        unseal(sealed, other)
    assert json.dumps(secret)
