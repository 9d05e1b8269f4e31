"""A data steward reads circles and referrals, changes nothing, and leaves a trace of every reading."""

import pytest

from audit.models import AuditEvent
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


def test_no_register_and_no_card_opens(world, sign_in):
    client = sign_in(world.steward)
    assert client.get(f"/circles/{world.circle.public_id}/people/").status_code == 404
    assert client.get(f"/sessions/{world.circle.sessions.first().public_id}/register/").status_code == 404


def test_a_coordinator_who_is_steward_too_lists_her_own_hubs(world, sign_in, referral):
    world.karin.memberships.create(organisation=world.organisations["halland"], role="steward")
    client = sign_in(world.karin)
    assert f"/referrals/{referral.public_id}/" not in client.get("/referrals/").content.decode()
    assert client.get(f"/referrals/{referral.public_id}/").status_code == 200
