"""The list of circles, one circle, and who leads it."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access.gates import require
from accounts.access.verbs import Thing, Verb
from circles.access import circle_for, leader_link_for, list_seen
from circles.actions import leaders as actions
from circles.forms import LeaderForm
from circles.listing import circles_for, may_do, other_leaders
from circles.overview import next_step, overview_of
from circles.public_page.page import page_of
from circles.querysets import MEETING
from circles.rules.verdict import Refused
from circles.views.answers import add, sent, status_of
from core.readonly import readonly_view
from core.toasts import toast


@readonly_view
@require_GET
def circle_list(request):
    """Running and coming circles first, then those that are done; `q` searches titles."""
    require(request.user, Verb.SEE, Thing.CIRCLE)
    list_seen(request.user)
    return render(request, "circles/circle_list.html", {"list": circles_for(request.user, request.GET)})


@readonly_view
@require_GET
def circle(request, public_id):
    shown = overview_of(circle_for(request.user, public_id, Verb.SEE))
    may = may_do(request.user, shown.circle)
    context = {
        "circle": shown.circle,
        "overview": shown,
        "may": may,
        "next_step": next_step(shown) if may.mark else None,
        "page": page_of(shown.circle) if may.edit else None,
        "has_page_panel": may.edit and shown.circle.status in MEETING,
    }
    return render(request, "circles/circle_detail.html", context)


@readonly_view
@require_http_methods(["GET", "POST"])
def circle_leaders(request, public_id):
    """Co-leaders and substitutes: they see the circle while they are here."""
    found = circle_for(request.user, public_id, Verb.EDIT)
    form = LeaderForm(sent(request), communicators=other_leaders(found))
    if request.method == "POST" and form.is_valid() and _add_leader(request, found, form):
        return redirect("circles:leaders", public_id)
    context = {"circle": found, "form": form, "links": found.leader_links.filter(ended_on=None)}
    return render(request, "circles/leader_list.html", context, status=status_of(form))


def _add_leader(request, circle, form) -> bool:
    try:
        link = actions.add_leader(circle=circle, by=request.user, **form.cleaned_data)
    except Refused as refused:
        add(form, refused)
        return False
    toast(request, _("%(name)s är med i cirkeln") % {"name": link.communicator.name})
    return True


@require_POST
def circle_leader_end(request, public_id, link):
    """Ends a co-leader's or a substitute's part; the last leader stays until another has come. Who ends her own sees
    the circle no longer."""
    found = circle_for(request.user, public_id, Verb.EDIT)
    ended = leader_link_for(request.user, found, link)
    if ended is not None and found.leader_links.filter(ended_on=None).count() > 1:
        actions.end_leader(link=ended, by=request.user)
        toast(request, _("%(name)s är inte längre med i cirkeln") % {"name": ended.communicator.name})
    if not may_do(request.user, found).people:
        return redirect("circles:circle_list")
    return redirect("circles:leaders", public_id)
