"""The totals of a circle: compared, signed, corrected in versions, opened again, checked."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from circles.actions.enrolment import report_in_grant
from circles.actions.lists import check_list, reopen_list, sign_list
from circles.actions.planning import cancel_session, restore_session
from circles.actions.register import Wanted, mark, mark_many
from circles.models import Attendance, Circle, ListVersion, Session
from circles.rules.verdict import Refused
from circles.totals import totals_of
from tests import cast

AFTER = datetime(2026, 12, 1, 9, tzinfo=cast.STOCKHOLM)


@pytest.fixture
def ended(world):
    """A circle of five held meetings: four people came to all, a fifth to one; the third meeting had two people."""
    with time_machine.travel(AFTER, tick=False):
        circle = cast.circle(world, "Slut", leader=world.sahar, people=5, sessions=5)
        world.sahar.communicator.approvals.update(decided_on=date(2024, 1, 1))
        seats = list(circle.enrolments.order_by("pk"))
        for session in circle.sessions.all():
            here = seats[:1] if session.ordinal == 3 else seats[:4] + (seats[4:] if session.ordinal == 1 else [])
            Attendance.objects.bulk_create(
                Attendance(session=session, enrolment=seat, status="present", marked_at=AFTER) for seat in here
            )
        circle.sessions.update(status="held", study_hours=4, register_closed_at=AFTER, adults_counted=6)
        Circle.objects.filter(pk=circle.pk).update(status="ended", work_plan_at=AFTER - timedelta(days=100))
        circle.refresh_from_db()
        yield circle


def test_both_counts_of_meetings_hours_and_people(ended):
    assert totals_of(ended).figures == {
        "met": 5, "reportable": 4, "hours": 20, "reportable_hours": 16,
        "people_met": 5, "people_counted": 4, "person_hours": 64,
    }  # fmt: skip


def test_who_is_left_out_comes_like_anybody_and_is_in_no_figure(world, ended):
    report_in_grant(enrolment=ended.enrolments.order_by("pk")[0], included=False, by=world.sahar)
    figures = totals_of(ended).figures
    assert (figures["people_met"], figures["people_counted"], figures["reportable"]) == (5, 3, 4)


def test_hours_beyond_480_in_the_year_are_not_reported(world, ended):
    person = ended.enrolments.order_by("pk")[0].participant
    other = cast.circle(world, "Annan", leader=world.rami, sessions=20)
    seat = other.enrolments.create(participant=person, enrolled_at=AFTER)
    other.sessions.update(status="held", study_hours=24)
    for session in other.sessions.all():
        Attendance.objects.create(session=session, enrolment=seat, status="present", marked_at=AFTER)
    last = other.sessions.last()
    Session.objects.filter(pk=last.pk).update(study_hours=14)  # 19 × 24 + 14 = 470, some of them next year
    elsewhere = sum(one.study_hours for one in other.sessions.all() if one.starts_at.year == 2026)
    found = next(one for one in totals_of(ended).people if one.seat.participant == person)
    assert found.reported == max(0, min(16, 480 - elsewhere))


def test_an_unapproved_leader_at_a_meeting_takes_only_that_meeting(world, ended):
    """Approved since the fourth meeting: the first ones don't count; a substitute stands for her own meeting."""
    fourth = ended.sessions.get(ordinal=4)
    world.sahar.communicator.approvals.update(decided_on=timezone.localdate(fourth.starts_at))
    assert [one.counts for one in totals_of(ended).meetings] == [False, False, False, True, True]
    world.rami.communicator.approvals.all().delete()
    Session.objects.filter(pk=fourth.pk).update(substitute=world.rami.communicator)
    assert [one.counts for one in totals_of(ended).meetings] == [False, False, False, False, True]


def test_hours_that_nobody_confirmed_are_not_reported(ended):
    ended.sessions.filter(ordinal=5).update(study_hours=None)
    assert totals_of(ended).reportable == 3


def test_signing_asks_for_the_comparison_and_makes_version_one(world, ended):
    with pytest.raises(Refused, match="not_compared"):
        sign_list(circle=ended, by=world.sahar, compared=False)
    version = sign_list(circle=ended, by=world.sahar, compared=True)
    ended.refresh_from_db()
    assert (ended.status, version.number, version.totals["reportable_hours"]) == ("signed", 1, 16)


def test_a_signed_list_is_locked_and_a_correction_is_a_version_with_its_reason(world, ended):
    sign_list(circle=ended, by=world.sahar, compared=True)
    session, seat = ended.sessions.get(ordinal=2), ended.enrolments.order_by("pk")[4]
    with pytest.raises(Refused, match="list_signed"):
        mark(session=session, enrolment=seat, status="present", by=world.sahar)
    for change in (cancel_session, restore_session):
        with pytest.raises(Refused, match="list_locked"):
            change(session=session, by=world.sahar, **({"reason_code": "other"} if change is cancel_session else {}))
    mark_many(session=session, wanted=[Wanted(seat, "present")], by=world.sahar, correction="paper_says")
    latest = ended.list_versions.last()
    assert (latest.number, latest.kind, latest.reason) == (2, "corrected", "paper_says")


def test_a_coordinator_opens_it_again_with_a_reason_and_the_leader_signs_anew(world, ended):
    sign_list(circle=ended, by=world.sahar, compared=True)
    ended.refresh_from_db()
    reopen_list(circle=ended, by=world.eva, reason_code="hours_differ")
    ended.refresh_from_db()
    assert ended.status == "ended"
    sign_list(circle=ended, by=world.sahar, compared=True)
    ended.refresh_from_db()
    check_list(circle=ended, by=world.eva)
    kinds = list(ended.list_versions.values_list("number", "kind", "reason"))
    assert kinds == [(1, "signed", ""), (2, "reopened", "hours_differ"), (3, "signed", ""), (4, "checked", "")]
    with pytest.raises(Refused, match="not_signed"):
        reopen_list(circle=Circle.objects.get(pk=ended.pk), by=world.eva, reason_code="other")


def test_the_pages_carry_it_through(client, world, ended):
    page, args = reverse("circles:circle_totals", args=[ended.public_id]), [ended.public_id]
    client.force_login(world.sahar)
    assert "Jag har jämfört med studieförbundets e-lista" in client.get(page).content.decode()
    refused = client.post(reverse("circles:list_sign", args=args), follow=True)
    assert "Jämför med e-listan och kryssa i rutan först." in refused.content.decode()
    client.post(reverse("circles:list_sign", args=args), {"compared": "yes"})
    assert client.post(reverse("circles:list_check", args=args)).status_code == 404
    client.force_login(world.eva)
    assert client.post(reverse("circles:list_reopen", args=args)).status_code == 422
    client.post(reverse("circles:list_reopen", args=args), {"reason": "people_differ"})
    assert ListVersion.objects.filter(reason="people_differ").exists()


def test_an_officer_sees_counts_and_no_cards(client, world, ended):
    client.force_login(world.officer)
    page = client.get(reverse("circles:circle_totals", args=[ended.public_id])).content.decode()
    assert "Träff för träff" in page
    assert "Kort för kort" not in page
    assert "häger" not in page


def test_an_officer_opens_or_checks_what_her_first_page_counts(client, world, ended):
    sign_list(circle=ended, by=world.sahar, compared=True)
    args = [ended.public_id]
    client.force_login(world.officer)
    assert [row.pk for row in client.get("/").context["page"].signed.rows] == [ended.pk]
    assert "Öppna summeringen" in client.get(reverse("circles:circle_detail", args=args)).content.decode()
    assert "Listan stämmer" in client.get(reverse("circles:circle_totals", args=args)).content.decode()
    client.post(reverse("circles:list_reopen", args=args), {"reason": "people_differ"})
    ended.refresh_from_db()
    assert ended.status == "ended"
    sign_list(circle=ended, by=world.sahar, compared=True)
    client.post(reverse("circles:list_check", args=args))
    ended.refresh_from_db()
    assert (ended.status, ended.list_versions.last().by) == ("checked", world.officer)


def test_nobody_signs_checks_or_opens_by_the_side_door(client, world, ended):
    for who, status in ((world.sahar, "signed"), (world.eva, "checked"), (world.eva, "ended"), (world.sahar, "ended")):
        client.force_login(who)
        client.post(reverse("circles:status", args=[ended.public_id]), {"status": status})
        ended.refresh_from_db()
        assert ended.status == "ended"
    assert not ListVersion.objects.exists()
