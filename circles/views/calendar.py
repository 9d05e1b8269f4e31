"""A leader's calendar page, and the feed that a calendar reads without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from circles.access import own_communicator
from circles.actions import feeds as actions
from circles.feed import edition_of, feed_by_token, open_feed_of, unread_change
from circles.overview import agenda_of
from core.readonly import readonly_view
from core.toasts import toast

FRESH_LINK = "calendar_link"


@readonly_view
@require_GET
def calendar(request):
    """The coming sessions and the feed: whether there is one, and when it was last read."""
    communicator = own_communicator(request.user)
    feed = open_feed_of(communicator)
    context = {
        "feed": feed,
        "unread": unread_change(communicator, feed),
        "weeks": agenda_of(communicator),
    }
    return render(request, "circles/calendar.html", context)


@require_POST
def feed_open(request):
    """A new secret address. It is shown on this answer, once, and nowhere again."""
    communicator = own_communicator(request.user)
    token = actions.open_feed(communicator=communicator, by=request.user)
    link = request.build_absolute_uri(f"/calendar/{token}.ics")
    response = render(request, "circles/calendar_link.html", {"link": link, "webcal": link.split(":", 1)[1]})
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def feed_revoke(request):
    actions.revoke_feed(communicator=own_communicator(request.user), by=request.user)
    toast(request, _("Länken är stängd. Kalendern slutar uppdateras."))
    return redirect("circles:calendar")


@login_not_required
@readonly_view
@require_safe
def feed(request, token):
    """RFC 5545 text. The token is the only key; a wrong one is a 404 like any other."""
    found = feed_by_token(token)
    if found is None:
        raise Http404
    actions.note_read(found)
    edition = edition_of(found.communicator, base_url=f"{request.scheme}://{request.get_host()}")
    if _is_known(request, edition):
        return _with_headers(HttpResponse(status=304), edition)
    response = HttpResponse(edition.data, content_type="text/calendar; charset=utf-8")
    return _with_headers(response, edition)


def _is_known(request, edition) -> bool:
    asked = request.headers.get("If-None-Match")
    if asked is not None:
        return edition.etag in {one.strip().removeprefix("W/") for one in asked.split(",")}
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and edition.modified is not None and int(edition.modified.timestamp()) <= since


def _with_headers(response, edition):
    response["ETag"] = edition.etag
    if edition.modified:
        response["Last-Modified"] = http_date(edition.modified.timestamp())
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
