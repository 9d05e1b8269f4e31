"""The shell that a phone keeps: style, scripts, pictures, and one page without a word about anybody."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.urls import reverse

SCRIPT = "js/sw.js"
ASSETS = (
    "css/ringar.css",
    "css/components.css",
    "css/rooms/circles.css",
    "js/ui.js",
    "js/vault.js",
    "js/queue.js",
    "js/register.js",
    "icons/sprite.svg",
    "img/cards.svg",
    "img/logo.svg",
    "fonts/schibsted-latin.woff2",
)
FONTS = {"ar": "fonts/noto-arabic.woff2"}  # beside those, kept only on a phone that reads the language


def service_worker() -> str:
    """The script, after a line that says what this release's shell is made of."""
    shell = {
        "version": _version(),
        "page": reverse("circles:offline"),
        "assets": [static(name) for name in ASSETS],
        "fonts": {language: static(name) for language, name in FONTS.items()},
        "statics": settings.STATIC_URL,
        "hashed": static(SCRIPT) != f"{settings.STATIC_URL}{SCRIPT}",
        "sign_out": reverse("account_logout"),
    }
    return f"const SHELL = {json.dumps(shell)};\n{_source(SCRIPT).decode()}"


@cache
def fingerprint() -> str:
    """Another one as soon as the script as it is served is another."""
    return sha256(service_worker().encode()).hexdigest()[:16]


@cache
def _version() -> str:
    """Another one as soon as any file of the shell, or the page, is another."""
    template = Path(__file__).parent / "templates/circles/offline.html"
    parts = [_source(name) for name in (*ASSETS, *FONTS.values(), SCRIPT)]
    return sha256(b"".join([*parts, template.read_bytes()])).hexdigest()[:16]


def _source(name: str) -> bytes:
    """Raises FileNotFoundError for a name that no folder of static files has."""
    path = finders.find(name)
    if path is None:
        raise FileNotFoundError(f"No {name} among the static files.")
    return Path(path).read_bytes()
