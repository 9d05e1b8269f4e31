"""A data steward reads circles and referrals, changes nothing, and leaves a trace of every reading."""

import pytest
from django.utils import timezone

from audit.models import AuditEvent
from circles.models import Attendance
from tests import cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def referral(world):
    return cast.referral(world)


def read(world, verb) -> list[str]:
    return list(
        AuditEvent.objects.filter(actor=str(world.steward.public_id), verb=verb).values_list("subject", flat=True)
    )


def test_every_circle_opened_is_in_the_log(world, sign_in):
    client = sign_in(world.steward)
    for circle in (world.circle, world.halland_circle):
        page = client.get("/circles/").content.decode()
        assert circle.title in page and "Ny cirkel" not in page
        assert client.get(f"/circles/{circle.public_id}/").status_code == 200
        assert client.get(f"/sessions/{circle.sessions.first().public_id}/").status_code == 200
    assert read(world, "circle.seen") == [str(world.halland_circle.public_id)] * 2 + [str(world.circle.public_id)] * 2


def test_those_who_work_in_a_circle_leave_no_such_trace(world, sign_in):
    sign_in(world.sahar).get(f"/circles/{world.circle.public_id}/")
    assert not AuditEvent.objects.filter(verb="circle.seen").exists()


def test_a_referral_is_read_and_no_step_is_offered_or_taken(world, sign_in, referral):
    client, path = sign_in(world.steward), f"/referrals/{referral.public_id}/"
    listed = client.get("/referrals/").content.decode()
    assert path in listed and "Alla knutpunkters hänvisningar" in listed
    assert "Väntar på dig" not in listed and "Fråga nästa" not in listed
    page = client.get(path).content.decode()
    assert "Vem har sett hänvisningen" in page and "070-123" not in page.split("<main")[1]
    assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert client.post(f"{path}cancel/", {"reason": "moved"}).status_code == 404
    assert client.post(f"{path}withdraw/").status_code == 404
    assert read(world, "referral.seen") == [str(referral.public_id)]


def test_contact_details_are_a_reading_of_their_own(world, sign_in, referral):
    client = sign_in(world.steward)
    assert "070-123 45 67" in client.get(f"/referrals/{referral.public_id}/contact/").content.decode()
    assert read(world, "referral.contact_read") == [str(referral.public_id)]


def test_a_list_over_the_api_is_a_reading_of_each_referral_in_it(world, sign_in, referral):
    sign_in(world.karin).get("/api/v1/referrals/")
    assert not AuditEvent.objects.filter(verb="referral.seen").exists()
    assert sign_in(world.steward).get("/api/v1/referrals/").json()["results"][0]["id"] == str(referral.public_id)
    assert read(world, "referral.seen") == [str(referral.public_id)]


def main(client, path) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode().split("<main")[1].split("</main>")[0]


def test_a_register_is_read_by_card_and_nothing_can_be_pressed(world, sign_in):
    session, seat = world.circle.sessions.first(), world.circle.enrolments.order_by("pk").first()
    Attendance.objects.create(session=session, enrolment=seat, status="part", marked_at=timezone.now())
    client, path = sign_in(world.steward), f"/sessions/{session.public_id}/register/"
    page = main(client, path)
    assert "Blå häger 0" in page and "En stund" in page and "Du läser som dataskydd." in page
    assert "<form" not in page and str(seat.public_id) not in page
    assert f'href="{path}history/"' in page and main(client, f"{path}history/")
    assert read(world, "register.seen") == [str(session.public_id)] * 2
    assert client.post(path, {"enrolment": seat.public_id, "status": "absent", "version": 1}).status_code == 404
    for step in ("everyone/", "undo/", "close/", "paper/"):
        assert client.post(f"{path}{step}").status_code == 404
    assert client.get(f"{path}paper/").status_code == 404
    assert client.get(f"/api/v1/sessions/{session.public_id}/register/").status_code == 200
    assert len(read(world, "register.seen")) == 3


def test_cards_are_read_and_nothing_can_be_pressed(world, sign_in):
    cast.enrol(world.circle, enrolled_at=timezone.now(), status="waiting")
    cast.enrol(world.circle, enrolled_at=timezone.now(), status="paused")
    client, circle = sign_in(world.steward), f"/circles/{world.circle.public_id}/"
    assert f'href="{circle}people/"' in main(client, circle)
    page = main(client, f"{circle}people/")
    assert page.count('class="row__title"') == 14 and "<form" not in page and "<a " not in page.split("</nav>")[1]
    assert read(world, "circle.people_seen") == [str(world.circle.public_id)]
    for step in ("cards/", "list/", "names/", "calendar/", "people/new/", "people/card/", "copy/", "edit/"):
        assert client.get(f"{circle}{step}").status_code == 404, step


def test_held_seats_are_read_and_not_answered(world, sign_in):
    held, asked = cast.held_seat(world), cast.referral(world, direction="in", participant=None, contact=None)
    client = sign_in(world.steward)
    listed = main(client, "/referrals/")
    for seat in (held, asked):
        path = f"/referrals/seats/{seat.public_id}/"
        assert path in listed
        assert "<form" not in main(client, path) and "came/" not in main(client, path)
        assert client.post(path, {"answer": "decline", "reason": "capacity", "seen": seat.status}).status_code == 404
        assert client.get(f"{path}came/").status_code == 404
    assert sorted(read(world, "referral.seen")) == sorted([str(held.public_id), str(asked.public_id)] * 2)


def test_every_list_that_is_opened_is_in_the_log(world, sign_in):
    client = sign_in(world.steward)
    for path in ("/circles/", "/search/?q=vägar", "/api/v1/circles/", "/api/v1/sessions/"):
        assert client.get(path).status_code == 200, path
    assert len(read(world, "circle.list_seen")) == 4
    client.get("/referrals/")
    assert len(read(world, "referral.list_seen")) == 1
    for path in ("/circles/", "/search/?q=vägar", "/api/v1/sessions/", "/referrals/"):
        sign_in(world.eva).get(path)
    assert (
        not AuditEvent.objects.filter(verb__endswith="list_seen").exclude(actor=str(world.steward.public_id)).exists()
    )


def test_seats_over_the_api_are_readings_too(world, sign_in):
    seat = cast.held_seat(world)
    [row] = sign_in(world.steward).get("/api/v1/referrals/").json()["results"]
    assert (row["id"], row["circle"]) == (str(seat.public_id), str(world.circle.public_id))
    assert read(world, "referral.seen") == [str(seat.public_id)]


def test_a_coordinator_who_is_steward_too_lists_her_own_hubs(world, sign_in, referral):
    world.karin.memberships.create(organisation=world.organisations["halland"], role="steward")
    client = sign_in(world.karin)
    assert f"/referrals/{referral.public_id}/" not in client.get("/referrals/").content.decode()
    assert client.get(f"/referrals/{referral.public_id}/").status_code == 200
