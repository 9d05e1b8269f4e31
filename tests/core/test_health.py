"""What a watcher is told."""

from datetime import UTC, datetime, timedelta

from django.core.cache import cache
from django.utils import timezone

from core.health import worker_state
from core.jobs import WORKER_SEEN, worker_beats

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_a_worker_seen_lately_is_ok_and_then_late():
    assert worker_state(NOW - timedelta(seconds=30), NOW)["state"] == "ok"
    assert worker_state(NOW - timedelta(seconds=31), NOW)["state"] == "late"
    assert worker_state(None, NOW) == {"state": "never_seen", "last_seen": None}


def test_anybody_may_ask_and_gets_both_states(client, db):
    cache.delete(WORKER_SEEN)
    assert client.get("/healthz").json() == {
        "database": "ok",
        "worker": {"state": "never_seen", "last_seen": None},
    }
    worker_beats(timezone.now())
    response = client.get("/healthz")
    assert response.json()["worker"]["state"] == "ok"
    assert response["Cache-Control"] == "no-store"


def test_it_only_answers_questions(client, db):
    assert client.post("/healthz").status_code == 405
