import logging

import pytest

from core.logs import WithoutKeys, redacted


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("Not Found: /c/abcdefg/answer/", "Not Found: /c/…/answer/"),
        ('"GET /c/abcdefg/?l=ti HTTP/1.1" 200', '"GET /c/…/?l=ti HTTP/1.1" 200'),
        ("/calendar/tokentoken.ics", "/calendar/…"),
        ("/invitation/tokentoken/", "/invitation/…/"),
        ("/account/password/reset/key/1-abc/", "/account/password/reset/key/…/"),
        ("Not Found: /circles/0b1c/", "Not Found: /circles/0b1c/"),
    ],
)
def test_the_key_in_an_address_is_left_out(line, shown):
    assert redacted(line) == shown


def test_a_line_put_together_late_is_seen_too():
    record = logging.LogRecord("django.request", 30, "", 0, "%s: %s", ("Not Found", "/c/secret/"), None)
    assert WithoutKeys().filter(record)
    assert record.getMessage() == "Not Found: /c/…/"


def test_every_handler_that_writes_has_the_filter():
    loggers = [logging.getLogger(name) for name in ("", "django", "django.request", "django.server")]
    writing = [one for logger in loggers for one in logger.handlers if type(one) is logging.StreamHandler]
    assert writing
    assert all(any(isinstance(each, WithoutKeys) for each in one.filters) for one in writing)
