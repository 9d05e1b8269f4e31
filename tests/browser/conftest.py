"""A browser before the live server: `visit(person)` opens a page that is signed in and watched.

Watched means that an error in the console, a violation of the content policy, a request to another host or an
answer of 500 fails the test, wherever in the journey it happened.
"""

import os
from datetime import datetime

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect, sync_playwright

from tests import cast, chromium

PHONE, DESKTOP, NARROW = (390, 844), (1360, 900), (320, 640)
# The ninth Monday of the cast's circle, ten minutes before it begins.
TONIGHT = datetime(2026, 11, 2, 17, 20, tzinfo=cast.STOCKHOLM)

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread that uses the ORM
expect.set_options(timeout=8_000)

if chromium.path() is None and not os.environ.get("CI"):
    collect_ignore_glob = ["test_*.py"]  # `python -m tests.chromium --report` says so at the end of make test


def pytest_sessionfinish(session, exitstatus):
    if exitstatus == pytest.ExitCode.NO_TESTS_COLLECTED and chromium.path() is None:
        session.exitstatus = pytest.ExitCode.OK


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium.path(), args=chromium.ARGUMENTS)
        yield launched
        launched.close()


@pytest.fixture
def clock():
    """The server's clock: it goes on from TONIGHT. `clock.move_to` sets it."""
    with time_machine.travel(TONIGHT, tick=True) as traveller:
        yield traveller


@pytest.fixture
def world(clock, transactional_db) -> cast.World:
    return cast.world()


class Watch:
    """What went wrong on the pages of one test."""

    def __init__(self, own_host: str):
        self.own_host, self.faults, self.expected = own_host, [], ()

    def expect(self, *parts: str):
        """Let faults pass that hold one of these parts (a 409 that the test provokes, say)."""
        self.expected = parts

    def on(self, page):
        page.on("console", lambda message: message.type == "error" and self._note(message.text, message.location))
        page.on("pageerror", lambda error: self._note(f"script: {error}"))
        page.on("request", self._request)
        page.on("response", lambda answer: answer.status >= 500 and self._note(f"{answer.status} {answer.url}"))

    def _request(self, request):
        if request.url.startswith("http") and not request.url.startswith(self.own_host):
            self._note(f"another host: {request.url}")

    def _note(self, text, location=None):
        self.faults.append(f"{text} {(location or {}).get('url', '')}".strip())

    def unexpected(self) -> list[str]:
        return [fault for fault in self.faults if not any(part in fault for part in self.expected)]


@pytest.fixture
def watch(live_server):
    watching = Watch(live_server.url)
    yield watching
    assert not watching.unexpected(), "\n".join(watching.unexpected())


@pytest.fixture
def visit(browser, live_server, watch):
    """visit(person, size=PHONE, language="sv", javascript=True) → a page signed in as that person."""
    contexts = []

    def _visit(person=None, *, size=PHONE, language="sv", javascript=True, home=live_server.url, **options):
        context = browser.new_context(
            base_url=home,
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=javascript,
            locale={"sv": "sv-SE", "ar": "ar"}.get(language, "en-GB"),
            has_touch=size[0] < 760,
            reduced_motion="reduce",
            timezone_id="Europe/Stockholm",
            **options,
        )
        context.add_cookies(list(cookies(person, language, home)))
        contexts.append(context)
        page = context.new_page()
        watch.on(page)
        return page

    yield _visit
    for context in contexts:
        context.close()


def cookies(person, language, url):
    yield {"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": url}
    if person is not None:
        client = Client()
        client.force_login(person)
        yield {"name": settings.SESSION_COOKIE_NAME, "value": client.cookies["sessionid"].value, "url": url}
