import pytest

from exports.rules.dose import Dose


@pytest.mark.parametrize(
    ("offered", "attended", "at_the_end", "started", "completed"),
    [
        (0, 0, False, False, False),
        (10, 0, False, False, False),
        (10, 1, True, True, False),
        (10, 6, True, True, False),
        (9, 6, True, True, True),
        (10, 7, True, True, True),
        (10, 10, False, True, False),
        (2, 1, True, True, False),
        (3, 2, True, True, True),
    ],
)
def test_started_and_completed(offered, attended, at_the_end, started, completed):
    dose = Dose(offered, attended, at_the_end)
    assert (dose.started, dose.completed) == (started, completed)
