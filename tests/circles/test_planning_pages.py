"""The plan form as it is filled in: every n weeks, days kept free, clashes, copying, bookings, the work plan."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from circles.models import Circle, Enrolment
from circles.rules.planning import STOCKHOLM
from tests import cast

NEW = reverse("circles:circle_create")


@pytest.fixture
def sahar(client, world):
    with time_machine.travel(datetime(2026, 12, 7, 9, tzinfo=STOCKHOLM), tick=False):
        client.force_login(world.sahar)
        yield client


def plan(world, **changed):
    return {
        "title": "Ny cirkel", "programme": "vagar-vidare", "leader": world.sahar.communicator.pk, "language": "prs",
        "municipality": "1280", "capacity": "15", "first_day": "2027-01-12", "weekdays": ["1"], "starts": "17:30",
        "ends": "20:30", "count": "6", "every": "1", "skip_holidays": "on",
    } | changed  # fmt: skip


def days(circle):
    return [timezone.localdate(one.starts_at).isoformat() for one in circle.sessions.all()]


def days_shown(answer):
    return [planned.starts_at.date().isoformat() for planned in answer.context["preview"].series.times]


def words(answer):
    return answer.content.decode().replace("<bdi>", "").replace("</bdi>", "")


def test_every_other_week_on_two_weekdays(sahar, world):
    sahar.post(NEW, plan(world, weekdays=["1", "3"], every="2", count="4", save="yes"))
    assert days(Circle.objects.get(title="Ny cirkel")) == ["2027-01-12", "2027-01-14", "2027-01-26", "2027-01-28"]


def test_ramadan_evenings_are_stepped_over_and_said_to_be_computed(sahar, world):
    shown = sahar.post(NEW, plan(world, first_day="2027-02-02", keep_free=["ramadan"]))
    assert "Ramadan, kvällar (beräknad dag)" in words(shown)
    sahar.post(NEW, plan(world, first_day="2027-02-02", keep_free=["ramadan"], count="2", save="yes"))
    assert days(Circle.objects.get(title="Ny cirkel")) == ["2027-02-02", "2027-03-09"]


def test_the_weekday_follows_the_first_day_until_another_is_chosen(sahar, world):
    opened = sahar.get(NEW)
    assert 'name="proposed_weekday" value="0"' in words(opened)  # a week from this Monday
    asked = plan(world, first_day="2027-01-14", weekdays=["0"], proposed_weekday="0")
    shown = sahar.post(NEW, asked)
    assert shown.context["form"]["weekdays"].value() == ["3"]
    assert days_shown(shown)[:2] == ["2027-01-14", "2027-01-21"]
    assert "hx-swap-oob" not in words(shown)
    assert 'name="proposed_weekday" value="3"' in words(shown)
    for chosen in (["2"], ["0", "3"]):
        shown = sahar.post(NEW, asked | {"weekdays": chosen})
        assert shown.context["form"]["weekdays"].value() == chosen


def test_the_proposed_end_follows_the_minutes_of_the_programme(sahar, world):
    world.programme.minutes = 120
    world.programme.save()
    form = sahar.get(f"{NEW}?programme={world.programme.code}").context["form"]
    assert [form.get_initial_for_field(form.fields[name], name) for name in ("starts", "ends")] == [
        time(17, 30),
        time(19, 30),
    ]


def test_the_end_follows_the_start_until_another_is_typed(sahar, world):
    opened = sahar.get(NEW)
    assert 'name="proposed_times" value="17:30 20:30"' in words(opened)
    asked = plan(world, starts="10:00", proposed_times="17:30 20:30")
    shown = sahar.post(NEW, asked)
    assert shown.context["form"]["ends"].value() == "13:00"
    assert 'name="proposed_times" value="10:00 13:00"' in words(shown)
    assert 'id="plan-ends" hx-swap-oob="true"' in words(sahar.post(NEW, asked, headers={"HX-Request": "true"}))
    typed = sahar.post(NEW, asked | {"ends": "12:00"})
    assert typed.context["form"]["ends"].value() == "12:00"


def test_a_typed_end_stays_after_the_start_and_keeps_its_length_where_it_would_come_before(sahar, world):
    typed = plan(world, starts="10:00", ends="11:00", proposed_times="10:00 13:00")
    for starts, ends, remembered in (("09:30", "11:00", "09:30 13:00"), ("14:00", "15:00", "14:00 15:00")):
        shown = sahar.post(NEW, typed | {"starts": starts})
        assert shown.context["form"]["ends"].value() == ends
        assert f'name="proposed_times" value="{remembered}"' in words(shown)


def test_the_preview_says_what_is_wrong_with_what_is_filled_in(sahar, world):
    asked = plan(world, starts="14:00", ends="11:00", proposed_times="14:00 17:00")
    shown = words(sahar.post(NEW, asked, headers={"HX-Request": "true"}))
    assert "Sluttiden måste vara efter 14.00." in shown and "Välj första dag" not in shown
    lacking = words(sahar.post(NEW, asked | {"starts": ""}, headers={"HX-Request": "true"}))
    assert "Välj första dag" in lacking


def test_an_end_past_midnight_or_an_unreadable_proposal_stays_as_it_was_sent(sahar, world):
    for changed in ({"starts": "22:00"}, {"starts": "10:00", "proposed_times": "x"}, {"starts": ""}):
        shown = sahar.post(NEW, plan(world, proposed_times="17:30 20:30") | changed)
        assert shown.context["form"]["ends"].value() == "20:30"


def test_without_a_reload_the_weekday_is_swapped_beside_the_dates(sahar, world):
    asked = plan(world, first_day="2027-01-14", weekdays=["1"], proposed_weekday="1")
    assert 'id="plan-weekdays" hx-swap-oob="true"' in words(sahar.post(NEW, asked, headers={"HX-Request": "true"}))
    asked["first_day"] = "2027-01-12"
    assert "plan-weekdays" not in words(sahar.post(NEW, asked, headers={"HX-Request": "true"}))


def test_what_is_saved_is_what_stood_in_the_form(sahar, world):
    sahar.post(NEW, plan(world, first_day="2027-01-14", proposed_weekday="1", count="2", save="yes"))
    assert days(Circle.objects.get(title="Ny cirkel")) == ["2027-01-19", "2027-01-26"]


def test_a_leader_twice_the_same_evening_is_a_sentence_and_the_form_stays(sahar, world):
    sahar.post(NEW, plan(world, save="yes"))
    again = sahar.post(NEW, plan(world, title="En till", room="Sal B", starts="19:00", ends="21:00", save="yes"))
    assert again.status_code == 422
    assert "Ledaren har andra träffar samtidigt som träff 1, 2, 3, 4, 5, 6." in words(again)
    assert 'value="Sal B"' in words(again)
    assert not Circle.objects.filter(title="En till").exists()


def test_a_near_meeting_elsewhere_is_a_remark_in_the_dates(sahar, world):
    sahar.post(NEW, plan(world, place="Linden", room="1", save="yes"))
    shown = sahar.post(NEW, plan(world, title="En till", place="Biblioteket", starts="21:00", ends="22:00"))
    assert "Mindre än en timme till Ny cirkel på Linden" in words(shown)
    sahar.post(NEW, plan(world, title="En till", place="Biblioteket", starts="21:00", ends="22:00", save="yes"))
    assert Circle.objects.filter(title="En till").exists()


def test_an_unapproved_leader_is_said_before_the_plan_is_saved(sahar, world):
    world.sahar.communicator.approvals.all().delete()
    shown = sahar.post(NEW, plan(world, association=world.organisations["sensus"].pk))
    assert "är inte godkänd av" in words(shown)


def test_what_is_to_be_booked_stands_on_every_session(sahar, world):
    sahar.post(NEW, plan(world, needs=["interpreter", "childcare"], save="yes"))
    circle = Circle.objects.get(title="Ny cirkel")
    assert set(circle.sessions.values_list("interpreter", "childcare")) == {("wanted", "wanted")}
    page = reverse("circles:circle_bookings", args=[circle.public_id])
    sent = {"s1-interpreter": "booked", "s1-childcare": "booked", "s1-childcare_until": "20:45"}
    assert sahar.post(page, sent).status_code == 302
    first = circle.sessions.get(ordinal=1)
    assert (first.interpreter, first.childcare, first.childcare_until) == ("booked", "booked", time(20, 45))
    wrong = sahar.post(page, {"s2-childcare_until": "20:45"})
    assert wrong.status_code == 422
    assert "Välj om barnpassningen är bokad, eller ta bort tiden." in words(wrong)
    for until in ("16:00", "17:30", "22:31"):
        sent = {"s2-childcare": "booked", "s2-childcare_until": until, "s3-interpreter": "booked"}
        wrong = sahar.post(page, sent)
        assert wrong.status_code == 422 and f'value="{until}"' in words(wrong)
        assert "Välj en tid efter 17.30 och senast 22.30." in words(wrong)
    for childcare in ("", "booked"):
        wrong = sahar.post(page, {"s2-childcare": childcare, "s2-childcare_until": "25:99"})
        assert wrong.status_code == 422 and 'value="25:99"' in words(wrong)
    assert not circle.sessions.filter(ordinal__gt=1, childcare="booked").exists()


def test_a_copy_stands_at_the_next_term_and_takes_the_queue_along(sahar, world):
    before = world.circle
    waiting = [cast.enrol(before, enrolled_at=timezone.now(), status="waiting") for _ in range(2)]
    page = sahar.get(reverse("circles:circle_copy", args=[before.public_id]))
    assert f'<form method="post" action="{NEW}"' in page.content.decode()
    form = page.context["form"]
    assert (form["weekdays"].value(), form["count"].value(), form["place"].value()) == (["0"], 10, "Mötesplats Linden")
    assert form["first_day"].value() > timezone.localdate()
    assert page.context["preview"].ok
    assert "2 personer väntar på plats" in words(page)
    sent = plan(
        world, weekdays=["0"], first_day="2027-01-11", copied_from=before.public_id, take_queue="on", save="yes"
    )
    sahar.post(NEW, sent)
    after = Circle.objects.get(title="Ny cirkel")
    assert [one.participant for one in after.enrolments.queue()] == [one.participant for one in waiting]
    assert not before.enrolments.filter(status=Enrolment.Status.WAITING).exists()


def test_a_strangers_circle_is_not_copied(client, world):
    client.force_login(world.nils)
    assert client.get(reverse("circles:circle_copy", args=[world.circle.public_id])).status_code == 404
    sent = plan(world, leader=world.nils.communicator.pk, municipality="1380", copied_from=world.circle.public_id)
    assert client.post(NEW, sent | {"save": "yes"}).status_code == 404


def test_the_programme_is_the_work_plan_and_without_one_it_is_written(sahar, world):
    sahar.post(NEW, plan(world, save="yes", count="2"))
    assert Circle.objects.get(title="Ny cirkel").work_plan_at is not None
    sahar.post(NEW, plan(world, title="Utan mall", programme="", starts="10:00", ends="12:00", save="yes"))
    circle = Circle.objects.get(title="Utan mall")
    page = reverse("circles:circle_detail", args=[circle.public_id])
    assert "Arbetsplanen saknas." in words(sahar.get(page))
    form = reverse("circles:circle_work_plan", args=[circle.public_id])
    assert sahar.post(form, {"work_plan": ""}).status_code == 422
    sahar.post(form, {"work_plan": "Sex samtal om vardagen."})
    assert "Arbetsplanen saknas." not in words(sahar.get(page))


def test_twenty_one_people_are_refused_with_a_sentence(sahar, world):
    for _ in range(7):
        cast.enrol(world.circle, enrolled_at=timezone.now() - timedelta(days=100))
    url = reverse("circles:person_enrol", args=[world.circle.public_id])
    refused = sahar.post(url, {"language": "prs"})
    assert "Cirkeln är full: högst 20 personer med ledaren." in words(refused)
    assert world.circle.enrolments.count() == 19
    assert sahar.post(url, {"language": "prs", "wait": "yes"}).status_code == 302
