"""What a server's log may say of an address."""

import contextlib
import logging
import os
import secrets
import socket
import subprocess
import sys
import time
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from django.conf import settings
from django.core import signing
from django.urls import URLResolver, get_resolver, reverse

from circles.actions.feeds import TOKEN_BYTES
from circles.public_page.links import new_link
from core.redaction import HIDDEN, RedactedFormatter, redacted
from organisations.tokens import new_token

ID = "3f2b8c1e-0d4a-4b6f-9c7d-5e8a1b2c3d4e"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Not Found: /invitation/{token}/", "Not Found: /invitation/…/"),
        ("Gone: /calendar/{token}.ics", "Gone: /calendar/….ics"),
        ("GET /calendar/{token}.ics?poll=1", "GET /calendar/….ics?poll=1"),
        ("GET /account/login/?next=%2Ftonight%2F{token}%2F", "GET /account/login/?next=%2Ftonight%2F…%2F"),
        ("/account/password/reset/key/1-cx3h2u-0123456789abcdef0123456789abcdef/", "/account/password/reset/key/…/"),
        (f"Not Found: /referrals/{ID}/contact/", f"Not Found: /referrals/{ID}/contact/"),
        (f"Conflict: /referrals/inbox/{ID}/accept/ 409", f"Conflict: /referrals/inbox/{ID}/accept/ 409"),
        ("refused: eva.nilsson@ringar.example,", "refused: …,"),
        ("Not Found: /api/v1/nothing/", "Not Found: /api/v1/nothing/"),
    ],
)
def test_tokens_and_addresses_are_hidden_and_ids_are_not(line, expected):
    assert redacted(line.format(token=new_token()[0])) == expected


def test_a_traceback_is_redacted_too():
    token = new_token()[0]
    try:
        raise ValueError(f"no such link: /invitation/{token}/")
    except ValueError as error:
        record = logging.LogRecord("x", logging.ERROR, "", 1, "failed", (), (type(error), error, error.__traceback__))
    line = RedactedFormatter("%(message)s").format(record)
    assert token not in line and "ValueError" in line


def test_the_servers_log_is_written_by_it(settings):
    assert settings.LOGGING["formatters"]["line"]["()"] == "core.redaction.RedactedFormatter"
    assert settings.LOGGING["root"]["handlers"] == ["console"]


# What is made for each kind of secret, by its name in the address.
SECRETS = {
    "token": lambda: secrets.token_urlsafe(TOKEN_BYTES),
    "link": new_link,
    "key": lambda: signing.dumps("eva@ringar.example"),
}


def routes_with_secrets(patterns, names=()):
    """(name, its parameters) of every route whose address is a secret."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from routes_with_secrets(one.url_patterns, (*names, one.namespace) if one.namespace else names)
        elif (parameters := frozenset(one.pattern.regex.groupindex)) and parameters <= {*SECRETS, "uidb36"}:
            yield ":".join([*names, one.name]), parameters


ROUTES = dict(routes_with_secrets(get_resolver().url_patterns))


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_no_secret_of_an_address_is_logged(name):
    made = {one: SECRETS[one]() if one in SECRETS else "1" for one in ROUTES[name]}
    address = reverse(name, kwargs=made)
    secret = next(made[one] for one in made if one in SECRETS)
    for line in (f"Not Found: {address}", f'127.0.0.1 - - "GET {address}?l=ar HTTP/1.1" 200 512 "{address}"'):
        assert secret.rpartition(":")[2] not in redacted(line)
        assert HIDDEN in redacted(line)


def test_every_kind_of_secret_address_was_tried():
    feeds = {"circles:feed", "circles:feed_circle", "circles:feed_hub"}
    pages = {"circles:public_page", "circles:public_answer", "circles:public_next", "circles:public_all"}
    assert feeds | pages | {"circles:tonight", "stewardship:invitation"} <= ROUTES.keys()


def test_the_web_servers_log_hides_them_too(tmp_path):
    """gunicorn as an operator starts it in the project's folder, with its own log of accesses."""
    token, port = secrets.token_urlsafe(TOKEN_BYTES), free_port()
    log = tmp_path / "log"
    command = ["gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{port}", "--access-logfile", "-", "--no-control-socket"]
    with log.open("wb") as out:
        server = subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=settings.BASE_DIR, stdout=out, stderr=out, env=os.environ | {"RINGAR_DATA": str(tmp_path)},
        )  # fmt: skip
        try:
            answered = asked(f"http://127.0.0.1:{port}/calendar/{token}.ics", server)
        finally:
            server.terminate()
            server.wait(timeout=20)
    written = log.read_text()
    assert answered and "GET /calendar/….ics" in written
    assert token not in written


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def asked(address: str, server: subprocess.Popen) -> bool:
    """Whether the server answered, whatever it said; asked again until it listens."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            urlopen(address, timeout=20)
        except HTTPError:
            return True
        except OSError:
            with contextlib.suppress(subprocess.TimeoutExpired):
                raise AssertionError(f"The web server stopped with {server.wait(timeout=0.1)}.") from None
        else:
            return True
    return False
