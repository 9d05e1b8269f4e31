"""What a narrow screen has room for: measured, since no eye looks at each width and language again."""

import pytest
from django.utils import timezone

from organisations.models import Language
from tests import cast
from tests.browser.conftest import DESKTOP, NARROW, PHONE


@pytest.mark.parametrize("language", ["sv", "en", "ar"])
@pytest.mark.parametrize("size", [PHONE, NARROW])
def test_the_phones_navigation_is_one_row(world, visit, size, language):
    page = visit(world.officer, size=size, language=language)
    page.goto("/")
    links = page.locator(".bottom-nav__link")
    edges = links.evaluate_all("all => all.map((one) => one.getBoundingClientRect().toJSON())")
    assert len(edges) == 4 and len({edge["top"] for edge in edges}) == 1, edges
    assert all(edge["left"] >= 0 and edge["right"] <= size[0] for edge in edges), edges
    words = page.locator(".bottom-nav__link > span")
    assert words.evaluate_all("all => all.every((one) => one.getClientRects().length === 1 && one.offsetHeight < 30)")


@pytest.mark.parametrize("language", ["sv", "ar"])
@pytest.mark.parametrize("size", [PHONE, NARROW])
def test_a_tiles_menu_does_not_lie_on_its_name(world, visit, size, language):
    circle = cast.circle(
        world, "Vägar vidare 22", leader=world.sahar, people=30, first=timezone.localtime(), sessions=3
    )
    page = visit(world.sahar, size=size, language=language)
    page.goto(f"/sessions/{circle.sessions.get(ordinal=1).public_id}/register/")
    covered = page.locator(".register-tile:has(.tile-menu)").evaluate_all(
        """tiles => tiles.filter((tile) => {
          const dots = tile.querySelector(".tile-menu__dots .icon").getBoundingClientRect();
          const name = document.createRange();
          name.selectNodeContents(tile.querySelector(".tile__name"));
          return [...name.getClientRects()].some((line) => line.left < dots.right && line.right > dots.left
            && line.top < dots.bottom - 6 && line.bottom > dots.top + 6);
        }).map((tile) => tile.querySelector(".tile__name").textContent)"""
    )
    assert page.locator(".tile-menu__dots").count() >= 30
    assert covered == []


@pytest.mark.parametrize("size", [PHONE, DESKTOP])
def test_a_long_list_scrolls_in_its_own_box_and_follows_the_keyboard(world, visit, size):
    for tag in (f"q{number:02}" for number in range(60)):
        Language.objects.create(
            code=tag, iso639_3=tag, name_sv=tag, name_en=tag, autonym=tag, direction="ltr", sort_key=tag
        )
    page = visit(world.eva, size=size)
    page.goto("/leaders/new/")
    height = page.evaluate("document.documentElement.scrollHeight")
    assert height < 2_000 and page.evaluate("document.documentElement.scrollWidth") <= size[0]
    box = page.locator(".choices--long")
    last = box.locator("input").last
    last.focus()
    page.keyboard.press("Space")
    inside, chosen = box.bounding_box(), last.bounding_box()
    assert last.is_checked()
    assert inside["y"] <= chosen["y"] - 5 and chosen["y"] + chosen["height"] + 5 <= inside["y"] + inside["height"]
