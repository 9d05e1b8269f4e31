"""The tablet that goes round: a slip, a language, one question a screen, and nothing left behind."""

import pytest
from django.core.cache import cache
from playwright.sync_api import expect

from circles.public_page.languages import CODES, language
from evaluation.models import Response, StudyConsent, TalkRequest
from tests.browser.conftest import DESKTOP, NARROW, PHONE, cookies
from tests.browser.pages import LOOKED_FOR, Axe
from tests.evaluation.asking import asking, slips

TABLET = (820, 1180)


@pytest.fixture
def code(world):
    cache.clear()
    asking(world, instruments=("who5-1", "health-1"))
    return slips(world, people=1)[0][1]


def open_with(page, code, spoken="sv"):
    page.goto("/answer/")
    page.get_by_role("link", name=language(spoken).name, exact=True).click()
    page.locator("#code").fill(code)
    page.locator(".kiosk__big").click()
    expect(page.locator("[data-steps]")).to_be_visible()


def onward(page):
    page.locator("[data-next]").click()


def whole(page, direction) -> list[str]:
    found = [violation["id"] for violation in Axe().run(page).response["violations"]] + page.evaluate(LOOKED_FOR)
    return found + ([] if page.evaluate("document.documentElement.dir") == direction else ["direction"])


def test_a_person_answers_by_touch_and_hands_the_tablet_over(visit, code):
    page = visit(size=TABLET, language="ar")
    open_with(page, code, "ar")
    expect(page.locator("[data-next]")).to_be_disabled()  # first a yes or a no
    page.locator("input[name=consent][value=yes]").check()
    onward(page)
    for at in range(1, 6):
        step = page.locator(f"[data-ask]:has(input[name='who5-1.{at}'])")
        expect(step).to_be_visible()
        assert page.locator("[data-ask]:visible").count() == 1
        if at != 3:  # one is skipped
            step.locator("input[value='4']").check()
        onward(page)
    page.locator("input[name='health-1.1'][value='2']").check()
    onward(page)
    page.locator("[data-send]").click()
    expect(page.locator(".kiosk__done")).to_be_visible()
    answers = {one.instrument: one.answers["items"] for one in Response.objects.all()}
    assert answers == {"who5-1": [4, 4, None, 4, 4], "health-1": [2]}
    page.go_back()  # the questions are not in the history
    expect(page.locator("#code")).to_have_value("")
    assert StudyConsent.objects.get().language == "ar" and page.context.cookies("about:blank") == []


def test_who_taps_twice_passes_no_question(visit, code):
    page = visit(size=PHONE)
    open_with(page, code)
    page.locator("input[name=consent][value=yes]").check()
    onward(page)
    first = page.locator("[data-ask]:visible h2").inner_text()
    box = page.locator("[data-next]").bounding_box()
    for _ in range(2):
        page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    expect(page.locator("[data-ask]:visible [data-number], [data-ask]:visible")).to_contain_text("Fråga 2 av")
    page.locator("[data-next]").dblclick()
    expect(page.locator("[data-ask]:visible")).to_contain_text("Fråga 3 av")
    page.locator("[data-back]").dblclick()
    expect(page.locator("[data-ask]:visible")).to_contain_text("Fråga 2 av")
    page.locator("[data-back]").click()
    assert page.locator("[data-ask]:visible h2").inner_text() == first


def test_a_no_goes_straight_to_the_end_and_a_wish_to_talk_is_sent(visit, code):
    page = visit(size=PHONE)
    open_with(page, code)
    page.locator("input[name=consent][value=no]").check()
    onward(page)
    expect(page.locator("[data-last]")).to_be_visible()
    page.locator("input[name=talk][value=yes]").check()
    page.locator("[data-send]").click()
    expect(page.locator(".kiosk__done")).to_be_visible()
    assert not Response.objects.exists() and TalkRequest.objects.count() == 1


def test_with_the_keyboard_alone(visit, code):
    page = visit(size=DESKTOP)
    open_with(page, code)
    page.locator("input[name=consent][value=yes]").focus()
    page.keyboard.press("Space")
    page.keyboard.press("Enter")  # goes on, and sends nothing yet
    expect(page.locator("#q1")).to_be_focused()
    for _ in range(6):
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    expect(page.locator("#talk")).to_be_focused()
    page.locator("[data-send]").press("Enter")
    expect(page.locator(".kiosk__done")).to_be_visible()
    assert Response.objects.count() == 2


def test_a_minute_without_a_touch_empties_it(visit, code):
    page = visit(size=PHONE)
    page.clock.install()
    open_with(page, code)
    page.locator("input[name=consent][value=yes]").check()
    page.clock.fast_forward(46_000)
    expect(page.locator("[data-idle]")).to_be_visible()
    page.locator("[data-stay]").click()
    expect(page.locator("[data-idle]")).to_be_hidden()
    page.clock.fast_forward(46_000)
    page.clock.fast_forward(16_000)
    expect(page.locator(".kiosk__languages")).to_be_visible()
    open_with(page, code)  # nothing was sent, so the slip is as good as before
    assert not Response.objects.exists()
    assert page.locator("input[name=consent]:checked").count() == 0


def test_without_scripts_all_of_it_is_one_page(visit, code):
    page = visit(size=PHONE, javascript=False)
    open_with(page, code)
    page.locator("input[name=consent][value=yes]").check()
    page.locator("input[name='health-1.1'][value='5']").check()
    page.locator("[data-send]").click()
    expect(page.locator(".kiosk__done")).to_be_visible()
    assert Response.objects.get().answers == {"items": [5]}


@pytest.fixture
def basement(visit, world, code, watch):
    """(page, go): a tablet with the study's pages on it; go(False) takes the network away."""
    watch.expect("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "Failed to fetch", "422")
    page = visit(size=TABLET)
    page.goto(f"/answer/at/{world.study.public_id}/")
    expect(page.locator("[data-tablet-note]")).to_have_text("Redo, också utan nät.")
    return page, lambda online: page.context.set_offline(not online)


def answer_on(page, code, spoken="ar"):
    page.get_by_role("link", name=language(spoken).name, exact=True).click()
    page.locator("#code").fill(code)
    onward(page)
    page.locator("input[name=consent][value=yes]").check()
    onward(page)
    for at in range(1, 6):
        page.locator(f"input[name='who5-1.{at}'][value='3']").check()
        onward(page)
    onward(page)
    page.locator("[data-send]").click()
    expect(page.locator(".kiosk__done")).to_be_visible()
    page.locator(".kiosk__done .button").click()
    expect(page.locator(".kiosk__languages")).to_be_visible()


def test_two_answer_without_a_network_and_it_is_sent_when_it_is_back(basement, world):
    (_, first), (_, second) = slips(world, people=2, anew=True)
    page, go = basement
    go(False)
    answer_on(page, first)
    answer_on(page, f"{second[:4].lower()} {second[4:]}", "so")
    note = page.locator("[data-tablet-note]")
    expect(note).to_contain_text("Väntar på nät: 2.")
    page.reload()
    expect(note).to_contain_text("Väntar på nät: 2.")
    assert not Response.objects.exists()
    kept = page.evaluate(
        """async () => {
          const got = (request) => new Promise((good) => { request.onsuccess = () => good(request.result); });
          const db = await got(indexedDB.open("ringar-tablet"));
          const rows = await got(db.transaction("answers").objectStore("answers").getAll());
          db.close();
          const text = rows.map((row) => new TextDecoder("latin1").decode(row.data));
          return text.join(" ") + JSON.stringify(localStorage);
        }"""
    )
    assert "who5" not in kept and first not in kept and len(kept) > 200
    go(True)
    expect(note).to_have_text("Redo, också utan nät.", timeout=20_000)
    assert {one.answers["items"][0] for one in Response.objects.all()} == {3} and Response.objects.count() == 2
    assert set(StudyConsent.objects.values_list("language", flat=True)) == {"ar", "so"}


def test_signing_out_in_the_same_browser_asks_while_answers_wait(basement, code, world, live_server):
    page, go = basement
    page.route("**/answer/**", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    go(False)
    answer_on(page, code)
    go(True)
    page.context.add_cookies(list(cookies(world.sahar, "sv", live_server.url)))
    page.goto("/more/")
    sign_out = page.locator("main form[data-logout] button")
    sign_out.click()
    dialog = page.locator("#leave-dialog")
    expect(dialog).to_contain_text("1 svar på frågor väntar här på nät.")
    expect(dialog.get_by_role("button", name="Stanna och skicka dem först")).to_be_hidden()
    dialog.get_by_role("button", name="Stanna kvar").click()
    page.goto(f"/answer/at/{world.study.public_id}/")
    expect(page.locator("[data-tablet-note]")).to_contain_text("Väntar på nät: 1.")


def test_a_mistyped_or_used_code_is_heard_without_a_network(basement, world):
    code = slips(world, people=1, anew=True)[0][1]
    page, go = basement
    go(False)
    answer_on(page, code, "sv")
    page.get_by_role("link", name="Svenska", exact=True).click()
    problem = page.locator("[data-problem]:visible")
    swapped = code[1] + code[0] + code[2:] if code[0] != code[1] else code[:-1] + ("2" if code[-1] != "2" else "3")
    for typed, says in (("", "wrong_code"), (swapped, "wrong_code"), (code, "slip_used")):
        page.locator("#code").fill(typed)
        onward(page)
        expect(problem).to_have_attribute("data-problem", says)
        expect(page.locator("#code")).to_be_focused()
    go(True)
    page.goto(f"/answer/at/{world.study.public_id}/")
    expect(page.locator("[data-tablet-note]")).to_have_text("Redo, också utan nät.", timeout=20_000)
    page.get_by_role("link", name="Svenska", exact=True).click()
    page.locator("#code").fill(code)
    onward(page)
    expect(problem).to_have_attribute("data-problem", "slip_used")


@pytest.mark.parametrize("size", [NARROW, TABLET], ids=["narrow", "tablet"])
def test_every_screen_is_whole_in_every_language(visit, world, code, size):
    found = []
    page = visit(size=size)
    for spoken in CODES:
        open_with(page, code, spoken)
        page.locator("input[name=consent][value=yes]").check()
        for at in range(8):
            if at in (0, 1, 6, 7):
                found += [f"{spoken} {at}: {fault}" for fault in whole(page, language(spoken).direction)]
            if at < 7:
                onward(page)
    assert not found, "\n".join(found)
