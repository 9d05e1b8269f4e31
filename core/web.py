"""HTML over the wire: one URL, one template, the fragment of it that a swap asks for; and pages nobody else keeps."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def page_or_fragment(
    request: HttpRequest, template: str, context: dict, *, fragment: str, status: int = 200
) -> HttpResponse:
    """The whole page, or its partial `fragment` (a path, or "page.html#name") for an htmx swap.

    A boosted or history request gets the whole page, so that a reload shows the same thing.
    """
    swap = request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    response = render(request, fragment if swap else template, context, status=status)
    response["Vary"] = "HX-Request"
    return response


def hidden(response: HttpResponse) -> HttpResponse:
    """In no index, no cache, no referrer."""
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Referrer-Policy"] = "no-referrer"
    response["Cache-Control"] = "no-store"
    return response
