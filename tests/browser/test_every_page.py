"""Every page as each role, on a phone and on a desktop: nothing axe complains of, nothing that overflows."""

import pytest
import time_machine

from tests.access import scene as scenes
from tests.browser.conftest import DESKTOP, NARROW, PHONE
from tests.browser.pages import ROLES, faults_of, pages_of


@pytest.fixture
def scene(transactional_db):
    with time_machine.travel(scenes.NOW, tick=True):
        yield scenes.scene()


def look_through(page, scene, actor, language) -> list[str]:
    found = []
    for route, path in pages_of(scene, actor):
        answer = page.goto(path)
        if answer.status != 200:
            found.append(f"{route}: {answer.status}")
            continue
        found += [
            f"{route} {page.viewport_size['width']} px {language}: {fault}" for fault in faults_of(page, language)
        ]
    return found


@pytest.mark.parametrize("size", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_every_page_is_whole(scene, visit, size):
    found = [
        f"{actor}: {fault}"
        for actor in ROLES
        for fault in look_through(visit(scene.people[actor], size=size), scene, actor, "sv")
    ]
    assert not found, "\n".join(found)


def test_every_page_is_whole_from_right_to_left(scene, visit):
    """What a communicator sees, and who isn't signed in."""
    found = [
        f"{actor}: {fault}"
        for actor in ("anonymous", "leader_own")
        for fault in look_through(visit(scene.people[actor], size=PHONE, language="ar"), scene, actor, "ar")
    ]
    assert not found, "\n".join(found)


def test_a_leaders_pages_fit_the_narrowest_phone(scene, visit):
    page = visit(scene.people["leader_own"], size=NARROW)
    wide = []
    for route, path in pages_of(scene, "leader_own"):
        page.goto(path)
        over = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        wide += [f"{route}: {over} px too wide"] if over > 1 else []
    assert not wide, "\n".join(wide)
