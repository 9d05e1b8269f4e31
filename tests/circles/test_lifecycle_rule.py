from datetime import UTC, datetime, timedelta

import pytest

from circles.rules.lifecycle import CIRCLE, ENROLMENT, SESSION, may_become, may_enrol, past_without_register

NOW = datetime(2026, 11, 24, 19, tzinfo=UTC)


@pytest.mark.parametrize("table", [CIRCLE, SESSION, ENROLMENT])
def test_every_state_that_may_follow_is_a_state(table):
    assert {state for following in table.values() for state in following} <= set(table)


def test_a_refused_transition_says_what_could_have_followed():
    verdict = may_become(CIRCLE, "planned", "signed")
    (found,) = verdict.reasons
    assert not verdict.ok
    assert found.value("open") == ("cancelled", "running")


def test_a_signed_circle_is_not_run_again():
    assert not may_become(CIRCLE, "signed", "running").ok


@pytest.mark.parametrize(
    ("status", "closed", "ended_ago", "missing"),
    [
        ("planned", False, 1, True),
        ("moved", False, 1, True),
        ("planned", False, -1, False),
        ("planned", True, 1, False),
        ("held", False, 1, False),
        ("cancelled", False, 1, False),
    ],
)
def test_past_without_a_register(status, closed, ended_ago, missing):
    ends_at = NOW - timedelta(hours=ended_ago)
    assert past_without_register(status=status, ends_at=ends_at, register_closed=closed, now=NOW) is missing


def enrolling(seated: int, seats: int = 60):
    return may_enrol(seated=seated, seats=seats, leaders=1, max_people=20, warn_people=19)


def test_the_nineteenth_is_remarked_and_the_twenty_first_refused():
    assert enrolling(16).reasons == ()
    assert enrolling(17).reasons[0].code == "circle_nearly_full"
    assert enrolling(18).ok
    assert enrolling(19).reasons[0].code == "circle_full"


def test_the_seats_of_the_circle_are_its_own_and_the_leader_takes_none():
    assert enrolling(14, seats=15).ok
    assert enrolling(15, seats=15).reasons[0].code == "no_seat_free"
