"""What a phone downloads: compressed static files by the real web server, measured on the wire."""

import contextlib
import os
import socket
import subprocess
import sys
import time
import urllib.request

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from tests import cast
from tests.browser.conftest import PHONE

KILO = 1000
HEAVY = (".woff2", ".js")


@pytest.fixture(scope="module")
def served(django_db_setup):
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


class Wire:
    """Bytes of each answer as they came over the wire, headers included; none for what the cache held."""

    def __init__(self, page):
        self.bytes, self._urls = {}, {}
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on(
            "Network.responseReceived", lambda event: self._urls.update({event["requestId"]: event["response"]["url"]})
        )
        session.on("Network.loadingFinished", self._done)

    def _done(self, event):
        url = self._urls.get(event["requestId"], "")
        self.bytes[url] = self.bytes.get(url, 0) + int(event["encodedDataLength"])

    def total(self, *endings) -> int:
        return sum(size for url, size in self.bytes.items() if not endings or url.split("?")[0].endswith(endings))


@pytest.fixture
def tonight(transactional_db):
    """The cast by the real clock, which the web server goes by, with a session of Sahar's today."""
    w = cast.world()
    cast.circle(w, "Vägar vidare 22", leader=w.sahar, people=15, first=timezone.localtime(), sessions=3)
    return w


@pytest.mark.parametrize(("language", "limit"), [("sv", 130), ("ar", 300)])
def test_the_first_page_is_light_and_the_second_lighter(served, tonight, visit, watch, language, limit):
    """The first page is the evening's card, met with an empty cache; the second is the register."""
    watch.own_host = served
    page = visit(tonight.sahar, size=PHONE, language=language, home=served)
    wire = Wire(page)
    page.goto("/", wait_until="networkidle")
    page.evaluate("document.fonts.ready")
    assert page.locator(".evening").count() == 1
    first = dict(wire.bytes)
    assert sum(first.values()) < limit * KILO, first
    assert any(url.endswith(".woff2") for url in first), "the fonts are in the figure"
    wire.bytes.clear()
    page.locator(".evening .button--now").click()
    page.wait_for_load_state("networkidle")
    assert page.locator("[data-tile]").count() == 15
    assert wire.total(*HEAVY) == 0, wire.bytes
