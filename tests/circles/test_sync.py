"""The queue of marks: exactly once, nothing silently overwritten, nobody else's."""

import json
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import AuditEvent
from circles.actions.planning import cancel_session
from circles.actions.register import mark, undo
from circles.actions.sync import forget_answers
from circles.models import Attendance, AttendanceChange, Circle, SyncOperation
from circles.rules.sync import KEPT
from tests import cast

URL = "/sync/"


@pytest.fixture
def sahar(world, sign_in):
    return sign_in(world.sahar)


def op(session, seat, status="present", version=0, **more):
    return {
        "op": str(uuid4()),
        "session": str(session.public_id),
        "enrolment": str(seat.public_id),
        "status": status,
        "version": version,
        "at": timezone.now().isoformat(),
        **more,
    }


def send(client, *operations, code=200):
    answer = client.post(URL, json.dumps({"operations": operations}), content_type="application/json")
    assert answer.status_code == code, answer.content
    return answer.json()["results"]


def history():
    return list(AttendanceChange.objects.order_by("pk").values_list("before", "after"))


def test_a_mark_is_set_and_answered_with_version_and_time(sahar, world, session, seats):
    sent = op(session, seats[0])
    [told] = send(sahar, sent)
    assert (told["op"], told["outcome"], told["status"], told["version"]) == (sent["op"], "saved", "present", 1)
    assert told["saved"] == timezone.localtime(Attendance.objects.get().marked_at).strftime("%H:%M")
    assert Attendance.objects.get().marked_by == world.sahar
    assert AuditEvent.objects.filter(verb="register.sync").get().facts == {"marks": 1}


def test_sent_again_it_gets_the_same_answer_and_does_nothing(sahar, session, seats):
    sent = op(session, seats[0])
    first = send(sahar, sent)
    mark(session=session, enrolment=seats[0], status="absent", by=None, version=1)
    assert send(sahar, sent) == first
    assert Attendance.objects.get().status == "absent"
    assert history() == [("not_recorded", "present"), ("present", "absent")]


def test_twice_in_one_request_it_is_set_once(sahar, session, seats):
    sent = op(session, seats[0])
    first, second = send(sahar, sent, sent)
    assert first == second
    assert history() == [("not_recorded", "present")]


def test_the_same_id_with_another_body_is_409_and_changes_nothing(sahar, session, seats):
    sent = op(session, seats[0])
    send(sahar, sent)
    other = op(session, seats[1])
    [reused, saved] = send(sahar, sent | {"status": "absent", "version": 1}, other)
    assert (reused["outcome"], reused["status_code"]) == ("reused", 409)
    assert "Ingenting ändrades" in reused["sentence"]
    assert saved["outcome"] == "saved", "the others are not lost"
    assert Attendance.objects.get(enrolment=seats[0]).status == "present"


def test_the_same_id_from_another_person_is_another_operation(world, session, seats, co_leader):
    sent = op(session, seats[0])
    hers, his = Client(), Client()
    hers.force_login(world.sahar)
    his.force_login(co_leader)
    send(hers, sent)
    [told] = send(his, sent | {"status": "part"})
    assert (told["outcome"], told["theirs"]) == ("conflict", "present")


def test_a_conflict_shows_both_values_and_stays_answered_so(sahar, session, seats, co_leader):
    mark(session=session, enrolment=seats[0], status="notified", by=co_leader)
    sent = op(session, seats[0])
    [told] = send(sahar, sent)
    assert (told["outcome"], told["mine"], told["theirs"], told["version"]) == ("conflict", "present", "notified", 1)
    assert Attendance.objects.get().status == "notified"
    mark(session=session, enrolment=seats[0], status="part", by=co_leader)
    assert send(sahar, sent) == [told]
    [chosen] = send(sahar, op(session, seats[0], version=2))
    assert (chosen["outcome"], chosen["version"]) == ("saved", 3)


def test_the_same_value_from_two_phones_is_no_conflict(sahar, session, seats, co_leader):
    mark(session=session, enrolment=seats[0], status="present", by=co_leader)
    [told] = send(sahar, op(session, seats[0]))
    assert (told["outcome"], told["version"]) == ("saved", 1)


def test_one_mark_changed_twice_in_one_request(sahar, session, seats):
    first, second = send(sahar, op(session, seats[0]), op(session, seats[0], "absent", 1))
    assert (first["version"], second["version"]) == (1, 2)
    assert Attendance.objects.get().status == "absent"
    assert history() == [("not_recorded", "present"), ("present", "absent")]


def test_one_bad_operation_loses_no_other(sahar, world, session, seats):
    stranger = world.halland_circle
    results = send(
        sahar,
        op(session, seats[0], status="maybe"),
        op(stranger.sessions.first(), stranger.enrolments.first()),
        op(session, stranger.enrolments.first()),
        op(session, world.circle.enrolments.first()),
        "nonsense",
        op(session, seats[1]) | {"op": "not an id"},
        op(session, seats[2]),
    )
    outcomes = [one["outcome"] for one in results]
    assert outcomes == ["unreadable", "not_found", "not_found", "not_found", "unreadable", "unreadable", "saved"]
    assert all(one["sentence"] for one in results[:-1])
    assert list(Attendance.objects.values_list("enrolment", flat=True)) == [seats[2].pk]
    assert AuditEvent.objects.filter(verb="access.denied").count() == 2, "a session and a seat, once a request"


def test_a_batch_in_which_nothing_is_found_is_a_404(sahar, world):
    stranger = world.halland_circle
    [told] = send(sahar, op(stranger.sessions.first(), stranger.enrolments.first()), code=404)
    assert told["outcome"] == "not_found"
    assert not SyncOperation.objects.exists()


def test_a_rule_that_says_no_is_a_sentence_and_can_be_asked_again(sahar, world, circle, session, seats):
    cancel_session(session=session, reason_code="no_room", by=world.sahar)
    sent, tomorrow = op(session, seats[0]), op(circle.sessions.get(ordinal=7), seats[0])
    cancelled, early = send(sahar, sent, tomorrow)
    assert (cancelled["outcome"], early["outcome"]) == ("refused", "refused")
    assert "inställd" in cancelled["sentence"] and "öppnas den dagen" in early["sentence"]
    session.refresh_from_db()
    session.status, session.cancel_reason = "planned", ""
    session.save()
    assert send(sahar, sent)[0]["outcome"] == "saved"


def test_a_correction_of_a_signed_list_is_a_version_with_its_reason(sahar, world, circle, session, seats):
    Circle.objects.filter(pk=circle.pk).update(status="signed")
    no, yes = send(sahar, op(session, seats[0]), op(session, seats[1], reason="paper_says"))
    assert (no["outcome"], yes["outcome"]) == ("refused", "saved")
    assert AttendanceChange.objects.get().reason == "paper_says"
    version = circle.list_versions.get()
    assert (version.kind, version.reason, version.by) == ("corrected", "paper_says", world.sahar)


def test_marks_of_one_press_are_undone_by_one(sahar, world, session, seats):
    press = str(uuid4())
    send(sahar, *(op(session, seat, press=press) for seat in seats))
    assert undo(session=session, by=world.sahar) == 12
    assert undo(session=session, by=world.sahar) == 0


def test_a_press_shared_with_another_session_is_undone_in_its_own(sahar, world, circle, session, seats):
    earlier, press = circle.sessions.get(ordinal=5), str(uuid4())
    send(sahar, op(session, seats[0], press=press), op(earlier, seats[0], press=press))
    assert undo(session=session, by=world.sahar) == 1
    assert Attendance.objects.get(session=earlier).status == "present"


def test_the_phones_clock_is_kept_and_decides_nothing(sahar, session, seats):
    send(sahar, op(session, seats[0], at="2031-01-01T12:00:00+01:00"), op(session, seats[1], at="yesterday"))
    first, second = AttendanceChange.objects.order_by("pk")
    assert first.phone_at.year == 2031 and second.phone_at is None
    assert abs(first.at - timezone.now()) < timedelta(minutes=1)


@pytest.mark.parametrize("body", ["", "[]", '{"operations": 3}', "{", b"\xff"])
def test_what_is_no_queue_is_a_400_with_a_sentence(sahar, body):
    answer = sahar.post(URL, body, content_type="application/json")
    assert (answer.status_code, answer.json()["detail"]) == (400, "Kön gick inte att läsa. Ladda om sidan.")


def test_more_than_two_hundred_are_refused_whole(sahar, session, seats):
    body = json.dumps({"operations": [op(session, seats[0]) for _ in range(201)]})
    answer = sahar.post(URL, body, content_type="application/json")
    assert answer.status_code == 422 and "högst 200" in answer.json()["detail"]
    assert not Attendance.objects.exists()


def test_an_ended_sign_in_is_a_401_in_json(client, session, seats):
    answer = client.post(
        URL, json.dumps({"operations": [op(session, seats[0])]}), content_type="application/json",
        headers={"Accept": "application/json"},
    )  # fmt: skip
    assert answer.status_code == 401
    assert answer.json()["detail"].startswith("Logga in")


def test_it_asks_for_the_token_that_every_form_has(world, session, seats):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(world.sahar)
    answer = strict.post(URL, json.dumps({"operations": [op(session, seats[0])]}), content_type="application/json")
    assert answer.status_code == 403 and not Attendance.objects.exists()


@pytest.mark.parametrize("who", ["officer", "im", "steward", "supervisor", "admin", "uppsala", "convener"])
def test_who_never_takes_a_register_finds_nothing_here(world, sign_in, session, seats, who):
    client = sign_in(getattr(world, who))
    assert client.get(URL).status_code == 404
    body = json.dumps({"operations": [op(session, seats[0])]})
    assert client.post(URL, body, content_type="application/json").status_code == 404


def test_two_hundred_marks_cost_as_many_queries_as_twenty(world, circle, session, sign_in):
    """In one register: people and not requests are what grows."""
    client = sign_in(world.sahar)
    more = [cast.enrol(circle, enrolled_at=circle.created_at) for _ in range(210)]

    def queries(seats):
        sent = [op(session, seat) for seat in seats]
        with CaptureQueriesContext(connection) as captured:
            assert {one["outcome"] for one in send(client, *sent)} == {"saved"}
        return len(captured)

    queries(more[:1])
    assert queries(more[1:21]) >= queries(more[21:]) - 2  # SQLite writes 200 rows in a statement or two more


# --- What a phone may hold ---


def test_a_phone_holds_the_leaders_sessions_of_these_days(sahar, world, circle, session, seats):
    mark(session=session, enrolment=seats[0], status="part", by=world.sahar)
    told = sahar.get(URL).json()
    [register] = [one for one in told["registers"] if one["title"] == circle.title]
    assert register["session"] == str(session.public_id)
    assert len(register["tiles"]) == 12
    assert register["tiles"][0]["status"] == "part" and register["tiles"][0]["version"] == 1
    assert set(register) == {
        "session", "number", "title", "starts", "day", "clock", "opens", "locked", "version", "tiles",
    }  # fmt: skip
    assert set(register["tiles"][0]) == {"enrolment", "status", "version", "saved", "card"}


def test_neither_place_nor_door_code_nor_another_leaders_circle_is_sent(sahar, world, circle, session):
    cast.circle(world, "Vägar vidare 77", leader=world.rami, people=2, first=timezone.localtime(), sessions=2)
    text = sahar.get(URL).content.decode()
    assert "447182" not in text and circle.place not in text and "Vägar vidare 77" not in text


def test_a_coordinators_phone_holds_nothing_ahead(sign_in, world, session):
    assert sign_in(world.eva).get(URL).json()["registers"] == []


def test_ten_registers_cost_as_many_queries_as_one(sign_in, world):
    client, now = sign_in(world.sahar), timezone.localtime()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            client.get(URL)
        return len(captured)

    cast.circle(world, "Vägar vidare 50", leader=world.sahar, people=3, first=now, sessions=1)
    queries()
    few = queries()
    for number in range(51, 60):
        cast.circle(world, f"Vägar vidare {number}", leader=world.sahar, people=3, first=now, sessions=1)
    assert queries() == few
    assert len(client.get(URL).json()["registers"]) == 10


def test_answers_are_forgotten_when_no_phone_can_ask_any_more(sahar, session, seats):
    send(sahar, op(session, seats[0]))
    assert forget_answers(timezone.now() + KEPT - timedelta(minutes=1)) == 0
    assert forget_answers(timezone.now() + KEPT + timedelta(minutes=1)) == 1


def test_its_address(db):
    assert reverse("circles:sync") == URL
