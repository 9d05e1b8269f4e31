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


def test_the_nineteenth_is_remarked_and_the_twenty_first_refused():
    assert may_enrol(seated=16, leaders=1, max_people=20, warn_people=19).reasons == ()
    assert may_enrol(seated=17, leaders=1, max_people=20, warn_people=19).reasons[0].code == "circle_nearly_full"
    assert may_enrol(seated=18, leaders=1, max_people=20, warn_people=19).ok
    assert not may_enrol(seated=19, leaders=1, max_people=20, warn_people=19).ok
