"""What a server's log may say of an address."""

import logging

import pytest

from core.redaction import RedactedFormatter, redacted
from organisations.tokens import new_token

ID = "3f2b8c1e-0d4a-4b6f-9c7d-5e8a1b2c3d4e"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Not Found: /invitation/{token}/", "Not Found: /invitation/…/"),
        ("Gone: /calendar/{token}.ics", "Gone: /calendar/….ics"),
        ("GET /calendar/{token}.ics?poll=1", "GET /calendar/….ics?poll=1"),
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
