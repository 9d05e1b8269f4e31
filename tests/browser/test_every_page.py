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


def opened(visit, home, scene, actor, **options):
    """A page as the actor, with what its browser holds besides the session: the key of a dry run."""
    page = visit(scene.people[actor], **options)
    held = {name: one.value for name, one in scene.clients[actor].cookies.items() if name.startswith("ringar_")}
    page.context.add_cookies([{"name": name, "value": value, "url": home} for name, value in held.items()])
    return page


def look_through(page, scene, actor, language, sizes, judged) -> list[str]:
    found = []
    for route, path in pages_of(scene, actor):
        answer = page.goto(path)
        if answer.status != 200:
            found.append(f"{actor}: {route}: {answer.status}")
            continue
        for width, height in sizes:
            page.set_viewport_size({"width": width, "height": height})
            found += [f"{actor}: {route} {width} px {language}: {fault}" for fault in faults_of(page, language, judged)]
    page.context.close()
    return found


@pytest.mark.parametrize(
    "language, actors, sizes",
    [
        ("sv", ROLES, (PHONE, DESKTOP)),
        # What a communicator sees, and who isn't signed in.
        ("ar", ("anonymous", "leader_own"), (PHONE,)),
    ],
    ids=["left to right", "right to left"],
)
def test_every_page_is_whole(scene, visit, live_server, language, actors, sizes):
    judged = set()
    found = []
    for actor in actors:
        page = opened(visit, live_server.url, scene, actor, size=PHONE, language=language)
        found += look_through(page, scene, actor, language, sizes, judged)
    assert not found, "\n".join(found)


def test_a_leaders_pages_fit_the_narrowest_phone(scene, visit):
    page = visit(scene.people["leader_own"], size=NARROW)
    wide = []
    for route, path in pages_of(scene, "leader_own"):
        page.goto(path)
        over = page.evaluate("document.scrollingElement.scrollWidth - window.innerWidth")
        wide += [f"{route}: {over} px too wide"] if over > 1 else []
    assert not wide, "\n".join(wide)
