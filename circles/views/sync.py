"""The queue of marks: what a phone may hold, and what it has kept."""

import json

from django.http import JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from circles.access import may_sync
from circles.rules.sync import MOST
from circles.sync import NOT_FOUND, for_phone, receive
from core.readonly import readonly_view


@readonly_view
@require_http_methods(["GET", "POST"])
def sync(request):
    """GET: the registers of these days. POST {"operations": […]}: an answer to each, 404 where none was found."""
    may_sync(request.user)
    if request.method == "GET":
        return JsonResponse(for_phone(request.user, timezone.now()))
    operations = _operations(request)
    if operations is None:
        return JsonResponse({"detail": _("Kön gick inte att läsa. Ladda om sidan.")}, status=400)
    if len(operations) > MOST:
        words = ngettext(
            "Skicka högst %(most)d markering åt gången.", "Skicka högst %(most)d markeringar åt gången.", MOST
        )
        return JsonResponse({"detail": words % {"most": MOST}}, status=422)
    results = receive(request.user, operations)
    lost = results and all(one["outcome"] == NOT_FOUND for one in results)
    return JsonResponse({"results": results}, status=404 if lost else 200)


def _operations(request) -> list | None:
    try:
        sent = json.loads(request.body)
    except ValueError:  # not JSON, or not UTF-8
        return None
    operations = sent.get("operations") if isinstance(sent, dict) else None
    return operations if isinstance(operations, list) else None
