"""The same work without a script, without a pointer, and from right to left."""

import re

import pytest
from django.core import mail
from django.urls import reverse
from playwright.sync_api import expect

from tests import cast
from tests.browser.conftest import DESKTOP, TONIGHT


def register_of(circle) -> str:
    return reverse("circles:register", args=[circle.sessions.get(starts_at__date=TONIGHT.date()).public_id])


def in_state(page, state):
    return page.locator(f"[data-tile][data-state={state}]")


def test_signing_in_and_out(world, visit):
    page = visit()
    page.goto(reverse("circles:circle_list"))
    expect(page).to_have_url(re.compile("/account/login/"))
    page.locator("input[name=login]").fill(world.sahar.email)
    page.locator("input[name=password]").fill(cast.PASSWORD)
    page.locator("input[name=password]").press("Enter")
    expect(page).to_have_url(re.compile("/circles/$"))
    page.goto(reverse("desk:more"))
    page.get_by_role("button", name="Logga ut").last.click()
    expect(page.get_by_role("button", name="Logga in", exact=True)).to_be_visible()
    page.goto(reverse("circles:circle_list"))
    expect(page).to_have_url(re.compile("/account/login/"))


def test_a_wrong_password_is_answered_in_words(world, visit):
    page = visit()
    page.goto("/account/login/")
    page.locator("input[name=login]").fill(world.sahar.email)
    page.locator("input[name=password]").fill("inte-lösenordet")
    page.locator("input[name=password]").press("Enter")
    expect(page.locator("main")).to_contain_text(re.compile("lösenord", re.I))
    expect(page.locator("input[name=login]")).to_have_value(world.sahar.email)


def test_an_invitation_is_sent_and_accepted(world, visit):
    """In a browser: what the page says of referrers decides whether its own form is let in."""
    admin = visit(world.admin, size=DESKTOP)
    admin.goto(reverse("stewardship:invitation_add"))
    admin.get_by_label("Namn").fill("Ny Person")
    admin.get_by_label("E-postadress").fill("ny@ringar.example")
    admin.get_by_label("Partnerkontakt").check(force=True)
    admin.get_by_label("Organisation", exact=True).select_option(label="Individuell Människohjälp")
    admin.get_by_role("button", name="Skicka inbjudan").click()
    expect(admin.locator("main")).to_contain_text("Inbjudan är på väg")
    page = visit()
    page.goto(re.search(r"/invitation/\S+", mail.outbox[-1].body).group())
    page.get_by_label("Lösenord").fill("regn-mot-rutan-7")
    page.get_by_role("button", name="Tacka ja").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Hej Ny")


class TestWithoutScript:
    @pytest.fixture
    def page(self, world, visit):
        return visit(world.sahar, javascript=False)

    def test_the_register(self, world, page):
        page.goto(register_of(world.circle))
        page.locator("[data-tile]").first.click()
        expect(in_state(page, "present")).to_have_count(1)
        page.get_by_role("button", name="Alla här").click()
        expect(in_state(page, "present")).to_have_count(12)
        page.get_by_role("button", name="Ångra").click()
        expect(in_state(page, "present")).to_have_count(1)
        page.locator("[data-tile-menu] summary").nth(2).click()
        page.locator("[data-tile-menu][open]").get_by_role("button", name="En stund").click()
        expect(in_state(page, "part")).to_have_count(1)

    def test_planning(self, world, page):
        page.goto(reverse("circles:circle_create"))
        page.get_by_label("Första dag").fill("2027-01-18")
        page.get_by_role("button", name="Visa datum").click()
        expect(page.locator("#plan-dates")).to_contain_text("18 jan")
        page.get_by_role("button", name="Spara planen").click()
        expect(page).to_have_url(re.compile(r"/circles/[0-9a-f-]{36}/$"))

    def test_the_room(self, world, page):
        page.goto(register_of(world.circle))
        page.get_by_role("button", name="Alla här").click()
        page.get_by_role("button", name="Räkna rummet").click()
        page.get_by_role("spinbutton", name="Barn").fill("2")
        page.get_by_role("button", name="Klar med träffen").click()
        expect(page).to_have_url(re.compile(r"/$"))

    def test_the_directory(self, world, page):
        page.goto(f"{reverse('directory:offer_list')}?language=prs")
        expect(page.locator("main")).to_contain_text("Kvinnogrupp på dari")
        page.goto(f"{reverse('directory:offer_list')}?language=uk")
        expect(page.locator("main")).not_to_contain_text("Kvinnogrupp på dari")


class TestByKeyboard:
    """Tab and Enter only; where the focus is can always be seen."""

    @pytest.fixture
    def page(self, world, visit):
        return visit(world.sahar, size=DESKTOP)

    def tab_to(self, page, accessible, limit=60):
        """Press Tab until the focus is on an element whose text or label holds `accessible`."""
        for _ in range(limit):
            page.keyboard.press("Tab")
            seen = page.evaluate("""() => {
              const it = document.activeElement, style = getComputedStyle(it);
              const word = it.getAttribute("aria-label") || it.innerText || it.name || "";
              const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
              return [word, ring || style.boxShadow !== "none"];
            }""")
            assert seen[1], f"the focus on {seen[0]!r} can't be seen"
            if accessible in seen[0]:
                return
        raise AssertionError(f"Tab never reaches {accessible!r}")

    def test_the_first_stop_skips_to_the_content(self, page):
        page.goto("/")
        self.tab_to(page, "Hoppa till innehållet", limit=1)
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "main"

    def test_from_tonight_to_a_full_register(self, world, page):
        page.goto("/")
        self.tab_to(page, "Öppna närvaron")
        page.keyboard.press("Enter")
        expect(page.locator("[data-tile]")).to_have_count(12)
        self.tab_to(page, "Alla här")
        page.keyboard.press("Enter")
        expect(in_state(page, "present")).to_have_count(12)

    def test_a_marked_tile_keeps_the_focus(self, world, page):
        page.goto(register_of(world.circle))
        page.locator("[data-tile]").nth(4).focus()
        page.keyboard.press("Enter")
        expect(in_state(page, "present")).to_have_count(1)
        expect(page.locator("[data-tile]").nth(4)).to_be_focused()

    def test_a_menu_closes_with_escape(self, world, page):
        page.goto(register_of(world.circle))
        summary = page.locator("[data-tile-menu] summary").first
        summary.focus()
        page.keyboard.press("Enter")
        expect(page.locator("[data-tile-menu][open]")).to_have_count(1)
        page.keyboard.press("Escape")
        expect(page.locator("[data-tile-menu][open]")).to_have_count(0)
        expect(summary).to_be_focused()


class TestFromRightToLeft:
    @pytest.fixture
    def page(self, world, visit):
        return visit(world.sahar, language="ar")

    def test_the_page_says_its_language_and_direction(self, page):
        page.goto("/")
        root = page.locator("html")
        expect(root).to_have_attribute("lang", "ar")
        expect(root).to_have_attribute("dir", "rtl")
        assert re.search("[\u0600-\u06ff]", page.get_by_role("heading", level=1).inner_text())

    def test_swedish_names_and_times_stand_in_their_own_direction(self, page):
        page.goto("/")
        place = page.locator("bdi", has_text="Mötesplats Linden").first
        expect(place).to_be_visible()
        times = page.locator(".evening bdi", has_text=re.compile(r"17[.:]30"))
        expect(times.first).to_be_visible()

    def test_the_register_works(self, world, page):
        page.goto(register_of(world.circle))
        page.locator("[data-tile]").first.tap()
        expect(in_state(page, "present")).to_have_count(1)

    def test_the_first_tile_is_to_the_right(self, world, page):
        page.goto(register_of(world.circle))
        first, second = (page.locator("[data-tile]").nth(n).bounding_box() for n in (0, 1))
        assert first["x"] > second["x"]

    def test_a_language_is_chosen_on_the_page(self, world, visit):
        page = visit(world.sahar, size=DESKTOP)
        page.goto("/")
        page.get_by_role("button", name="العربية").first.click()
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
