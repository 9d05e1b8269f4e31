"""A communicator on a phone: plans, enrols, takes the register, counts the room."""

import re
from time import perf_counter

import pytest
from playwright.sync_api import expect

from circles.models import Attendance, Circle, Enrolment
from participants.models import Participant
from tests import cast
from tests.browser.conftest import TONIGHT

SAVED = re.compile(r"Sparat på servern \d\d:\d\d")


def tonight_of(circle):
    return circle.sessions.get(starts_at__date=TONIGHT.date())


def tiles(page):
    return page.locator("[data-tile]")


def in_state(page, state):
    return page.locator(f"[data-tile][data-state={state}]")


@pytest.fixture
def fifteen(world):
    """The cast's circle with fifteen people."""
    for _ in range(3):
        cast.enrol(world.circle, enrolled_at=TONIGHT)
    return world.circle


def test_a_circle_is_planned_from_a_template(world, visit):
    page = visit(world.sahar)
    page.goto("/circles/new/")
    page.get_by_label("Titel").fill("Vägar vidare 21")
    page.get_by_label("Första dag").fill("2027-01-18")
    page.get_by_role("button", name="Spara planen").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Vägar vidare 21")
    planned = Circle.objects.get(title="Vägar vidare 21")
    starts = {one.starts_at.astimezone(cast.STOCKHOLM).time() for one in planned.sessions.all()}
    assert planned.sessions.count() == 10 and len(starts) == 1, "the clock of the wall, before and after March"
    assert list(planned.leaders.all()) == [world.sahar.communicator]


def test_the_dates_follow_what_is_typed(world, visit):
    page = visit(world.sahar)
    page.goto("/circles/new/")
    page.get_by_label("Första dag").fill("2027-03-22")
    expect(page.locator("#plan-dates")).to_contain_text("22 mar")
    expect(page.locator("#plan-dates")).to_contain_text("Annandag påsk")
    assert not Circle.objects.exclude(pk__in=[world.circle.pk, world.halland_circle.pk]).exists()


def test_a_person_is_enrolled_and_gets_a_card_to_cut_out(world, visit):
    page = visit(world.sahar)
    page.goto(f"/circles/{world.circle.public_id}/people/new/")
    page.get_by_label("Födelseår").fill("1991")
    page.get_by_role("button", name="Skriv in och ge kort").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile(r"\d\d-[A-Z]"))
    assert Participant.objects.order_by("-pk").first().birth_band == 1990
    page.get_by_role("link", name="Skriv ut kortet").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"\w+ \w+"))
    assert Enrolment.objects.filter(circle=world.circle).count() == 13


def test_fifteen_people_in_seventeen_taps_and_thirty_seconds(fifteen, world, visit):
    """From tonight's card: open, a tap for each of fifteen, and on to the count of the room."""
    page = visit(world.sahar)
    posts = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.goto("/")
    began = perf_counter()
    page.get_by_role("link", name="Öppna närvaron").tap()
    expect(tiles(page)).to_have_count(15)
    for number in range(15):
        tiles(page).nth(number).tap()
    expect(in_state(page, "present")).to_have_count(15)
    expect(page.locator(".tile__saved", has_text=SAVED)).to_have_count(15)
    assert len(posts) <= 15, "a request a tap at most, and none besides"
    assert set(posts) == {f"{page.url.split('/sessions/')[0]}/sync/"}
    assert Attendance.objects.filter(session=tonight_of(fifteen), status="present").count() == 15
    expect(page.locator("#save-badge")).to_contain_text(SAVED)
    page.get_by_role("button", name="Räkna rummet").tap()
    expect(page).to_have_url(re.compile("/room/"))
    assert perf_counter() - began < 30, "seventeen taps: one to open, fifteen people, one to go on"


def test_everyone_here_then_the_two_who_are_not(fifteen, world, visit):
    """Three taps for a full room with two missing; one undo takes back one press."""
    page = visit(world.sahar)
    page.goto(f"/sessions/{tonight_of(fifteen).public_id}/register/")
    page.get_by_role("button", name="Alla här").tap()
    expect(in_state(page, "present")).to_have_count(15)
    tiles(page).nth(3).tap()
    expect(in_state(page, "absent")).to_have_count(1)
    page.get_by_role("button", name="Ångra").tap()
    expect(in_state(page, "present")).to_have_count(15)
    page.get_by_role("button", name="Ångra").tap()
    expect(in_state(page, "not_recorded")).to_have_count(15)
    page.reload()
    expect(in_state(page, "not_recorded")).to_have_count(15)


def test_holding_a_tile_offers_the_other_states(world, visit):
    page = visit(world.sahar)
    page.goto(f"/sessions/{tonight_of(world.circle).public_id}/register/")
    tile = tiles(page).first
    tile.dispatch_event("pointerdown")
    item = page.locator(".tile-menu[open]").get_by_role("button", name="Har meddelat")
    expect(item).to_be_visible()
    tile.dispatch_event("pointerup")
    item.tap()
    expect(in_state(page, "notified")).to_have_count(1)


def test_two_leaders_see_each_others_marks(world, visit):
    """Without a reload, within five seconds; and both marks are there in the end."""
    world.circle.leader_links.create(communicator=world.rami.communicator, part="co_leader")
    address = f"/sessions/{tonight_of(world.circle).public_id}/register/"
    hers, his = visit(world.sahar), visit(world.rami)
    hers.goto(address)
    his.goto(address)
    tiles(hers).nth(0).tap()
    tiles(his).nth(1).tap()
    expect(in_state(hers, "present")).to_have_count(2, timeout=5_000)
    expect(in_state(his, "present")).to_have_count(2, timeout=5_000)


def test_a_lost_race_shows_both_values(world, visit):
    session = tonight_of(world.circle)
    page = visit(world.sahar)
    page.goto(f"/sessions/{session.public_id}/register/")
    page.evaluate("Object.defineProperty(document, 'hidden', {value: true})")  # the phone was away: no polling
    first = world.circle.enrolments.order_by("enrolled_at", "pk").first()
    Attendance.objects.create(
        session=session, enrolment=first, status="absent", version=1, marked_at=TONIGHT, marked_by=world.rami
    )
    tiles(page).first.tap()
    conflict = page.locator(".tile-choice")
    expect(conflict).to_contain_text("Du valde Här")
    expect(conflict).to_contain_text("Inte här")
    conflict.get_by_role("button", name="Här", exact=True).tap()
    expect(in_state(page, "present")).to_have_count(1)


def test_the_evening_ends_with_head_count_and_study_hours(world, visit):
    session = tonight_of(world.circle)
    page = visit(world.sahar)
    page.goto(f"/sessions/{session.public_id}/register/")
    for number in range(5):
        tiles(page).nth(number).tap()
        expect(in_state(page, "present")).to_have_count(number + 1)
    page.get_by_role("button", name="Räkna rummet").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sätt resten till Inte här?")
    page.get_by_role("button", name="Ja, sätt dem till Inte här").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Räkna rummet")
    page.get_by_role("button", name="Ett barn till").tap()
    page.get_by_role("button", name="Klar med träffen").tap()
    expect(page).to_have_url(re.compile(r"/$"))
    session.refresh_from_db()
    marks = session.attendances.values_list("status", flat=True)
    assert sorted(marks) == ["absent"] * 7 + ["present"] * 5
    assert (session.status, session.adults_counted, session.children_counted) == ("held", 6, 1)
    assert session.study_hours == 4, "three hours are four study hours of 45 minutes"


def test_the_film_of_the_evening(world, visit):
    page = visit(world.sahar)
    page.goto(f"/sessions/{tonight_of(world.circle).public_id}/film/")
    page.get_by_label("Minuter ni såg").fill("9")
    page.get_by_role("button", name=re.compile("Spara")).tap()
    expect(page.get_by_text("Filmen är sparad")).to_be_visible()
    assert tonight_of(world.circle).films.get().minutes == 9


def test_a_session_is_cancelled_and_called_back(world, visit):
    coming = world.circle.sessions.get(ordinal=10)
    page = visit(world.sahar)
    page.goto(f"/sessions/{coming.public_id}/cancel/")
    page.get_by_label("Lokalen går inte att använda").check()
    page.get_by_role("button", name="Ställ in").tap()
    expect(page.get_by_text("Träff 10 är inställd")).to_be_visible()
    page.get_by_role("button", name="Ångra").tap()
    expect(page.get_by_text("Träff 10 gäller igen")).to_be_visible()
    coming.refresh_from_db()
    assert (coming.status, coming.cancel_reason) == ("planned", "")


def test_the_calendar_link_is_shown_once(world, visit):
    page = visit(world.sahar)
    page.goto("/calendar/")
    page.get_by_role("button", name=re.compile("länk", re.I)).first.tap()
    expect(page.locator("main")).to_contain_text(re.compile(r"/calendar/[\w-]{43}\.ics"))
    page.goto("/calendar/")
    expect(page.locator("main")).not_to_contain_text(".ics")


def test_hours_typed_while_an_answer_is_under_way_stay(fifteen, world, visit):
    page = visit(world.sahar)
    page.goto(f"/sessions/{tonight_of(fifteen).public_id}/room/")
    page.get_by_text("Ändra", exact=True).click()
    held = []
    page.route("**/room/", lambda route: held.append(route) if route.request.method == "POST" else route.continue_())
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_label("Rast i minuter").fill("30")
        page.get_by_role("spinbutton", name="Studietimmar").focus()
    page.get_by_role("spinbutton", name="Studietimmar").fill("2")
    with page.expect_response("**/room/"):
        held.pop().continue_()
    expect(page.locator("#room-hours")).to_contain_text("30")
    expect(page.get_by_role("spinbutton", name="Studietimmar")).to_have_value("2")
