"""The one door through which a reading request may write: sign-in state, last use of a token, audit rows.

`readonly_view` holds every other GET to its word: a write inside it raises.
"""

from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps

from django.db import connection

_ALLOWED: ContextVar[bool] = ContextVar("write_allowed", default=False)
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class WriteOnRead(RuntimeError):
    """A GET tried to change a row."""


@contextmanager
def bookkeeping():
    """Open the door for what is no domain row: audit of reads, last use of a token."""
    token = _ALLOWED.set(True)
    try:
        yield
    finally:
        _ALLOWED.reset(token)


def _refuse_writes(execute, sql, params, many, context):
    if not _ALLOWED.get() and sql.lstrip().upper().startswith(_WRITES):
        raise WriteOnRead(sql.split("(")[0][:80])
    return execute(sql, params, many, context)


def readonly_view(view):
    """A view that changes nothing on GET and HEAD; other methods pass through."""

    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.method not in {"GET", "HEAD"}:
            return view(request, *args, **kwargs)
        with connection.execute_wrapper(_refuse_writes):
            return view(request, *args, **kwargs)

    return wrapper
