"""A coordinator's Monday on a desktop."""

from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP


def test_the_numbers_come_after_what_waits(world, visit):
    page = visit(world.eva, size=DESKTOP)
    page.goto("/")
    expect(page.get_by_role("complementary")).to_contain_text("kan rapporteras till studieförbund")


def test_without_a_script_the_numbers_are_a_page_of_their_own(world, visit):
    page = visit(world.eva, size=DESKTOP, javascript=False)
    page.goto("/")
    page.get_by_role("link", name="Siffror").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Siffror")
    expect(page.locator("main")).to_contain_text("kan rapporteras till studieförbund")
