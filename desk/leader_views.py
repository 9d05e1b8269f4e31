"""The list of leaders, where the desk adds what their room must not know: where people wait for a seat."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access.gates import require
from accounts.access.verbs import Thing, Verb
from audit.events import record
from core.readonly import bookkeeping, readonly_view
from desk.leader_workbook import leader_workbook
from desk.leaders import Wanted, leaders_page
from exports.writers.excel import MEDIA_TYPE

PER_PAGE = 50


@require_safe
@readonly_view
def leader_list(request: HttpRequest) -> HttpResponse:
    require(request.user, Verb.EDIT, Thing.LEADER)
    wanted = Wanted.of(request.GET)
    page = leaders_page(request.user, wanted, timezone.localdate())
    shown = Paginator(page.leaders, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "wanted": wanted, "shown": shown}
    return render(request, "desk/leader_list.html", context)


@require_safe
@readonly_view
def leader_excel(request: HttpRequest) -> HttpResponse:
    """What the page lists under the same filter. That it was taken is in the log."""
    require(request.user, Verb.EDIT, Thing.LEADER)
    page = leaders_page(request.user, Wanted.of(request.GET), timezone.localdate())
    with bookkeeping():
        record("leaders.downloaded", by=request.user, rows=len(page.leaders))
    response = HttpResponse(leader_workbook(page.leaders), content_type=MEDIA_TYPE)
    response["Content-Disposition"] = 'attachment; filename="ledare.xlsx"'
    return response
