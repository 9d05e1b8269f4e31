"""The register's page. Its forms work without a script; with one, marks go through the queue (circles/sync.py)."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access.verbs import Verb
from circles.access import enrolment_for, leads, only_reads, session_for
from circles.actions import register as actions
from circles.forms import MarkForm
from circles.name_notes import locked_names
from circles.register import facts_of, register_of, tile_facts
from circles.register_words import register_words
from circles.rules.verdict import Refused
from circles.views.answers import say
from core.readonly import readonly_view


@readonly_view
@require_http_methods(["GET", "POST"])
def register(request, public_id):
    """GET shows the register; POST sets one mark. A lost race answers 409 with both values in the tile."""
    if request.method == "GET":
        session = session_for(request.user, public_id, Verb.SEE_PEOPLE)
        return _page(request, register_of(session), reads=only_reads(request.user, session.circle))
    session = session_for(request.user, public_id, Verb.MARK)
    form = MarkForm(request.POST)
    if not form.is_valid():
        return _stay(request, session, status=422)
    enrolment = enrolment_for(request.user, form.cleaned_data["enrolment"], Verb.MARK)
    try:
        _mark(request, session, enrolment, form.cleaned_data)
    except actions.MarkConflict as conflict:
        return _page(request, register_of(session, conflict=conflict), 409)
    except Refused as refused:
        say(request, refused)
        return _stay(request, session, status=422)
    return _stay(request, session)


def _mark(request, session, enrolment, data):
    wanted = actions.Wanted(enrolment, data["status"], data["version"])
    actions.mark_many(session=session, wanted=[wanted], by=request.user, correction=data["reason"])


def _since(request) -> int:
    """The register version the page has seen; anything else than a number asks for everything."""
    text = request.GET.get("since", "")
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _page(request, shown, status=200, reads=False):
    circle = shown.session.circle
    if reads:
        context = {"register": shown, "session": shown.session, "circle": circle}
        return render(request, "circles/register_read.html", context)
    context = {
        "register": shown,
        "session": shown.session,
        "circle": circle,
        "names": locked_names(request.user, circle) if leads(request.user, circle) else None,
        "register_facts": facts_of(shown),
        "register_words": register_words(),
    }
    return render(request, "circles/register.html", context, status=status)


def _stay(request, session, status=200):
    if status != 200:
        return _page(request, register_of(session), status)
    return redirect("circles:register", session.public_id)


@readonly_view
@require_GET
def register_changes(request, public_id):
    """What changed since the page's version, asked every four seconds; 204 where nothing did."""
    session = session_for(request.user, public_id, Verb.MARK)
    if session.register_version == _since(request):
        return HttpResponse(status=204)
    shown = register_of(session, since=_since(request))
    return JsonResponse({"version": shown.version, "tiles": [tile_facts(tile) for tile in shown.changed]})


@require_POST
def register_everyone(request, public_id):
    """ "Alla här": every untouched tile."""
    session = session_for(request.user, public_id, Verb.MARK)
    return _press(request, session, actions.mark_everyone_here)


@require_POST
def register_undo(request, public_id):
    session = session_for(request.user, public_id, Verb.MARK)
    return _press(request, session, actions.undo)


def _press(request, session, action):
    try:
        action(session=session, by=request.user)
    except Refused as refused:
        say(request, refused)
        return _stay(request, session, status=422)
    return _stay(request, session)


@readonly_view
@require_http_methods(["GET", "POST"])
def register_close(request, public_id):
    """ "Räkna rummet": asks about untouched tiles first, and goes on at once where there are none."""
    session = session_for(request.user, public_id, Verb.MARK)
    shown = register_of(session)
    if not shown.begun.ok:
        say(request, Refused(*shown.begun.reasons))
        return redirect("circles:register", session.public_id)
    if request.method == "GET" or (shown.tally.not_recorded and "rest" not in request.POST):
        context = {"register": shown, "session": session, "circle": session.circle}
        return render(request, "circles/register_close.html", context)
    try:
        actions.close_register(session=session, by=request.user, rest_absent="rest" in request.POST)
    except Refused as refused:
        say(request, refused)
        return redirect("circles:register", session.public_id)
    return redirect("circles:room_count", session.public_id)
