import pytest

from circles.actions.register import mark
from circles.models import Attendance

CIRCLE = {
    "id", "title", "status", "municipality", "language", "programme", "place", "capacity", "sessions", "held",
    "seats_taken",
}  # fmt: skip
SESSION = {
    "id", "circle", "number", "starts_at", "ends_at", "status", "moved_from", "cancel_reason", "place", "room",
    "sequence", "study_hours",
}  # fmt: skip


@pytest.fixture
def sahar(world, sign_in):
    return sign_in(world.sahar)


def put(client, session, seat, **body):
    url = f"/api/v1/sessions/{session.public_id}/register/{seat.public_id}/"
    return client.put(url, body, content_type="application/json")


def test_a_leader_reads_her_circles_and_exactly_these_keys(sahar, circle, world):
    found = sahar.get("/api/v1/circles/").json()
    assert {row["title"] for row in found["results"]} == {"Vägar vidare 14", "Vägar vidare 40"}
    assert set(found["results"][0]) == CIRCLE
    one = sahar.get(f"/api/v1/circles/{circle.public_id}/").json()
    assert (one["sessions"], one["seats_taken"], one["language"]) == (10, 12, "prs")


def test_sessions_have_exactly_these_keys(sahar, session):
    one = sahar.get(f"/api/v1/sessions/{session.public_id}/").json()
    assert set(one) == SESSION
    assert sahar.get("/api/v1/sessions/").json()["count"] == 20


def test_the_register_and_a_mark(sahar, session, seats):
    read = sahar.get(f"/api/v1/sessions/{session.public_id}/register/").json()
    assert set(read) == {"session", "version", "is_locked", "here", "not_recorded", "saved_at", "marks"}
    assert set(read["marks"][0]) == {"enrolment", "card", "status", "version"}
    assert (read["here"], read["not_recorded"], len(read["marks"])) == (0, 12, 12)
    answer = put(sahar, session, seats[0], status="present", version=0)
    assert (answer.status_code, answer.json()["version"]) == (200, 1)


def test_a_lost_race_is_a_409_with_both_values(sahar, session, seats, co_leader):
    mark(session=session, enrolment=seats[0], status="notified", by=co_leader)
    answer = put(sahar, session, seats[0], status="present", version=0)
    assert answer.status_code == 409
    told = answer.json()
    assert (told["mine"], told["theirs"], told["version"]) == ("present", "notified", 1)
    assert put(sahar, session, seats[0], status="present", version=1).status_code == 200


@pytest.mark.parametrize(
    "body", [{}, {"status": "maybe", "version": 0}, {"status": "present"}, {"status": "present", "version": -1}]
)
def test_a_mark_that_is_none_is_refused(sahar, session, seats, body):
    assert put(sahar, session, seats[0], **body).status_code == 400
    assert not Attendance.objects.exists()


def test_a_mark_changes_nothing_else(sahar, session, seats):
    answer = put(sahar, session, seats[0], status="present", version=0, marked_by=1, circle=1, card="x")
    assert answer.status_code == 200
    assert Attendance.objects.get().marked_by.email == "sahar@ringar.example"


def test_a_seat_of_somebody_elses_circle_is_a_404(sahar, world, session):
    assert put(sahar, session, world.halland_circle.enrolments.first(), status="present", version=0).status_code == 404


@pytest.mark.parametrize("who", ["rami", "nils", "karin", "im", "convener", "uppsala", "admin"])
def test_strangers_get_empty_lists_and_404(world, sign_in, circle, session, seats, who):
    client = sign_in(getattr(world, who))
    assert circle.title not in client.get("/api/v1/circles/").content.decode()
    assert client.get(f"/api/v1/circles/{circle.public_id}/").status_code == 404
    assert client.get(f"/api/v1/sessions/{session.public_id}/").status_code == 404
    assert client.get(f"/api/v1/sessions/{session.public_id}/register/").status_code == 404
    assert put(client, session, seats[0], status="present", version=0).status_code == 404


def test_a_steward_reads_circles_and_marks_nobody(world, sign_in, circle, session, seats):
    client = sign_in(world.steward)
    assert circle.title in client.get("/api/v1/circles/").content.decode()
    assert client.get(f"/api/v1/sessions/{session.public_id}/register/").status_code == 200
    assert put(client, session, seats[0], status="present", version=0).status_code == 404


def test_an_officer_reads_counts_and_no_register(world, sign_in, circle, session):
    client = sign_in(world.officer)
    assert client.get(f"/api/v1/circles/{circle.public_id}/").status_code == 200
    assert client.get(f"/api/v1/sessions/{session.public_id}/register/").status_code == 404


def test_nobody_signed_in_gets_nothing(client, circle):
    assert client.get("/api/v1/circles/").status_code in (401, 403)


@pytest.mark.parametrize("query", ["order_by=leader__password", "ordering=door_code", "leaders__user__password=x"])
def test_what_is_no_filter_does_nothing(sahar, circle, query):
    assert sahar.get(f"/api/v1/circles/?{query}").json() == sahar.get("/api/v1/circles/").json()
