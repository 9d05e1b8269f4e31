"""Photograph every page as each role: `python -m tests.pictures [--only leader] [--docs]`.

Starts the demo on a free port with a data folder of its own, follows the links of each role's pages from its
first page on, and takes each route once per role, at two widths and in three languages, into pictures/ with
an index. A route of the resolver that no link led to is listed in the index and at the end, so that none is
forgotten. `--docs` writes the few that the README shows into docs/pictures/ instead.
"""

import argparse
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import django
from playwright.sync_api import Browser, Page, Response, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from tests import chromium
from tests.circles.register_import import books

ROOT = Path(__file__).resolve().parent.parent
OUT, DOCS = ROOT / "pictures", ROOT / "docs" / "pictures"
SIZES = {"390": (390, 844), "1360": (1360, 900)}
LANGUAGES = ("sv", "en", "ar")
NOBODY = "nobody"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What the README shows: (file, role, the links to press from the first page, size).
PHONE, SCREEN = (390, 844), (1360, 640)  # low, so that a picture stays under 150 kB
SHOWN = [
    ("leader-tonight", "leader", [], PHONE),
    ("leader-register", "leader", ["Öppna närvaron"], PHONE),
    ("coordinator-desk", "coordinator", [], SCREEN),
    ("partner-referral", "partner", ["Svara"], SCREEN),
    ("evaluator-study", "evaluator-uppsala", ["Studier", "Vägar vidare, uppföljning"], SCREEN),
]
HERE = 9  # so many tiles of the register are pressed before its picture
# Links that end a session, leave the house or aren't pages.
NOT_FOLLOWED = re.compile(r"/logout/|\.(ics|xlsx|csv|json|txt|png|svg|pdf|webmanifest)$|^/(static|api)/")


@dataclass(frozen=True)
class Shot:
    route: str
    role: str
    width: str
    language: str

    @property
    def file(self) -> str:
        return f"{self.route.replace(':', '-').replace('?', '-chosen')}/{self.role}-{self.width}-{self.language}.png"


@dataclass(frozen=True)
class Demo:
    url: str
    password: str
    addresses: dict[str, str]  # role's word → e-mail


# --- The demo -----------------------------------------------------------------------------------------------
def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def demo(folder: Path) -> Iterator[Demo]:
    env = {**os.environ, "RINGAR_DEMO": "1", "RINGAR_DATA": str(folder), "PORT": str(_free_port())}
    command = [sys.executable, "manage.py", "demo"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=subprocess.PIPE, text=True)
    try:
        yield _signs(process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _signs(process) -> Demo:
    """What the demo prints when it is ready: its address, the sign-ins and the password."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if "Ctrl-C" in line:
            break
    text = "".join(lines)
    address = re.search(r"http://127\.0\.0\.1:\d+", text)
    password = re.search(r"Password[^:]*: (\S+)", text)
    if not (address and password):
        raise SystemExit(f"The demo did not start:\n{text}")
    people = re.findall(r"([\w.+-]+)@ringar\.example", text)
    return Demo(address.group(), password.group(1), {name: f"{name}@ringar.example" for name in people})


# --- Walking ------------------------------------------------------------------------------------------------
def _context(browser: Browser, demo: Demo, size, language: str, state=None):
    context = browser.new_context(
        base_url=demo.url,
        viewport={"width": size[0], "height": size[1]},
        locale={"sv": "sv-SE", "en": "en-GB", "ar": "ar"}[language],
        reduced_motion="reduce",
        timezone_id="Europe/Stockholm",
        storage_state=state,
    )
    context.add_cookies([{"name": "django_language", "value": language, "url": demo.url}])
    return context


def _sign_in(browser: Browser, demo: Demo, role: str) -> dict | None:
    """The cookies of a signed-in browser; None for nobody."""
    if role == NOBODY:
        return None
    with _context(browser, demo, SIZES["1360"], "sv") as context:
        page = context.new_page()
        page.goto("/account/login/")
        page.fill("input[name=login]", demo.addresses[role])
        page.fill("input[name=password]", demo.password)
        page.press("input[name=password]", "Enter")
        page.wait_for_url(lambda url: "/login" not in url)
        return context.storage_state()


def _route(path: str) -> str | None:
    from django.urls import Resolver404, resolve

    try:
        return resolve(path).view_name
    except Resolver404:
        return None


def walk(page: Page, starts: list[str]) -> dict[str, str]:
    """{route: path} of everything that links lead to from `starts`: each route once, and once more with a choice made
    in its query, as "route?"."""
    found, waiting, seen = {}, list(starts), set(starts)
    while waiting:
        path = waiting.pop(0)
        route = _key(path)
        if route is None or route in found:
            continue
        answer = _open(page, path)
        landed = _onward(page.url, page.url)
        if answer is None or answer.status != 200 or "html" not in answer.headers.get("content-type", ""):
            continue
        if _key(landed) != route:
            waiting.append(landed)
            continue
        found[route] = path
        for link in page.eval_on_selector_all("a[href]", "all => all.map(a => a.getAttribute('href'))"):
            onward = _onward(page.url, link)
            if onward and onward not in seen:
                seen.add(onward)
                waiting.append(onward)
    return found


def _key(path: str) -> str | None:
    route = _route(urlsplit(path).path)
    return f"{route}?" if route and urlsplit(path).query else route


def behind_a_press(page: Page, role: str) -> list[str]:
    """Paths that no link leads to: the reading of a list that was uploaded, and the card of a substitute."""
    if role == "coordinator":
        page.goto("/circles/import/")
        page.set_input_files("input[name=file]", {"name": "narvaro.xlsx", "mimeType": XLSX, "buffer": books.matrix()})
        page.get_by_role("button", name="Läs listan").click()
        return [urlsplit(page.url).path]
    if role == "leader":
        page.goto("/")
        page.get_by_role("link", name="Visa planen").first.click()
        page.get_by_role("button", name="Gör en länk").click()
        return [urlsplit(page.locator(".feed-link").inner_text()).path]
    return []


def _open(page: Page, path: str) -> Response | None:
    """The page's answer; None for a link that is a file to save."""
    try:
        return page.goto(path)
    except PlaywrightError as error:
        if "Download is starting" in error.message:
            return None
        raise


def _onward(here: str, link: str) -> str | None:
    there, home = urlsplit(urljoin(here, link)), urlsplit(here)
    if (there.scheme, there.netloc) != (home.scheme, home.netloc) or NOT_FOLLOWED.search(there.path):
        return None
    return f"{there.path}?{there.query}" if there.query else there.path


# --- Taking and showing -------------------------------------------------------------------------------------
def take(browser, demo, role, state, pages: dict[str, str], faults: list[str]) -> list[Shot]:
    shots = []
    for width, size in SIZES.items():
        for language in LANGUAGES:
            with _context(browser, demo, size, language, state) as context:
                page = context.new_page()
                page.on("pageerror", lambda error: faults.append(f"{role}: {error}"))
                for route, path in pages.items():
                    shots.append(_take_one(page, Shot(route, role, width, language), path, faults))
    return shots


def _take_one(page: Page, shot: Shot, path: str, faults: list[str]) -> Shot:
    answer = page.goto(path)
    if answer is None or answer.status >= 400:
        faults.append(f"{shot.file}: {path} answered {answer and answer.status}")
    page.locator("[hx-trigger=load]").wait_for(state="detached")
    page.evaluate("document.fonts.ready")
    target = OUT / shot.file
    target.parent.mkdir(parents=True, exist_ok=True)
    width, height = SIZES[shot.width]
    whole = page.evaluate("document.scrollingElement.scrollHeight")
    page.set_viewport_size({"width": width, "height": max(height, whole)})  # so that what is fixed stays at the edge
    page.screenshot(path=target)
    page.set_viewport_size({"width": width, "height": height})
    return shot


STYLE = """
body{font:15px system-ui;margin:24px;background:#eef2f2;color:#14282b}
section{margin-block-end:48px}.row{display:flex;gap:16px;overflow-x:auto;align-items:flex-start}
figure{margin:0;background:#fff;padding:8px;border-radius:8px}figcaption{font-size:13px;margin-block-end:6px}
img{display:block;max-height:640px;border:1px solid #cfd8d8}
"""


def index(shots: list[Shot], missed: list[str]) -> str:
    parts = ["<!doctype html><html lang=en><meta charset=utf-8><title>Ringar: every page</title>"]
    parts.append(f"<style>{STYLE}</style><h1>Every page, as each role</h1>")
    if missed:
        parts.append(f"<p>No link leads to: {escape(', '.join(missed))}</p>")
    for route in sorted({shot.route for shot in shots}):
        parts.append(f"<section><h2 id='{escape(route)}'>{escape(route)}</h2>")
        for role in sorted({shot.role for shot in shots if shot.route == route}):
            parts.append(f"<h3>{escape(role)}</h3><div class=row>")
            mine = [shot for shot in shots if (shot.route, shot.role) == (route, role)]
            parts += [
                f"<figure><figcaption>{s.width} px, {s.language}</figcaption>"
                f"<a href='{s.file}'><img loading=lazy alt='' src='{s.file}'></a></figure>"
                for s in mine
            ]
            parts.append("</div>")
        parts.append("</section>")
    return "\n".join(parts)


def for_the_readme(browser: Browser, demo: Demo) -> None:
    shutil.rmtree(DOCS, ignore_errors=True)
    DOCS.mkdir(parents=True)
    for name, role, links, size in SHOWN:
        state = _sign_in(browser, demo, role)
        with _context(browser, demo, size, "sv", state) as context:
            page = context.new_page()
            page.goto("/")
            for link in links:
                page.get_by_role("link", name=link).first.click()
                page.wait_for_load_state()
            if name == "leader-register":
                _take_half_the_register(page)
            page.locator("[hx-trigger=load]").wait_for(state="detached")
            page.evaluate("document.fonts.ready")
            page.screenshot(path=DOCS / f"{name}.png")


def _take_half_the_register(page: Page) -> None:
    tiles = page.locator("[data-tile]")
    for number in range(HERE):
        tiles.nth(number).click()
        page.locator(f"[data-tile][data-state=present] >> nth={number}").wait_for()
    page.evaluate("document.activeElement.blur()")


def photograph(browser: Browser, demo: Demo, only: str | None) -> int:
    from tests.access.routes import routes

    shutil.rmtree(OUT, ignore_errors=True)
    shots, faults = [], []
    for role in [only] if only else [NOBODY, *demo.addresses]:
        state = _sign_in(browser, demo, role)
        with _context(browser, demo, SIZES["1360"], "sv", state) as context:
            page = context.new_page()
            pages = walk(page, ["/", *behind_a_press(page, role)] if state else ["/account/login/"])
            state = context.storage_state() if state else None  # with the key of what was uploaded
        print(f"{role}: {len(pages)} pages", flush=True)
        shots += take(browser, demo, role, state, pages, faults)
    taken = {shot.route.rstrip("?") for shot in shots}
    missed = sorted({r.name for r in routes() if r.method == "GET" and not r.pattern.startswith("api/")} - taken)
    (OUT / "index.html").write_text(index(shots, missed), encoding="utf-8")
    print(f"{len(shots)} pictures: {OUT / 'index.html'}")
    if missed:
        print(f"No link leads to: {', '.join(missed)}")
    print("\n".join(faults))
    return 1 if faults else 0


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--only", help="one role's word, as in its demo address")
    arguments.add_argument("--docs", action="store_true", help="the README's few, into docs/pictures/")
    given = arguments.parse_args()
    if chromium.path() is None:
        raise SystemExit("No Chromium was found; set CHROMIUM to one.")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    folder = Path(tempfile.mkdtemp(prefix="ringar-pictures-"))
    os.environ["RINGAR_DATA"] = str(folder)
    django.setup()
    try:
        with demo(folder) as running, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.path(), args=chromium.ARGUMENTS)
            return for_the_readme(browser, running) or 0 if given.docs else photograph(browser, running, given.only)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    sys.exit(main())
