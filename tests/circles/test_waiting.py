"""The queue: offered, answered, lapsed, and on to the next."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from circles.actions.enrolment import enrol, leave, set_enrolment_status
from circles.actions.waiting import answer_offer, back_to_queue, lapse_offers, leave_queue, offer_seat
from circles.models import Circle, Enrolment
from circles.rules.verdict import Refused
from core import jobs
from tests import cast


@pytest.fixture
def queue(world):
    """A circle of Sahar's with one free seat and three who wait."""
    circle = cast.circle(world, "Kön", leader=world.sahar, people=2)
    Circle.objects.filter(pk=circle.pk).update(capacity=3)
    circle.refresh_from_db()
    return [cast.enrol(circle, enrolled_at=timezone.now() - timedelta(days=9 - n), status="waiting") for n in range(3)]


def in_days(number):
    return timezone.now() + timedelta(days=number)


def order(circle):
    return list(circle.enrolments.queue())


def test_a_seat_is_held_for_the_answer_and_becomes_theirs(world, queue):
    first, second, _ = queue
    offer_seat(enrolment=first, until=in_days(3), by=world.sahar)
    with pytest.raises(Refused, match="no_seat_free"):
        offer_seat(enrolment=second, until=in_days(3), by=world.sahar)
    assert answer_offer(enrolment=first, accepted=True, by=world.sahar).status == Enrolment.Status.ACCEPTED


def test_a_no_frees_the_seat_for_the_next(world, queue):
    first, second, third = queue
    offer_seat(enrolment=first, until=in_days(3), by=world.sahar)
    assert answer_offer(enrolment=first, accepted=False, by=world.sahar).status == Enrolment.Status.LEFT
    assert order(first.circle) == [second, third]
    assert offer_seat(enrolment=second, until=in_days(3), by=world.sahar).status == Enrolment.Status.INVITED


def test_silence_lapses_and_the_person_stands_last(world, queue):
    first, second, third = queue
    offer_seat(enrolment=first, until=in_days(3), by=world.sahar)
    with time_machine.travel(in_days(4), tick=False):
        jobs.tidy(timezone.now())
        assert order(first.circle) == [second, third, first]
        with pytest.raises(Refused, match="no_offer"):
            answer_offer(enrolment=first, accepted=True, by=world.sahar)
        offer_seat(enrolment=second, until=in_days(3), by=world.sahar)


def test_an_offer_lapses_once_and_not_before_its_time(world, queue):
    offer_seat(enrolment=queue[0], until=in_days(3), by=world.sahar)
    assert lapse_offers(in_days(2)) == 0
    assert lapse_offers(in_days(4)) == 1
    assert lapse_offers(in_days(4)) == 0


def test_the_seat_goes_on_although_the_worker_is_away(world, queue):
    """Offering to the next settles what has lapsed."""
    offer_seat(enrolment=queue[0], until=in_days(3), by=world.sahar)
    with time_machine.travel(in_days(4), tick=False):
        offer_seat(enrolment=queue[1], until=in_days(3), by=world.sahar)
    queue[0].refresh_from_db()
    assert queue[0].status == Enrolment.Status.WAITING


@pytest.mark.parametrize("days", [-1, 31])
def test_a_deadline_lies_ahead_and_not_too_far(world, queue, days):
    with pytest.raises(Refused, match="bad_deadline"):
        offer_seat(enrolment=queue[0], until=in_days(days), by=world.sahar)


@pytest.mark.parametrize("status", ["active", "accepted"])
def test_who_waits_gets_no_seat_that_is_offered_to_another(world, queue, status):
    offer_seat(enrolment=queue[0], until=in_days(3), by=world.sahar)
    with pytest.raises(Refused, match="no_seat_free"):
        set_enrolment_status(enrolment=queue[1], status=status, by=world.sahar)


def test_nobody_passes_over_the_queue(world, queue):
    with pytest.raises(Refused, match="not_next"):
        set_enrolment_status(enrolment=queue[2], status="active", by=world.sahar)
    with pytest.raises(Refused, match="not_next"):
        offer_seat(enrolment=queue[1], until=in_days(3), by=world.sahar)
    assert set_enrolment_status(enrolment=queue[0], status="active", by=world.sahar).status == "active"


def test_nobody_new_and_nobody_who_left_comes_into_a_full_circle(world, queue):
    circle = queue[0].circle
    gone, stranger = circle.enrolments.filter(status="active").first(), cast.participant(world.skane, circle.language)
    leave(enrolment=gone, leave_reason="childcare", by=world.sahar)
    for seat in queue[:2]:
        offer_seat(enrolment=seat, until=in_days(3), by=world.sahar)
    with pytest.raises(Refused, match="no_seat_free"):
        set_enrolment_status(enrolment=gone, status="active", by=world.sahar)
    with pytest.raises(Refused, match="no_seat_free"):
        enrol(circle=circle, participant=stranger, by=world.sahar)
    with time_machine.travel(in_days(4), tick=False):  # silence: the seats are free before the worker has said so
        assert enrol(circle=circle, participant=stranger, by=world.sahar).status == "active"


def test_a_pause_keeps_the_seat_in_a_full_circle(world, queue):
    offer_seat(enrolment=queue[0], until=in_days(3), by=world.sahar)
    seat = queue[0].circle.enrolments.filter(status="active").first()
    set_enrolment_status(enrolment=seat, status="paused", by=world.sahar)
    assert set_enrolment_status(enrolment=seat, status="active", by=world.sahar).status == "active"


def test_the_page_gives_a_seat_to_the_next_alone_and_says_who_waits(client, world, queue):
    client.force_login(world.sahar)
    circle = queue[0].circle
    people = reverse("circles:people", args=[circle.public_id])
    page = client.get(people).content.decode()
    assert page.count("Erbjud platsen") == 1
    assert "Ge plats" not in page
    answer = client.post(reverse("circles:person_back", args=[queue[2].public_id]), follow=True)
    assert "Andra har väntat längre." in answer.content.decode()
    enrolling = client.get(reverse("circles:person_enrol", args=[circle.public_id])).content.decode()
    assert "3 personer väntar på plats" in enrolling
    offer_seat(enrolment=queue[0], until=in_days(3), by=world.sahar)
    assert "Erbjud platsen" not in client.get(people).content.decode()
    with time_machine.travel(in_days(4), tick=False):
        client.force_login(world.sahar)
        assert "Erbjud platsen" in client.get(people).content.decode()


def test_the_page_offers_to_the_next_and_takes_the_answer(client, world, queue):
    client.force_login(world.sahar)
    people = reverse("circles:people", args=[queue[0].circle.public_id])
    assert "1 ledig plats" in client.get(people).content.decode().replace("<bdi>", "").replace("</bdi>", "")
    client.post(reverse("circles:seat_offer", args=[queue[0].public_id]), {"days": "5"})
    assert "Erbjuden plats, svar senast" in client.get(people).content.decode()
    client.post(reverse("circles:seat_answer", args=[queue[0].public_id]), {"answer": "yes"})
    queue[0].refresh_from_db()
    assert queue[0].status == Enrolment.Status.ACCEPTED


def test_out_of_the_queue_in_one_tap_and_back_to_the_same_place(client, world, queue):
    client.force_login(world.sahar)
    first, second, third = queue
    page = client.post(reverse("circles:queue_leave", args=[second.public_id]), follow=True).content.decode()
    assert "står inte längre i kön" in page and reverse("circles:queue_back", args=[second.public_id]) in page
    assert order(first.circle) == [first, third]
    client.post(reverse("circles:queue_back", args=[second.public_id]))
    assert order(first.circle) == [first, second, third]
    offer_seat(enrolment=first, until=in_days(3), by=world.sahar)
    for change in (leave_queue, back_to_queue):  # an offer is answered, and nobody comes back who hasn't left
        with pytest.raises(Refused, match="not_waiting"):
            change(enrolment=first, by=world.sahar)


def test_a_second_offer_of_the_last_seat_is_answered_with_a_sentence(client, world, queue):
    client.force_login(world.sahar)
    for seat in queue[:2]:
        answer = client.post(reverse("circles:seat_offer", args=[seat.public_id]), {"days": "3"}, follow=True)
    assert "Alla 3 platser är tagna eller erbjudna." in answer.content.decode()
