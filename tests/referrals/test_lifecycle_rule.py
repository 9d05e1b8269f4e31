"""The table of steps against the reference file, and its answers. No database."""

import csv
from pathlib import Path
from unittest import SkipTest

import pytest

from referrals.rules.lifecycle import FHIR_TASK, OPEN, STEPS, TERMINAL, may_take, open_actions, target

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference"
FACTS = {
    "reason_code": "reason",
    "reason text": "reason",
    "review_on": "review_on",
    "success_status": "success",
    "contact person": "contact_person",
    "participant informed": "participant_informed",
    "receiver and offer chosen": "offer",
    "valid consent": "consent",
    "need recorded": "needs",
    "replaces": "replaces",
    "previously sent": "sent_at",
}
TARGETS = {
    "accepted|in_progress (the state held from)": "held_from",
    "cancelled (flag)": "same",
    "(flag)": "same",
    "new draft referral": "draft",
}


def _rows(name):
    path = REFERENCE / name
    if not path.exists():
        raise SkipTest(f"The reference folder is missing, so {name} was not compared.")
    return list(csv.DictReader(path.open(encoding="utf-8")))


def test_the_table_is_the_reference_file():
    for row in _rows("referral_transitions.csv"):
        step = STEPS[row["action"]]
        assert set(step.sources) == set(row["from"].split("|")), row["action"]
        assert step.target == TARGETS.get(row["to"], row["to"]), row["action"]
        assert set(step.actors) == set(row["actor"].split(" or ")), row["action"]
        assert list(step.stamps) == [stamp.strip() for stamp in row["timestamps_set"].split(",")]


def test_what_the_reference_demands_is_required():
    for row in _rows("referral_transitions.csv"):
        guard = row["guard_or_required"].split(";")[0] if row["action"] == "complete" else row["guard_or_required"]
        named = {fact for words, fact in FACTS.items() if words in guard}
        assert named <= set(STEPS[row["action"]].required), row["action"]


def test_no_step_is_missing_and_none_is_ours_alone():
    assert {row["action"] for row in _rows("referral_transitions.csv")} == set(STEPS)


def test_states_and_their_fhir_codes_are_the_reference_file():
    assert {row["state"]: row["fhir_task_status"] for row in _rows("referral_states.csv")} == FHIR_TASK


def test_every_state_is_open_or_terminal():
    assert set(OPEN) | set(TERMINAL) == set(FHIR_TASK)
    assert not set(OPEN) & set(TERMINAL)


FULL = {
    "needs": ["network"],
    "offer": 1,
    "partner": 1,
    "consent": 1,
    "contact_person": "Maja Ek",
    "reason": "capacity",
    "review_on": "2027-01-08",
    "success": "successful",
    "sent_at": "2026-11-16",
    "participant_informed": True,
    "replaces": 1,
}


@pytest.mark.parametrize("action", [action for action in STEPS if action != "create"])
def test_a_step_is_taken_from_its_own_states_only(action):
    step = STEPS[action]
    for status in FHIR_TASK:
        allowed = step.sources == ("any",) or status in step.sources
        assert may_take(action, status=status, brings=FULL).ok is allowed, status


@pytest.mark.parametrize(
    ("action", "fact"), [(action, fact) for action, step in STEPS.items() for fact in step.required]
)
def test_a_step_without_its_fact_is_refused_and_says_which(action, fact):
    status = {"any": "sent"}.get(STEPS[action].sources[0], STEPS[action].sources[0])
    verdict = may_take(action, status=status, brings={**FULL, fact: None})
    assert not verdict.ok
    assert fact in [reason.value("fact") for reason in verdict.reasons]


def test_a_completion_that_did_not_succeed_needs_its_reason():
    said = {"success": "not_successful", "reason": ""}
    assert not may_take("complete", status="in_progress", brings=said).ok
    assert may_take("complete", status="in_progress", brings=said | {"reason": "moved"}).ok
    assert may_take("complete", status="in_progress", brings={"success": "partly"}).ok


def test_no_is_an_answer_to_whether_the_person_was_told():
    assert may_take("feedback", status="declined", brings={"participant_informed": False}).ok


def test_resuming_leads_back_to_where_it_was_held():
    assert target("resume", status="on_hold", held_from="accepted") == "accepted"
    assert target("resume", status="on_hold", held_from="in_progress") == "in_progress"
    assert target("ack_cancel", status="cancelled") == "cancelled"
    assert target("decline", status="sent") == "declined"


def test_what_each_side_can_do_now():
    assert open_actions("sent", "receiver") == ("acknowledge", "accept", "decline")
    assert open_actions("sent", "referrer") == ("cancel", "void")
    assert open_actions("declined", "referrer") == ("void", "feedback", "redirect")
    assert open_actions("entered_in_error", "receiver") == ()
