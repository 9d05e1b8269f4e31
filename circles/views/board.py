"""Sessions that want a leader, and the card of whoever comes."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST, require_safe

from accounts.access.verbs import Verb
from circles.access import board_for, board_session_for, own_communicator, session_for
from circles.actions import leaders, tonight
from circles.board import board_rows
from circles.rules.verdict import Refused
from circles.substitute_card import substitute_card
from circles.views.answers import say
from core.readonly import readonly_view
from core.toasts import toast


@readonly_view
@require_GET
def board(request):
    """What wants a leader in the hub, and what hinders the reader from taking it."""
    communicator = own_communicator(request.user)
    return render(request, "circles/board.html", {"rows": board_rows(communicator, board_for(request.user))})


@require_POST
def session_take(request, public_id):
    """A communicator volunteers. `near`: she has seen how little time there is, and makes it."""
    session = board_session_for(request.user, public_id)
    own_communicator(request.user)
    try:
        leaders.take_session(session=session, by=request.user, accepts_near="near" in request.POST)
    except Refused as refused:
        say(request, refused)
        return redirect("circles:board")
    toast(request, _("Träffen är din. Den står i din kalender."))
    return redirect("circles:session", public_id)


@require_POST
def tonight_make(request, public_id):
    """A link to the substitute's card. It is shown on this answer, once, and nowhere again."""
    session = session_for(request.user, public_id, Verb.EDIT)
    try:
        token = tonight.make_link(session=session, by=request.user)
    except Refused as refused:
        say(request, refused)
        return redirect("circles:session", public_id)
    link = request.build_absolute_uri(reverse("circles:tonight", args=[token]))
    context = {"link": link, "session": session, "circle": session.circle}
    response = render(request, "circles/tonight_link.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def tonight_close(request, public_id):
    session = session_for(request.user, public_id, Verb.EDIT)
    tonight.close_links(session=session, by=request.user)
    toast(request, _("Länken är stängd"))
    return redirect("circles:session", public_id)


@login_not_required
@readonly_view
@require_safe
def tonight_card(request, token):
    """The card for one evening, without a sign-in. It can do nothing; a dead link says what to do."""
    session = tonight.open_link(token)
    if session is None:
        response = render(request, "circles/tonight_closed.html", status=404)
    else:
        response = render(request, "circles/tonight_card.html", {"card": substitute_card(session)})
    response["Cache-Control"] = "no-store"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response
