"""A held seat: taken until it is used or its day has passed, used without the partner learning of it."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from circles.actions.enrolment import enrol_new_person, room_for_one_more
from circles.models import Circle
from circles.rules.verdict import Refused
from core.times import short_day
from participants.rules.cards import Card
from referrals import actions
from referrals.models import Referral
from tests import cast

pytestmark = pytest.mark.django_db
MOST = 20  # people in a circle, its leader among them


def full_but_for(world, free: int) -> Circle:
    Circle.objects.filter(pk=world.circle.pk).update(capacity=MOST)
    world.circle.refresh_from_db()
    while world.circle.enrolments.count() < MOST - 1 - free:
        cast.enrol(world.circle, enrolled_at=timezone.now())
    return world.circle


def asked(world) -> Referral:
    return actions.ask_for_seat(
        by=world.im,
        partner=world.organisations["im"],
        hub=world.skane,
        language=world.languages["prs"],
        municipality=world.places["Malmö"],
    )


def held(world, days=10) -> Referral:
    until = timezone.localdate() + timedelta(days=days)
    return actions.hold_seat(
        by=world.eva, referral=asked(world), circle=world.circle, until=until, contact_person="Eva"
    )


def url(seat, step=""):
    return f"/referrals/seats/{seat.public_id}/{step}"


def test_a_held_seat_is_taken_until_its_day_has_passed(world):
    circle = full_but_for(world, 1)
    held(world)
    assert not room_for_one_more(circle).ok
    with pytest.raises(Refused):
        enrol_new_person(circle=circle, by=world.sahar, facts={})
    with time_machine.travel(timezone.now() + timedelta(days=11), tick=False):
        assert room_for_one_more(circle).ok


def test_no_seat_is_held_in_a_full_circle_and_it_is_said(world, client):
    full_but_for(world, 0)
    seat = asked(world)
    client.force_login(world.eva)
    said = {"answer": "hold_seat", "circle": world.circle.pk, "contact_person": "Eva", "seen": "sent"}
    said["until"] = str(timezone.localdate())
    page = client.post(url(seat), said, follow=True).content.decode()
    assert "Cirkeln är full" in page
    seat.refresh_from_db()
    assert seat.status == "sent"


@pytest.mark.parametrize(("days", "status"), [(60, 302), (61, 422), (2_900_000, 422)])
def test_a_seat_is_held_for_sixty_days_at_most(world, client, days, status):
    seat = asked(world)
    client.force_login(world.eva)
    said = {"answer": "hold_seat", "circle": world.circle.pk, "contact_person": "Eva", "seen": "sent"}
    answer = client.post(url(seat), said | {"until": str(timezone.localdate() + timedelta(days=days))})
    assert answer.status_code == status
    assert ("En plats hålls i högst 60 dagar." in answer.content.decode()) is (status == 422)


def test_the_list_of_circles_shows_seats_that_are_held(world, client):
    held(world)
    client.force_login(world.eva)
    assert "<bdi>1</bdi> hålls" in client.get("/circles/").content.decode()


def test_who_was_sent_gets_the_seat_and_the_referral_names_nobody(world, client):
    circle = full_but_for(world, 1)
    seat = held(world)
    client.force_login(world.eva)
    assert "Personen har kommit" in client.get(url(seat)).content.decode()
    answer = client.post(url(seat, "came/"), {"language": "prs", "birth_year": "1990"})
    enrolment = circle.enrolments.latest("pk")
    assert str(enrolment.public_id) in answer["Location"]
    seat.refresh_from_db()
    assert (seat.status, seat.participant, enrolment.status) == ("completed", None, "active")
    page = client.get(url(seat)).content.decode()
    assert "Platsen är använd" in page and "Personen kom och är inskriven" in page


def test_a_person_with_a_card_keeps_it(world, client):
    seat = held(world)
    owner = cast.participant(world.skane, world.languages["prs"])
    client.force_login(world.eva)
    client.post(url(seat, "came/"), {"card": Card(owner.colour, owner.picture, owner.number).full_name})
    assert world.circle.enrolments.latest("pk").participant == owner


def test_a_card_nobody_has_is_said_and_the_seat_stays(world, client):
    seat = held(world)
    client.force_login(world.eva)
    answer = client.post(url(seat, "came/"), {"card": Card("red", "heron", 99).full_name})
    assert answer.status_code == 422 and "Inget sådant kort" in answer.content.decode()
    seat.refresh_from_db()
    assert seat.status == "accepted"


def test_the_second_of_two_who_use_a_seat_is_told(world, client):
    seat = held(world)
    actions.use_seat(by=world.eva, referral=seat, facts={})
    client.force_login(world.eva)
    before = world.circle.enrolments.count()
    answer = client.post(url(seat, "came/"), {"language": "prs"})
    assert answer.status_code == 409
    assert world.circle.enrolments.count() == before


def test_the_partner_sees_no_difference_when_the_seat_is_used(world, client):
    seat = held(world)
    client.force_login(world.im)

    def seen():
        page = client.get("/referrals/inbox/").content.decode().split("<main")[1].split("</main>")[0]
        return [part for part in page.split() if "csrf" not in part and "value=" not in part]

    before, api = seen(), client.get(f"/api/v1/referrals/{seat.public_id}/").json()
    actions.use_seat(by=world.eva, referral=seat, facts={})
    assert seen() == before
    assert client.get(f"/api/v1/referrals/{seat.public_id}/").json() == api
    client.post(url(seat, "cancel/"))
    assert "Återkallad" in client.get("/referrals/inbox/").content.decode()
    seat.refresh_from_db()
    assert seat.status == "completed"


def test_a_seat_given_back_is_free_again(world, client):
    circle = full_but_for(world, 1)
    seat = held(world)
    client.force_login(world.im)
    client.post(url(seat, "cancel/"))
    assert room_for_one_more(circle).ok


def test_a_lapsed_seat_is_told_and_is_no_longer_under_way(world, client):
    seat = held(world)
    client.force_login(world.eva)
    assert sections(client)["under_way"] == [(seat, f"Plats hålls till {short_day(seat.seat_held_until)}")]
    with time_machine.travel(timezone.now() + timedelta(days=11), tick=False):
        client.force_login(world.eva)
        shown = sections(client)
    assert "under_way" not in shown
    assert (seat, f"Gick ut {short_day(seat.seat_held_until)}") in shown["ended"]


def sections(client) -> dict:
    shown = client.get("/referrals/").context["sections"]
    return {one.code: [(row.referral, row.badge.text) for row in one.rows if row.referral.circle_id] for one in shown}
