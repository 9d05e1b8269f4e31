"""A word after an action: what happened, and how to undo it. Errors are never toasts."""

from django.contrib import messages
from django.http import HttpRequest

UNDO = "undo:"


def toast(request: HttpRequest, text: str, *, undo: str = "") -> None:
    """Show `text` on the next page. `undo` is a URL that a POST without a body takes back what was done."""
    messages.success(request, text, extra_tags=f"{UNDO}{undo}" if undo else "")


def undo_url(message) -> str:
    """The undo URL a message carries, or ""."""
    tags = message.extra_tags or ""
    return tags.removeprefix(UNDO) if tags.startswith(UNDO) else ""
