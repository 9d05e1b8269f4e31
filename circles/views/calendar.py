"""Calendar pages, and the feeds that a calendar reads without signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access.verbs import Verb
from circles.access import circle_for, communicator_of, hub_for, hubs_with_calendar, own_communicator
from circles.actions import feeds as actions
from circles.calendar_pages import circle_panel, hub_panels, own_panel, weeks_of
from circles.feed import address_of, bytes_of, calendar_by_token, edition_by_token
from core.readonly import readonly_view
from core.toasts import toast


@readonly_view
@require_GET
def calendar(request):
    """The coming sessions, a leader's own or a coordinator's hub's, and the feeds: when each was last read."""
    communicator, hubs = communicator_of(request.user), list(hubs_with_calendar(request.user))
    if communicator is None and not hubs:
        raise Http404
    context = {
        "panels": [*([own_panel(communicator)] if communicator else []), *hub_panels(request.user, hubs)],
        "weeks": weeks_of(communicator, hubs),
        "leads": communicator is not None,
    }
    return render(request, "circles/calendar.html", context)


@readonly_view
@require_GET
def circle_calendar(request, public_id):
    """The feed of one circle: for a co-leader, an interpreter's office, whoever books the room."""
    circle = circle_for(request.user, public_id, Verb.EDIT)
    return render(
        request, "circles/circle_calendar.html", {"circle": circle, "panel": circle_panel(request.user, circle)}
    )


def _scope(request) -> dict:
    """Whose feed the form is about: a circle's, a hub's, or the leader's own."""
    if circle := request.POST.get("circle"):
        return {"circle": circle_for(request.user, circle, Verb.EDIT)}
    if hub := request.POST.get("hub"):
        return {"hub": hub_for(request.user, hub)}
    return {"communicator": own_communicator(request.user)}


def _page_of(scope: dict):
    if circle := scope.get("circle"):
        return redirect("circles:circle_calendar", circle.public_id)
    return redirect("circles:calendar")


@require_POST
def feed_open(request):
    """A new secret address. It is shown on this answer, once, and nowhere again."""
    scope = _scope(request)
    token = actions.open_feed(by=request.user, **scope)
    link = request.build_absolute_uri(address_of(token, circle=scope.get("circle"), hub=scope.get("hub")))
    context = {"link": link, "webcal": link.split(":", 1)[1], "back": _page_of(scope)["Location"]}
    response = render(request, "circles/calendar_link.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def feed_revoke(request):
    scope = _scope(request)
    actions.revoke_feed(by=request.user, **scope)
    toast(request, _("Länken är stängd. Kalendern slutar uppdateras."))
    return _page_of(scope)


@login_not_required
@readonly_view
@require_safe
def feed(request, token, scope="own"):
    """RFC 5545 text. The token is the only key. What a calendar has already costs two queries."""
    if not actions.note_read(token, scope):
        words = _("Kalenderlänken fungerar inte längre. Gör en ny i Ringar, under Kalender.")
        return HttpResponse(words, status=404, content_type="text/plain; charset=utf-8")
    base_url = f"{request.scheme}://{request.get_host()}"
    edition = edition_by_token(token, scope, base_url)
    if _is_known(request, edition):
        return _with_headers(HttpResponse(status=304), edition)
    data = bytes_of(calendar_by_token(token), base_url=base_url)
    return _with_headers(HttpResponse(data, content_type="text/calendar; charset=utf-8"), edition)


def _is_known(request, edition) -> bool:
    asked = request.headers.get("If-None-Match")
    if asked is not None:
        return edition.etag.removeprefix("W/") in {one.strip().removeprefix("W/") for one in asked.split(",")}
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and edition.modified is not None and int(edition.modified.timestamp()) <= since


def _with_headers(response, edition):
    response["ETag"] = edition.etag
    if edition.last_modified:
        response["Last-Modified"] = http_date(edition.last_modified.timestamp())
    response["Cache-Control"] = "private, max-age=3600"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
