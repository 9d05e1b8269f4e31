"""The feeds as three independent readers take them, beside `sessions --json`."""

import io
import json
from datetime import datetime, timedelta

import icalendar
import pytest
import time_machine
import vobject
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone
from ical.calendar_stream import IcsCalendarStream

from circles.actions.feeds import open_feed, revoke_feed
from circles.actions.leaders import end_leader, hand_over, swap_leader
from circles.actions.planning import cancel_session, move_session
from circles.models import CalendarFeed, Session
from organisations.models import Membership
from tests import cast


@pytest.fixture
def token(world):
    return open_feed(communicator=world.sahar.communicator, by=world.sahar)


@pytest.fixture
def url(token):
    return reverse("circles:feed", args=[token])


@pytest.fixture
def changed(world, circle):
    """One session moved by two days and two hours, one cancelled."""
    moved, cancelled = circle.sessions.get(ordinal=8), circle.sessions.get(ordinal=9)
    by = timedelta(days=2, hours=-2)
    move_session(session=moved, starts_at=moved.starts_at + by, ends_at=moved.ends_at + by, by=world.sahar)
    cancel_session(session=cancelled, reason_code="no_room", by=world.sahar)
    return moved, cancelled


def listed(email="sahar@ringar.example", **scope):
    out = io.StringIO()
    call_command("sessions", "--leader", email, "--json", stdout=out, **scope)
    return {row["id"]: row for row in json.loads(out.getvalue())}


def events(data):
    return {str(event["uid"]).split("@")[0]: event for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}


# Each reader's own view of a calendar: id → (start, end, whether cancelled), moments as ISO 8601 with their offset.
def by_icalendar(data):
    return {
        str(one["uid"]).split("@")[0]: (one["dtstart"].dt, one["dtend"].dt, one["status"] == "CANCELLED")
        for one in icalendar.Calendar.from_ical(data).walk("VEVENT")
    }


def by_vobject(data):
    return {
        one.uid.value.split("@")[0]: (one.dtstart.value, one.dtend.value, one.status.value == "CANCELLED")
        for one in vobject.readOne(data.decode()).vevent_list
    }


def by_ical(data):
    (calendar,) = IcsCalendarStream.from_ics(data.decode()).calendars
    return {
        one.uid.split("@")[0]: (one.dtstart, one.dtend, str(one.status).endswith("CANCELLED"))
        for one in calendar.events
    }


def said(read):
    return {key: (start.isoformat(), end.isoformat(), gone) for key, (start, end, gone) in read.items()}


def rows_said(rows):
    return {key: (row["start"], row["end"], row["status"] == "cancelled") for key, row in rows.items()}


@pytest.mark.parametrize("read", [by_icalendar, by_vobject, by_ical])
@pytest.mark.parametrize("month", [3, 10])
def test_each_reader_takes_what_the_command_lists_across_a_clock_change(world, client, month, read):
    """A series over the change, one meeting of it moved and one cancelled."""
    with time_machine.travel(datetime(2026, month, 1, 12, tzinfo=cast.STOCKHOLM), tick=False):
        over = cast.circle(
            world, "Klockan", leader=world.rami, first=datetime(2026, month, 5, 17, 30, tzinfo=cast.STOCKHOLM)
        )
        moved, cancelled = over.sessions.get(ordinal=4), over.sessions.get(ordinal=5)
        by = timedelta(days=2, hours=-2)
        move_session(session=moved, starts_at=moved.starts_at + by, ends_at=moved.ends_at + by, by=world.rami)
        cancel_session(session=cancelled, reason_code="no_room", by=world.rami)
        token = open_feed(communicator=world.rami.communicator, by=world.rami)
        data, rows = client.get(reverse("circles:feed", args=[token])).content, listed("rami@ringar.example")
    assert len(rows) == 10
    assert {row["start"][-6:] for row in rows.values()} == {"+01:00", "+02:00"}
    assert {row["status"] for row in rows.values()} == {"planned", "moved", "cancelled"}
    assert said(read(data)) == rows_said(rows)


@pytest.mark.parametrize("read", [by_icalendar, by_vobject, by_ical])
@pytest.mark.parametrize("scope", ["circle", "hub"])
def test_a_circle_and_a_hub_have_feeds_of_their_own(world, client, circle, changed, scope, read):
    token = open_feed(by=world.eva, **{scope: circle if scope == "circle" else world.skane})
    data = client.get(reverse(f"circles:feed_{scope}", args=[token])).content
    for other in {"feed", "feed_circle", "feed_hub"} - {f"feed_{scope}"}:
        assert client.get(reverse(f"circles:{other}", args=[token])).status_code == 404
    rows = listed("eva@ringar.example", **{scope: circle.title if scope == "circle" else world.skane.name})
    assert len(rows) == (10 if scope == "circle" else 20)
    assert said(read(data)) == rows_said(rows)
    assert (circle.title if scope == "circle" else world.skane.name) in data.decode()


@pytest.mark.parametrize(("who", "scope"), [("sahar", "circle"), ("eva", "circle"), ("eva", "hub")])
def test_a_shared_feed_ends_with_what_its_owner_may_see(world, client, circle, who, scope):
    owner = getattr(world, who)
    token = open_feed(by=owner, **{scope: circle if scope == "circle" else world.skane})
    url = reverse(f"circles:feed_{scope}", args=[token])
    assert client.get(url).status_code == 200
    if who == "sahar":
        end_leader(link=circle.leader_links.get(), by=world.eva)
    else:
        owner.memberships.update(ended_at=timezone.now())
    assert client.get(url).status_code == 404


def test_what_is_known_costs_two_queries_and_nothing_is_built(client, url, circle, django_assert_num_queries):
    etag = client.get(url)["ETag"]
    with django_assert_num_queries(2):
        assert client.get(url, headers={"If-None-Match": etag}).status_code == 304


def test_a_cancelled_meeting_leaves_the_calendar_and_its_etag_on_the_same_day(client, world, url, circle):
    gone = circle.sessions.get(ordinal=8)
    cancel_session(session=gone, reason_code="no_room", by=world.sahar)
    shown = timezone.localtime(gone.starts_at).replace(hour=12) + timedelta(days=30)
    with time_machine.travel(shown, tick=False):
        last = client.get(url)
    assert str(gone.public_id) in last.content.decode()
    with time_machine.travel(shown + timedelta(hours=13), tick=False):
        after = client.get(url, headers={"If-None-Match": last["ETag"]})
    assert (after.status_code, str(gone.public_id) in after.content.decode()) == (200, False)


def test_two_changes_within_a_second_are_both_seen_by_who_compares_seconds(client, world, url, circle):
    with time_machine.travel(timezone.now().replace(microsecond=100_000), tick=False) as clock:
        cancel_session(session=circle.sessions.get(ordinal=8), reason_code="no_room", by=world.sahar)
        seen = {"If-Modified-Since": client.get(url)["Last-Modified"]}
        clock.shift(timedelta(milliseconds=500))
        cancel_session(session=circle.sessions.get(ordinal=9), reason_code="no_room", by=world.sahar)
        assert client.get(url, headers=seen).status_code == 200


def test_a_session_that_a_substitute_leads_changes_calendars(client, world, url, circle):
    """It leaves the leader's and comes into the substitute's, which holds nothing else of the circle."""
    other = reverse("circles:feed", args=[open_feed(communicator=world.rami.communicator, by=world.rami)])
    taken = circle.sessions.get(ordinal=8)
    CalendarFeed.objects.update(updated_at=timezone.now() - timedelta(days=2))
    Session.objects.update(changed_at=timezone.now() - timedelta(days=2))
    seen = {"If-Modified-Since": client.get(url)["Last-Modified"]}
    swap_leader(session=taken, substitute=world.rami.communicator, by=world.eva)
    answer = client.get(url, headers=seen)
    assert str(taken.public_id) not in events(answer.content)
    assert set(events(client.get(other).content)) == {str(taken.public_id)}


def test_moved_keeps_its_uid_and_raises_its_sequence(client, url, changed):
    moved, cancelled = changed
    read = events(client.get(url).content)
    assert read[str(moved.public_id)]["sequence"] == 1
    assert read[str(moved.public_id)]["status"] == "CONFIRMED"
    assert read[str(cancelled.public_id)]["status"] == "CANCELLED"
    assert str(read[str(cancelled.public_id)]["summary"]).startswith("INSTÄLLD: ")


def test_titles_are_neutral_and_nothing_secret_follows(client, url, circle):
    text = client.get(url).content.decode()
    assert "Vägar vidare 40\\, träff 6 av 10" in text
    assert "Tema 6" not in text
    assert "447182" not in text


def test_the_command_writes_the_same_calendar(client, url, circle):
    out = io.StringIO()
    call_command("calendar_feed", "sahar@ringar.example", stdout=out)
    assert events(out.getvalue()).keys() == events(client.get(url).content).keys()


@pytest.mark.parametrize("command", [("calendar_feed", "nobody@ringar.example"), ("sessions", "--leader", "x@y.z")])
def test_a_command_for_nobody_says_so(db, command):
    with pytest.raises(CommandError):
        call_command(*command)


def test_only_the_hash_is_kept(world, token):
    feed = CalendarFeed.objects.get()
    assert token not in str(CalendarFeed.objects.values().get())
    assert (len(token), len(feed.token_hash)) == (43, 64)


def test_an_etag_answers_304_until_something_changes(client, world, url, circle):
    first = client.get(url)
    assert first["Cache-Control"] == "private, max-age=3600"
    again = client.get(url, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    cancel_session(session=circle.sessions.get(ordinal=8), reason_code="no_room", by=world.sahar)
    assert client.get(url, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_last_modified_answers_304_until_something_changes(client, world, url, circle):
    Session.objects.update(changed_at=timezone.now() - timedelta(days=2))
    CalendarFeed.objects.update(updated_at=timezone.now() - timedelta(days=2))
    first = client.get(url)
    seen = {"If-Modified-Since": first["Last-Modified"]}
    assert client.get(url, headers=seen).status_code == 304
    cancel_session(session=circle.sessions.get(ordinal=8), reason_code="no_room", by=world.sahar)
    assert client.get(url, headers=seen).status_code == 200


def test_a_circle_that_was_handed_over_leaves_the_calendar(client, world, url, circle):
    seen = {"If-Modified-Since": client.get(url)["Last-Modified"]}
    hand_over(leader=world.sahar.communicator, to=world.rami.communicator, by=world.eva)
    answer = client.get(url, headers=seen)
    assert answer.status_code == 200
    assert events(answer.content) == {}


def test_a_reading_is_remembered(client, url, circle):
    assert CalendarFeed.objects.get().last_read_at is None
    client.get(url)
    assert CalendarFeed.objects.get().last_read_at is not None


def test_a_closed_or_replaced_link_is_a_404(client, world, url):
    revoke_feed(communicator=world.sahar.communicator, by=world.sahar)
    assert client.get(url).status_code == 404
    new = open_feed(communicator=world.sahar.communicator, by=world.sahar)
    assert client.get(url).status_code == 404
    assert client.get(reverse("circles:feed", args=[new])).status_code == 200


def test_a_wrong_token_is_a_404(client, db):
    assert client.get(reverse("circles:feed", args=["A" * 43])).status_code == 404


@pytest.mark.parametrize("ended", ["membership", "sign_in"])
def test_a_feed_ends_with_its_person(client, world, url, ended):
    if ended == "membership":
        Membership.objects.filter(user=world.sahar).update(ended_at=timezone.now())
    else:
        type(world.sahar).objects.filter(pk=world.sahar.pk).update(is_active=False)
    assert client.get(url).status_code == 404


def test_a_feed_changes_nothing_by_post(client, url):
    assert client.post(url).status_code in (403, 405)


def test_the_link_is_shown_once_and_the_page_says_when_it_was_read(client, world, circle):
    client.force_login(world.sahar)
    page = client.post(reverse("circles:feed_open"))
    link = page.context["link"]
    assert link in page.content.decode()
    assert page["Cache-Control"] == "no-store"
    assert client.get(link).status_code == 200
    later = client.get(reverse("circles:calendar")).content.decode()
    assert link.rsplit("/", 1)[1] not in later
    assert "Kalendern lästes senast för" in later
    cancel_session(session=circle.sessions.get(ordinal=8), reason_code="no_room", by=world.sahar)
    assert "En träff har ändrats sedan dess." in client.get(reverse("circles:calendar")).content.decode()


def test_who_leads_nothing_has_no_calendar(client, world):
    client.force_login(world.convener)
    assert client.get(reverse("circles:calendar")).status_code == 404
    assert client.post(reverse("circles:feed_open")).status_code == 404
