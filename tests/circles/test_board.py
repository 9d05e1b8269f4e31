"""Substitutes: the open board, swaps, and the card for one evening."""

import re
from datetime import datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from circles.actions.enrolment import room_for_one_more
from circles.actions.leaders import add_leader, end_leader, end_substitutes, give_back, swap_leader, take_session
from circles.actions.planning import add_session, ask_for_substitute, cancel_session, move_session
from circles.actions.tonight import make_link
from circles.models import Circle, Session, SessionFilm, TonightLink
from circles.rules.verdict import Refused
from circles.sync import for_phone
from materials.models import FilmVersion
from tests import cast

NOON = datetime(2026, 9, 21, 12, tzinfo=cast.STOCKHOLM)  # the day of the third meeting of the cast's circle


@pytest.fixture
def wanted(world):
    """The fourth meeting of Sahar's circle, which wants a leader."""
    with time_machine.travel(NOON, tick=False):
        session = world.circle.sessions.get(ordinal=4)
        ask_for_substitute(session=session, by=world.sahar)
        session.refresh_from_db()
        yield session


def own_meeting(world, session, *, minutes_before: int, place="Biblioteket"):
    """A meeting of Rami's that ends so long before `session` begins."""
    ends = session.starts_at - timedelta(minutes=minutes_before)
    other = cast.circle(world, "Ramis", leader=world.rami, sessions=1)
    other.sessions.update(starts_at=ends - timedelta(hours=2), ends_at=ends)
    Circle.objects.filter(pk=other.pk).update(place=place)


def take(world, session, **how):
    return take_session(session=session, by=world.rami, **how)


def test_a_volunteer_sees_the_circle_from_now_on_and_leads_the_meeting(world, wanted):
    taken = take(world, wanted)
    assert (taken.substitute, taken.substitute_wanted_at) == (world.rami.communicator, None)
    assert world.circle in Circle.objects.visible_to(world.rami)


def test_the_second_volunteer_is_told_so(world, wanted):
    take(world, wanted)
    other = cast.communicator(world, "Amal Andra", world.skane, "ar")
    with pytest.raises(Refused, match="already_taken"):
        take_session(session=wanted, by=other)


def test_a_true_clash_blocks_whatever_she_says(world, wanted):
    own_meeting(world, wanted, minutes_before=-30)
    with pytest.raises(Refused, match="leader_busy"):
        take(world, wanted, accepts_near=True)


def test_a_coordinator_adds_no_substitute_who_is_elsewhere_then(client, world, wanted):
    own_meeting(world, wanted, minutes_before=-30)
    client.force_login(world.eva)
    asked = {"communicator": world.rami.communicator.pk, "part": "substitute"}
    answer = client.post(reverse("circles:leaders", args=[world.circle.public_id]), asked)
    assert answer.status_code == 422
    assert "Ledaren har en annan träff då" in answer.content.decode()
    assert not world.circle.leader_links.filter(communicator=world.rami.communicator).exists()


def test_a_near_one_elsewhere_asks_first(world, wanted):
    own_meeting(world, wanted, minutes_before=30)
    with pytest.raises(Refused, match="leader_near"):
        take(world, wanted)
    assert take(world, wanted, accepts_near=True).substitute == world.rami.communicator


def test_the_board_shows_what_hinders_and_not_the_title(client, world, wanted):
    own_meeting(world, wanted, minutes_before=30)
    client.force_login(world.rami)
    page = client.get(reverse("circles:board"))
    (row,) = page.context["rows"]
    assert (row.session, row.state) == (wanted, "near")
    assert "Jag hinner, ta träffen" in page.content.decode()
    assert world.circle.title not in page.content.decode()
    client.post(reverse("circles:session_take", args=[wanted.public_id]), {"near": "yes"})
    assert not client.get(reverse("circles:board")).context["rows"]


def test_the_board_is_the_hubs_and_not_for_who_leads_the_circle(client, world, wanted):
    for person in (world.sahar, world.nils):
        client.force_login(person)
        assert client.get(reverse("circles:board")).context["rows"] == []
    client.force_login(world.nils)
    assert client.post(reverse("circles:session_take", args=[wanted.public_id])).status_code == 404


def test_the_substitute_can_give_the_meeting_back(world, wanted):
    take(world, wanted)
    again = give_back(session=wanted, by=world.rami)
    assert again.substitute is None
    assert again.substitute_wanted_at is not None


def in_circle(world) -> bool:
    return world.circle in Circle.objects.visible_to(world.rami)


@pytest.mark.parametrize("how", ["given back", "given to another"])
def test_who_gives_the_meeting_back_keeps_nothing(client, world, wanted, how):
    take(world, wanted)
    if how == "given back":
        client.force_login(world.rami)
        answer = client.post(reverse("circles:session_give_back", args=[wanted.public_id]), follow=True)
        assert answer.redirect_chain == [(reverse("circles:board"), 302)]
    else:
        other = cast.communicator(world, "Amal Andra", world.skane, "ar")
        swap_leader(session=wanted, substitute=other.communicator, by=world.eva)
    assert not in_circle(world)
    assert not Session.objects.visible_with_people(world.rami).filter(circle=world.circle).exists()
    assert for_phone(world.rami, timezone.now())["registers"] == []


def test_who_gives_one_of_two_back_keeps_the_other(world, wanted):
    fifth = world.circle.sessions.get(ordinal=5)
    take(world, wanted)
    swap_leader(session=fifth, substitute=world.rami.communicator, by=world.eva)
    give_back(session=fifth, by=world.rami)
    assert in_circle(world)
    assert end_substitutes(timezone.localdate(wanted.starts_at) + timedelta(days=8)) == 1


def test_who_leads_all_meetings_keeps_the_circle_when_one_is_given_back(world, wanted):
    add_leader(circle=world.circle, communicator=world.rami.communicator, part="substitute", by=world.eva)
    give_back(session=wanted, by=world.rami)
    assert in_circle(world)


def test_a_substitute_works_with_her_own_meeting_alone(client, world, wanted):
    take(world, wanted)
    client.force_login(world.rami)
    third = world.circle.sessions.get(ordinal=3)
    for name in ("register", "session_cancel", "session_move"):
        assert client.get(reverse(f"circles:{name}", args=[third.public_id])).status_code == 404
    for name in ("edit", "session_add", "leaders"):
        assert client.get(reverse(f"circles:{name}", args=[world.circle.public_id])).status_code == 404
    assert client.get(reverse("circles:circle_detail", args=[world.circle.public_id])).status_code == 200
    assert client.get(reverse("circles:people", args=[world.circle.public_id])).status_code == 200
    assert client.get(reverse("circles:person_enrol", args=[world.circle.public_id])).status_code == 200
    with time_machine.travel(wanted.starts_at, tick=False):
        client.force_login(world.rami)
        assert client.get(reverse("circles:register", args=[wanted.public_id])).status_code == 200
        held = for_phone(world.rami, timezone.now())["registers"]
        assert [one["session"] for one in held] == [str(wanted.public_id)]


def test_what_her_pages_lead_to_opens_for_a_substitute(client, world, wanted):
    take(world, wanted)
    client.force_login(world.rami)
    third = world.circle.sessions.get(ordinal=3)
    pages = [reverse("circles:circle_detail", args=[world.circle.public_id])]
    pages += [reverse("circles:session", args=[one.public_id]) for one in (third, wanted)]
    for page in pages:
        for link in set(re.findall(r'href="(/circles/[^"#]*)"', client.get(page).content.decode())):
            assert client.get(link).status_code == 200, (page, link)


def test_a_meeting_that_moves_takes_its_substitute_along(world, wanted):
    take(world, wanted)
    later = wanted.starts_at + timedelta(days=30)
    move_session(session=wanted, starts_at=later, ends_at=later + timedelta(hours=3), by=world.sahar)
    assert end_substitutes(timezone.localdate(later)) == 0


def test_no_meeting_is_added_beside_one_that_a_substitute_leads(client, world, wanted):
    take(world, wanted)
    with pytest.raises(Refused, match="circle_busy"):
        add_session(circle=world.circle, starts_at=wanted.starts_at, ends_at=wanted.ends_at, by=world.sahar)
    client.force_login(world.sahar)
    start = timezone.localtime(wanted.starts_at)
    typed = {"day": start.date().isoformat(), "starts": f"{start:%H:%M}", "ends": "20:30"}
    address = reverse("circles:session_add", args=[world.circle.public_id])
    remark = client.post(address, typed, headers={"HX-Request": "true"}).content.decode()
    assert "Cirkeln har redan en träff då" in remark


def test_a_substitute_leaves_the_circle_a_week_after_the_meeting(world, wanted):
    take(world, wanted)
    day = timezone.localdate(wanted.starts_at)
    assert end_substitutes(day + timedelta(days=7)) == 0
    assert end_substitutes(day + timedelta(days=8)) == 1
    assert world.circle not in Circle.objects.visible_to(world.rami)


def test_who_stops_leaves_her_meetings_to_the_board(world, wanted):
    take(world, wanted)
    end_leader(link=world.circle.leader_links.get(communicator=world.rami.communicator), by=world.eva)
    wanted.refresh_from_db()
    assert wanted.substitute is None
    assert wanted.substitute_wanted_at is not None


def test_staff_get_a_letter_when_the_swap_is_saved(world, wanted, mailoutbox, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        swap_leader(session=wanted, substitute=world.rami.communicator, by=world.eva)
    assert {one.to[0] for one in mailoutbox} == {"sahar@ringar.example", "rami@ringar.example"}
    assert "Rami" in mailoutbox[0].body
    assert "Tema 4" not in mailoutbox[0].body + mailoutbox[0].subject


def test_a_substitute_of_one_meeting_takes_no_seat_of_the_twenty(world, wanted):
    """Nineteen and their leader are twenty; the substitute comes in the leader's place."""
    world.circle.capacity = 60
    world.circle.save()
    take(world, wanted)
    for _ in range(18 - world.circle.enrolments.count()):
        cast.enrol(world.circle, enrolled_at=timezone.now())
    assert room_for_one_more(world.circle).ok
    cast.enrol(world.circle, enrolled_at=timezone.now())
    assert not room_for_one_more(world.circle).ok


# --- The card for one evening ---
@pytest.fixture
def evening(world):
    with time_machine.travel(NOON, tick=False):
        yield world.circle.sessions.get(ordinal=3)


def card(client, token):
    return client.get(reverse("circles:tonight", args=[token]))


def test_the_card_has_plan_room_film_and_cards_and_no_door_code(client, world, evening):
    Circle.objects.filter(pk=world.circle.pk).update(door_code="447182")
    version = FilmVersion.objects.first()
    SessionFilm.objects.create(session=world.circle.sessions.get(ordinal=2), version=version, minutes=7)
    hidden = world.circle.enrolments.first().participant
    hidden.is_protected = True
    hidden.save()
    page = card(client, make_link(session=evening, by=world.sahar))
    text = page.content.decode().replace("<bdi>", "").replace("</bdi>", "")
    assert (page.status_code, page["Cache-Control"], page["Referrer-Policy"]) == (200, "no-store", "no-referrer")
    assert "ni stannade vid 7 min" in text
    assert "Rum 2" in text
    assert text.count('class="code-card-full ') == 11
    assert "1 kort visas inte här" in text
    assert "447182" not in text
    assert "Sahar" not in text


def test_the_link_dies_at_midnight_with_a_sentence(client, world, evening):
    token = make_link(session=evening, by=world.sahar)
    with time_machine.travel(NOON.replace(hour=23, minute=59), tick=False):
        assert card(client, token).status_code == 200
    with time_machine.travel(NOON.replace(hour=0) + timedelta(days=1), tick=False):
        dead = card(client, token)
    assert dead.status_code == 404
    assert "Be ledaren om en ny länk." in dead.content.decode()


@pytest.mark.parametrize("how", ["new", "closed", "cancelled", "wrong"])
def test_every_dead_link_reads_the_same(client, world, evening, how):
    token = make_link(session=evening, by=world.sahar)
    if how == "new":
        make_link(session=evening, by=world.sahar)
    elif how == "closed":
        client.force_login(world.sahar)
        client.post(reverse("circles:tonight_close", args=[evening.public_id]))
        client.logout()
    elif how == "cancelled":
        cancel_session(session=evening, reason_code="no_room", by=world.sahar)
    else:
        token = "A" * 43
    dead = card(client, token)
    assert (dead.status_code, "Kortet gäller inte längre" in dead.content.decode()) == (404, True)


def test_only_the_hash_is_kept_and_a_reading_is_noted(client, world, evening):
    token = make_link(session=evening, by=world.sahar)
    assert token not in str(TonightLink.objects.values().get())
    assert len(token) == 43
    card(client, token)
    assert TonightLink.objects.get().last_opened_at is not None
    assert client.post(reverse("circles:tonight", args=[token])).status_code in (403, 405)


@pytest.mark.parametrize(("days", "code"), [(-2, "card_too_early"), (1, "session_over")])
def test_a_card_is_made_from_the_day_before(world, evening, days, code):
    with time_machine.travel(NOON + timedelta(days=days), tick=False), pytest.raises(Refused, match=code):
        make_link(session=evening, by=world.sahar)
