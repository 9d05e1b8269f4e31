"""The list of leaders, where the desk adds what their room must not know: where people wait for a seat."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.access.gates import require
from accounts.access.verbs import Thing, Verb
from core.readonly import readonly_view
from desk.leaders import Wanted, leaders_page

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
