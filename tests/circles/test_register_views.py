import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from circles.actions.register import mark
from circles.models import Attendance, Circle
from participants.rules.cards import Card
from tests import cast


@pytest.fixture
def url(session):
    return reverse("circles:register", args=[session.public_id])


@pytest.fixture
def sahar(world, sign_in):
    return sign_in(world.sahar)


def tap(client, url, seat, status="present", version=0, **extra):
    return client.post(url, {"enrolment": seat.public_id, "status": status, "version": version, "since": 0}, **extra)


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def name(seat):
    person = seat.participant
    return Card(person.colour, person.picture, person.number).name


def test_every_card_is_a_button_that_works_without_a_script(sahar, url, session, seats):
    page = sahar.get(url)
    assert page.status_code == 200
    assert page.content.decode().count('class="tile" data-tile') == 12
    answer = tap(sahar, url, seats[0])
    assert (answer.status_code, answer.url) == (302, url)
    assert Attendance.objects.get().status == "present"
    assert "1 av 12 här" in text(sahar.get(url))


def test_a_lost_race_is_a_409_with_both_values_in_the_tile(sahar, url, session, seats, co_leader):
    mark(session=session, enrolment=seats[0], status="notified", by=co_leader)
    answer = tap(sahar, url, seats[0])
    assert answer.status_code == 409
    assert "Du valde Här. En annan ledare har satt Har meddelat." in text(answer)
    assert Attendance.objects.get().status == "notified"


def test_the_loser_can_choose_their_own_value(sahar, url, session, seats, co_leader):
    mark(session=session, enrolment=seats[0], status="notified", by=co_leader)
    tap(sahar, url, seats[0])
    assert tap(sahar, url, seats[0], version=1).status_code == 302
    assert Attendance.objects.get().status == "present"


def test_a_waiting_page_hears_of_the_other_leaders_marks(sahar, session, seats, co_leader):
    changes = reverse("circles:register_changes", args=[session.public_id])
    assert sahar.get(changes, {"since": 0}).status_code == 204
    mark(session=session, enrolment=seats[3], status="part", by=co_leader)
    heard = sahar.get(changes, {"since": 0}).json()
    assert heard["version"] == 1
    [tile] = heard["tiles"]
    assert (tile["enrolment"], tile["status"], tile["version"]) == (str(seats[3].public_id), "part", 1)
    assert sahar.get(changes, {"since": 1}).status_code == 204


def test_everyone_here_and_undo(sahar, url, session):
    sahar.post(reverse("circles:register_everyone", args=[session.public_id]))
    assert "12 av 12 här" in text(sahar.get(url))
    sahar.post(reverse("circles:register_undo", args=[session.public_id]))
    assert "0 av 12 här" in text(sahar.get(url))


def test_fifteen_people_in_seventeen_taps(sahar, url, world, circle, session, seats):
    for _ in range(3):
        cast.enrol(circle, enrolled_at=circle.created_at)
    taps = 0
    sahar.post(reverse("circles:register_everyone", args=[session.public_id]))
    taps += 1
    for seat in seats[:5]:
        tap(sahar, url, seat, "absent", 1)
        taps += 1
    done = sahar.post(reverse("circles:register_close", args=[session.public_id]))
    taps += 1
    assert done.url == reverse("circles:room_count", args=[session.public_id])
    assert taps <= 17
    assert Attendance.objects.filter(status="present").count() == 10


def test_a_register_marked_hours_before_is_saved_and_the_room_waits(sahar, world, session, evening):
    evening.move_to(session.starts_at - timedelta(hours=3))
    sahar.post(reverse("circles:register_everyone", args=[session.public_id]))
    close = reverse("circles:register_close", args=[session.public_id])
    early = sahar.post(close, {"rest": "absent"}, follow=True)
    assert "Träffen börjar 17.30. Rummet räknas tidigast 17.15." in text(early)
    session.refresh_from_db()
    assert (session.status, session.register_closed_at) == ("planned", None)
    assert Attendance.objects.filter(status="present").count() == 12
    evening.move_to(session.starts_at - timedelta(minutes=10))
    sahar.logout()
    sahar.force_login(world.sahar)
    assert sahar.post(close).url == reverse("circles:room_count", args=[session.public_id])


def test_counting_the_room_asks_about_untouched_cards_first(sahar, url, session, seats):
    close = reverse("circles:register_close", args=[session.public_id])
    tap(sahar, url, seats[0])
    question = sahar.post(close)
    assert "Sätt resten till Inte här?" in text(question)
    assert "11 kort är inte markerade." in text(question)
    assert name(seats[1]) in text(question)
    assert not Attendance.objects.filter(status="absent").exists()
    sahar.post(close, {"rest": "absent"})
    assert Attendance.objects.filter(status="absent").count() == 11


def test_a_strange_mark_is_refused(sahar, url, seats):
    assert tap(sahar, url, seats[0], status="maybe").status_code == 422
    assert not Attendance.objects.exists()


def test_a_card_of_another_circle_is_a_404(sahar, url, world):
    assert tap(sahar, url, world.halland_circle.enrolments.first()).status_code == 404


@pytest.mark.parametrize("who", ["rami", "nils", "karin", "officer", "im"])
def test_strangers_get_404_and_see_no_card(world, sign_in, url, seats, who):
    client = sign_in(getattr(world, who))
    answer = client.get(url)
    assert answer.status_code == 404
    assert name(seats[0]) not in answer.content.decode()
    assert tap(client, url, seats[0]).status_code == 404
    assert not Attendance.objects.exists()


def test_a_signed_register_shows_its_lock_and_takes_corrections_with_a_reason(sahar, url, circle, seats):
    Circle.objects.filter(pk=circle.pk).update(status="signed")
    page = sahar.get(url)
    assert "Listan är signerad och låst." in text(page)
    assert "Alla här" not in text(page)
    assert tap(sahar, url, seats[0]).status_code == 422
    data = {"enrolment": seats[0].public_id, "status": "present", "version": 0, "reason": "came_late"}
    assert sahar.post(url, data).status_code == 302


def test_the_register_costs_the_same_for_one_and_for_twenty(sahar, url, world, circle, session):
    circle.enrolments.exclude(pk=circle.enrolments.first().pk).delete()
    sahar.get(url)
    with CaptureQueriesContext(connection) as one:
        sahar.get(url)
    for _ in range(19):
        cast.enrol(circle, enrolled_at=circle.created_at)
    with CaptureQueriesContext(connection) as twenty:
        page = sahar.get(url)
    assert page.content.decode().count('class="tile" data-tile') == 20
    assert len(twenty) == len(one)


def test_a_tap_costs_the_same_for_one_and_for_twenty(sahar, url, circle, seats):
    sahar.get(url)
    with CaptureQueriesContext(connection) as few:
        tap(sahar, url, seats[0])
    for _ in range(8):
        cast.enrol(circle, enrolled_at=circle.created_at)
    with CaptureQueriesContext(connection) as many:
        tap(sahar, url, seats[1])
    assert len(many) == len(few)


def test_the_count_opens_with_what_the_tiles_propose_and_says_that_nothing_is_saved(sahar, session, seats):
    sahar.post(reverse("circles:register_close", args=[session.public_id]), {"rest": "absent"})
    room = reverse("circles:room_count", args=[session.public_id])
    opened = text(sahar.get(room))
    assert "0 kort och du är 1. Räkna, och ändra det som inte stämmer. Inget är sparat än." in opened
    assert "Du räknade" not in opened
    sahar.post(room, {"adults": 1, "children": 0, "break_minutes": 0, "hours": 4})
    assert "Du räknade 1." in text(sahar.get(room))


def test_the_count_says_who_has_no_card(sahar, url, session, seats):
    for seat in seats[:9]:
        tap(sahar, url, seat)
    sahar.post(reverse("circles:register_close", args=[session.public_id]), {"rest": "absent"})
    room = reverse("circles:room_count", args=[session.public_id])
    data = {"adults": 11, "children": 3, "break_minutes": 20, "hours": 3}
    counted = sahar.post(room, {**data, "check": "yes"})
    assert "9 kort och du är 10. Du räknade 11. 1 gäst utan kort sparas bara som ett antal." in text(counted)
    assert "180 min minus 20 min rast är 160 min: 3 hela à 45 min" in text(counted)
    session.refresh_from_db()
    assert session.adults_counted is None
    done = sahar.post(room, data)
    session.refresh_from_db()
    assert (done.url, session.adults_counted, session.children_counted, session.study_hours) == ("/", 11, 3, 3)


def test_too_many_hours_are_refused_at_the_field_and_nothing_is_saved(sahar, session):
    sahar.post(reverse("circles:register_close", args=[session.public_id]), {"rest": "absent"})
    room = reverse("circles:room_count", args=[session.public_id])
    answer = sahar.post(room, {"adults": 3, "children": 0, "break_minutes": 20, "hours": 4})
    assert answer.status_code == 422
    assert "Tiden räcker till 3 studietimmar. Skriv så många eller färre." in text(answer)
    session.refresh_from_db()
    assert (session.study_hours, session.adults_counted) == (None, None)


def test_hours_that_were_only_proposed_follow_the_break(sahar, session):
    sahar.post(reverse("circles:register_close", args=[session.public_id]), {"rest": "absent"})
    room = reverse("circles:room_count", args=[session.public_id])
    data = {"adults": 3, "children": 0, "break_minutes": 60, "hours": 4, "proposed": 4, "check": "yes"}
    assert (
        'name="hours" id="id_hours" value="2"'
        in sahar.post(room, data, headers={"HX-Request": "true"}).content.decode()
    )
