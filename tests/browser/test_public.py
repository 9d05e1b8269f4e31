"""A participant with a phone: finds the next meeting in her language, and answers with a slip. Nobody signs in."""

import re

import pytest
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import expect

from circles.actions.circle_pages import change_link, edit_page, open_page
from circles.actions.slips import hand_out_slips
from circles.models import Attendance, CirclePage
from circles.public_page.languages import CODES, language
from tests.browser.conftest import DESKTOP, NARROW, PHONE, TONIGHT
from tests.browser.pages import LOOKED_FOR, Axe


@pytest.fixture
def page_of_circle(world):
    cache.clear()
    page = open_page(circle=world.circle, by=world.sahar)
    return edit_page(
        page=page,
        by=world.sahar,
        way="Buss 5 till Lindens torg.\nDen gröna dörren.",
        expect="Vi börjar med te.",
        has_childcare=True,
        has_coffee=True,
        is_step_free=True,
        shows_themes=True,
    )


@pytest.fixture
def slip(world):
    seat = world.circle.enrolments.order_by("pk").first()
    return hand_out_slips(circle=world.circle, seats=[seat], by=world.sahar)[0][1]


def address(page, name="public_page") -> str:
    return reverse(f"circles:{name}", args=[page.link])


def whole(page, direction) -> list[str]:
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = [violation["id"] for violation in Axe().run(page).response["violations"]] + page.evaluate(LOOKED_FOR)
    return found + ([] if page.evaluate("document.documentElement.dir") == direction else ["direction"])


@pytest.mark.parametrize("size", [NARROW, PHONE, DESKTOP], ids=["narrow", "phone", "desktop"])
def test_both_pages_are_whole_in_every_language(page_of_circle, visit, size):
    page = visit(size=size)
    found = []
    for code in CODES:
        for name in ("public_page", "public_answer"):
            page.goto(f"{address(page_of_circle, name)}?l={code}")
            found += [f"{name} {code}: {fault}" for fault in whole(page, language(code).direction)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize("code", ["ar", "ti"])
def test_from_the_invitation_to_an_answer(page_of_circle, slip, world, visit, code):
    words = language(code).words
    page = visit(size=PHONE)
    page.context.clear_cookies()
    page.goto(f"{address(page_of_circle)}?l={code}")
    expect(page.get_by_role("heading", level=2).first).to_contain_text(language(code).day(TONIGHT))
    expect(page.locator("html")).to_have_attribute("dir", language(code).direction)
    with page.expect_download() as fetched:
        page.get_by_role("link", name=words["add_next"]).tap()
    assert fetched.value.suggested_filename == "calendar.ics"
    page.get_by_role("link", name=words["answer"]).tap()
    page.get_by_role("radio", name=words["away"]).check()
    page.get_by_role("textbox").fill(slip.lower())
    page.get_by_role("button", name=words["send"]).tap()
    expect(page.get_by_role("status")).to_contain_text(words["done_away_after"])
    assert Attendance.objects.get().status == "notified"
    assert page.context.cookies() == []


def test_another_language_is_two_taps_away_and_stays(page_of_circle, visit):
    page = visit(size=PHONE)
    page.goto(f"{address(page_of_circle)}?l=sv")
    page.get_by_role("navigation").locator("summary").tap()
    page.get_by_role("link", name="ትግርኛ").tap()
    expect(page.locator("html")).to_have_attribute("lang", "ti")
    page.get_by_role("link", name=language("ti").words["answer"]).tap()
    expect(page.locator("html")).to_have_attribute("lang", "ti")


def test_who_comes_without_a_language_meets_all_of_them_open(page_of_circle, visit):
    page = visit(size=PHONE)
    page.goto(address(page_of_circle))
    for code in CODES:
        expect(page.get_by_role("link", name=language(code).name, exact=True)).to_be_visible()


def test_a_scanned_slip_fills_the_code_and_leaves_no_trace_in_the_address(page_of_circle, slip, visit):
    page = visit(size=PHONE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address(page_of_circle, 'public_answer')}?language=ti#{slip}")
    expect(page.get_by_role("textbox")).to_have_value(f"{slip[:4]} {slip[4:]}")
    assert slip not in page.url
    assert not [url for url in asked if slip in url.split("#")[0]]


def test_a_wrong_code_is_answered_beside_it(page_of_circle, visit, watch):
    watch.expect("422")
    page = visit(size=PHONE)
    page.goto(f"{address(page_of_circle, 'public_answer')}?l=ar")
    page.get_by_role("radio", name=language("ar").words["care"]).check()
    page.get_by_role("textbox").fill("ACDE 2346")
    page.get_by_role("button", name=language("ar").words["send"]).tap()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text(language("ar").words["wrong_code"])
    expect(alert).to_be_focused()
    expect(page.get_by_role("textbox")).to_have_value("ACDE 2346")
    expect(page.get_by_role("radio", name=language("ar").words["care"])).to_be_checked()
    assert not whole(page, "rtl")


def test_without_script(page_of_circle, slip, visit):
    page = visit(size=PHONE, javascript=False)
    page.goto(f"{address(page_of_circle)}?l=uk")
    page.get_by_role("link", name=language("uk").words["answer"]).click()
    page.get_by_role("radio", name=language("uk").words["care"]).check()
    page.get_by_role("textbox").fill(slip)
    page.get_by_role("button", name=language("uk").words["send"]).click()
    expect(page.get_by_role("status")).to_contain_text(language("uk").words["thanks"])


def test_a_dead_link_is_answered_kindly(page_of_circle, world, visit, watch):
    watch.expect("404")
    old = address(page_of_circle)
    change_link(page=page_of_circle, by=world.sahar)
    page = visit(size=PHONE)
    page.goto(f"{old}?l=ti")
    expect(page.get_by_role("heading", level=1)).to_contain_text(language("ti").words["closed"])
    assert not whole(page, "ltr")


VOICES = """
  const said = []; window.said = said;
  const voice = { lang: "ar-SA", localService: true, name: "x" };
  class Utterance { constructor(text) { this.text = text; } addEventListener() {} }
  window.SpeechSynthesisUtterance = Utterance;
  Object.defineProperty(window, "speechSynthesis", { value: {
    getVoices: () => [voice], speak: (one) => said.push(one.text), cancel: () => { said.length = 0; },
    addEventListener: () => {} } });
"""


def test_listening_is_offered_where_the_phone_has_the_voice(page_of_circle, visit):
    """The browser of the tests has no voices: the phone's are put in before the page loads."""
    page = visit(size=PHONE)
    page.add_init_script(VOICES)
    page.goto(f"{address(page_of_circle)}?language=ti")
    expect(page.locator("[data-listen]")).to_be_hidden()
    page.goto(f"{address(page_of_circle)}?l=ar")
    listen = page.get_by_role("button", name=language("ar").words["listen"])
    listen.tap()
    said = page.evaluate("window.said.join(' ')")
    assert language("ar").words["no_name"] in said
    assert not re.search("[åäö]", said), "Swedish beside is not read by an Arabic voice"
    page.get_by_role("button", name=language("ar").words["stop"]).tap()
    assert page.evaluate("window.said.length") == 0


def test_the_leader_opens_writes_and_prints(world, visit):
    page = visit(world.sahar, size=PHONE)
    page.goto(reverse("circles:circle_detail", args=[world.circle.public_id]))
    page.get_by_role("link", name="Öppna en sida").tap()
    page.get_by_role("button", name="Öppna sidan").tap()
    page.get_by_label("Så hittar man hit, på svenska").fill("Den gröna dörren.")
    page.get_by_label("Barnpassning medan vi träffas").check()
    page.get_by_role("button", name="Spara").tap()
    expect(page.get_by_text("Sidan är ändrad")).to_be_visible()
    page.get_by_role("link", name="Visa sidan").tap()
    expect(page.get_by_text("Den gröna dörren.")).to_be_visible()
    page.go_back()
    page.get_by_role("link", name="Skriv ut inbjudan").tap()
    expect(page.locator(".invitation")).to_contain_text(language("prs").words["welcome"])
    page.goto(reverse("circles:slips", args=[world.circle.public_id]))
    page.get_by_role("button", name=re.compile(r"Gör \d+ lappar")).tap()
    expect(page.locator(".slip")).to_have_count(12)
    assert CirclePage.objects.get().has_childcare
    assert not whole(page, "ltr")


def test_what_is_shared_is_noted_by_its_time(world, visit):
    session = world.circle.sessions.get(ordinal=10)
    page = visit(world.sahar, size=PHONE)
    page.add_init_script(
        "navigator.share = (what) => { sessionStorage.shared = JSON.stringify(what); return Promise.resolve(); };"
    )
    page.goto(f"{reverse('circles:session_remind', args=[session.public_id])}?language=ti")
    page.get_by_role("button", name="Dela", exact=True).tap()
    expect(page.locator(".share-done")).to_contain_text(re.compile(r"Delad .*\d\d:\d\d"))
    shared = page.evaluate("JSON.parse(sessionStorage.shared)")
    assert language("ti").day(session.starts_at) in shared["text"]
    assert "url" not in shared, "the address of a page that only staff may open"
