"""What a phone downloads: compressed static files by the real web server, measured on the wire."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request
from dataclasses import dataclass

import pytest
from django.conf import settings
from django.db import connection
from django.test import override_settings
from django.utils import timezone

from tests import cast
from tests.browser.conftest import PHONE

KILO = 1000
HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
HEAVY = (".woff2", ".js")


@pytest.fixture(scope="module")
def log(tmp_path_factory):
    return tmp_path_factory.mktemp("wire") / "answers"


@pytest.fixture(scope="module")
def served(django_db_setup, log):
    """The web server of the demo before this test's database: its static files collected and compressed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    env = {
        "PATH": os.environ["PATH"],
        "RINGAR_DATA": str(settings.RINGAR_DATA),
        "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}",
        "RINGAR_SECOND_FACTOR": "0",
        "RINGAR_MANIFEST": "1",
    }
    python, root = sys.executable, settings.BASE_DIR
    subprocess.run([python, "manage.py", "collectstatic", "--noinput", "-v", "0"], cwd=root, env=env, check=True)
    web = ["gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--log-level", "error", "--no-control-socket"]
    web += ["--logger-class", "tests.wire.Wire", "--access-logfile", log]
    web += ["--access-logformat", "%(n)s %(s)s %(U)s %(a)s"]
    server = subprocess.Popen([python, "-m", *web], cwd=root, env=env)
    try:
        _wait(f"http://127.0.0.1:{port}/account/login/", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=15)


def _wait(url, server, seconds=60):
    """Until the server answers, or ends."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=5):
            return
        with contextlib.suppress(subprocess.TimeoutExpired):
            raise AssertionError(f"The web server stopped with {server.wait(timeout=0.1)}.")
    raise AssertionError("The web server did not answer.")


@dataclass(frozen=True)
class Answer:
    size: int
    status: int
    path: str


class Wire:
    """What the web server has sent since the last look: the page's answers and its service worker's alike."""

    def __init__(self, log):
        self.log, self.read = log, 0

    def taken(self, page) -> list[Answer]:
        """Once the page has its fonts and the worker its shell."""
        page.wait_for_load_state("networkidle")
        page.evaluate("document.fonts.ready.then(() => navigator.serviceWorker.ready).then(() => true)")
        page.wait_for_load_state("networkidle")
        lines = self.log.read_text().splitlines()
        fresh, self.read = lines[self.read :], len(lines)
        answers = (line.split(maxsplit=3) for line in fresh)
        return [Answer(int(size), int(status), path) for size, status, path, asker in answers if "Mozilla" in asker]


def heavy(answers) -> list[Answer]:
    """Fonts and scripts that came whole; "not modified" is no script."""
    return [one for one in answers if one.path.endswith(HEAVY) and one.status == 200]


@pytest.fixture
def wire(served, log):
    wire = Wire(log)
    wire.read = len(log.read_text().splitlines())
    return wire


@pytest.fixture
def tonight(transactional_db):
    """The cast by the real clock, which the web server goes by, with a session of Sahar's today."""
    w = cast.world()
    cast.circle(w, "Vägar vidare 22", leader=w.sahar, people=15, first=timezone.localtime(), sessions=3)
    return w


@pytest.mark.parametrize(("language", "limit"), [("sv", 130), ("ar", 300)])
def test_the_first_page_is_light_and_the_second_lighter(served, wire, tonight, visit, watch, language, limit):
    """The first page is the evening's card, met with an empty cache; the second is the register."""
    watch.own_host = served
    page = visit(tonight.sahar, size=PHONE, language=language, home=served)
    page.goto("/")
    first = wire.taken(page)
    assert page.locator(".evening").count() == 1
    assert sum(one.size for one in first) < limit * KILO, first
    fonts = [one.path for one in first if one.path.endswith(".woff2")]
    assert fonts and (language == "ar") == any("arabic" in path for path in fonts), fonts
    assert {"/sw.js", "/offline/"} <= {one.path for one in first}, "the worker is in the figure"
    assert len({one.path for one in first}) == len(first), "nothing comes twice"
    page.locator(".evening .button--now").click()
    page.wait_for_url("**/register/")
    second = wire.taken(page)
    assert page.locator("[data-tile]").count() == 15
    assert any(one.path.endswith("/register/") for one in second) and heavy(second) == []


def test_signing_in_fetches_what_the_evening_needs(served, wire, tonight, visit, watch):
    watch.own_host = served
    with override_settings(PASSWORD_HASHERS=HASHERS):  # as the web server has them; the suite has a faster one
        tonight.sahar.set_password(cast.PASSWORD)
    tonight.sahar.save()
    page = visit(size=PHONE, home=served)
    page.goto("/account/login/")
    first = wire.taken(page)
    assert sum(one.size for one in first) < 130 * KILO, first
    page.get_by_label("E-post").fill(tonight.sahar.email)
    page.get_by_label("Lösenord").fill(cast.PASSWORD)
    page.get_by_role("button", name="Logga in", exact=True).tap()
    page.locator(".evening").wait_for()
    assert heavy(wire.taken(page)) == []
