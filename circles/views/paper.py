"""The register after the fact: a paper list typed in, and what has been changed."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access.verbs import Verb
from circles.access import session_for
from circles.actions.register import MarkConflict, mark_many
from circles.models import AttendanceChange
from circles.paper import paper_of, wanted_of
from circles.register_history import history_of
from circles.rules.verdict import Refused
from circles.views.answers import say
from core.readonly import readonly_view
from core.toasts import toast


@readonly_view
@require_GET
def register_history(request, public_id):
    session = session_for(request.user, public_id, Verb.SEE_PEOPLE)
    context = {"session": session, "circle": session.circle, "entries": history_of(session)}
    return render(request, "circles/register_history.html", context)


@readonly_view
@require_http_methods(["GET", "POST"])
def register_paper(request, public_id):
    """All rows in one form, for a keyboard. A lost race answers 409 with what was typed, and saves nothing."""
    session = session_for(request.user, public_id, Verb.MARK)
    if request.method == "GET":
        return _page(request, paper_of(session))
    paper = paper_of(session, request.POST)
    try:
        _save(request, session, paper)
    except MarkConflict as conflict:
        return _page(request, paper_of(session, request.POST, conflict), 409)
    except Refused as refused:
        say(request, refused)
        return _page(request, paper, 422)
    toast(request, _("Listan är sparad"))
    return redirect("circles:register", session.public_id)


def _save(request, session, paper):
    reason = request.POST.get("reason", "")
    correction = reason if reason in AttendanceChange.Reason.values else ""
    wanted = wanted_of(paper, request.POST)
    mark_many(session=session, wanted=wanted, by=request.user, correction=correction, verb="register.paper")


def _page(request, paper, status=200):
    session = paper.register.session
    context = {"paper": paper, "register": paper.register, "session": session, "circle": session.circle}
    return render(request, "circles/register_paper.html", context, status=status)
