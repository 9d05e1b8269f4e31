"""Log lines without secrets: whoever reads the log of a server must not be able to open an invitation with it."""

import logging
import re

# A path segment (or its file name) as long as a token and no public id: invitation, calendar, password reset.
_END = r"(?=[/?.,&%#\s'\")]|$)"
_PUBLIC_ID = rf"[0-9a-f]{{8}}(?:-[0-9a-f]{{4}}){{3}}-[0-9a-f]{{12}}{_END}"
_TOKEN = re.compile(rf"(?:(?<=/)|(?<=%2F))(?!{_PUBLIC_ID})[A-Za-z0-9_:-]{{24,}}{_END}", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
HIDDEN = "…"


def redacted(line: str) -> str:
    """`line` with tokens of addresses and e-mail addresses hidden.

    redacted("Not Found: /invitation/Qm9…43 characters…/") → "Not Found: /invitation/…/"
    """
    return _ADDRESS.sub(HIDDEN, _TOKEN.sub(HIDDEN, line))


class RedactedFormatter(logging.Formatter):
    """The whole line, a traceback included."""

    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))
