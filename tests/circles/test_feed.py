"""The feed as two independent parsers read it, beside `sessions --json`."""

import io
import json
from datetime import datetime, timedelta

import icalendar
import pytest
import vobject
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from circles.actions.feeds import open_feed, revoke_feed
from circles.actions.leaders import hand_over
from circles.actions.planning import cancel_session, move_session
from circles.models import CalendarFeed, Session
from organisations.models import Membership


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


def listed(email="sahar@ringar.example"):
    out = io.StringIO()
    call_command("sessions", "--leader", email, "--json", stdout=out)
    return {row["id"]: row for row in json.loads(out.getvalue())}


def events(data):
    return {str(event["uid"]).split("@")[0]: event for event in icalendar.Calendar.from_ical(data).walk("VEVENT")}


def test_both_parsers_read_what_the_command_lists_across_the_clock_change(client, url, changed):
    data, rows = client.get(url).content, listed()
    read = events(data)
    assert set(read) == set(rows)
    assert len({row["start"][-6:] for row in rows.values()}) == 2  # summer and winter
    for key, row in rows.items():
        assert read[key]["dtstart"].dt == datetime.fromisoformat(row["start"])
        assert read[key]["dtend"].dt == datetime.fromisoformat(row["end"])
    for event in vobject.readOne(data.decode()).vevent_list:
        row = rows[event.uid.value.split("@")[0]]
        assert event.dtstart.value.isoformat() == row["start"]
        assert event.dtend.value.isoformat() == row["end"]


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
    assert "4471" not in text


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
    client.force_login(world.eva)
    assert client.get(reverse("circles:calendar")).status_code == 404
    assert client.post(reverse("circles:feed_open")).status_code == 404
