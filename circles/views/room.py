"""After the register: the count of the room, study hours, the film, and a call from the coordinator."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.verbs import Verb
from circles.access import leads, session_for
from circles.actions import hours as actions
from circles.room import films_for, planned_film, room_of, shown_films
from circles.room_forms import FilmForm, RoomCountForm
from circles.rules.verdict import Refused
from circles.views.answers import add, say, sent, status_of
from core.help_numbers import help_numbers
from core.readonly import readonly_view
from core.toasts import toast
from core.web import page_or_fragment


@readonly_view
@require_http_methods(["GET", "POST"])
def room_count(request, public_id):
    """GET shows the count and the proposed hours. POST saves both; with "check" it only counts again."""
    session = session_for(request.user, public_id, Verb.MARK)
    if request.method == "GET":
        return _show(request, room_of(session), RoomCountForm())
    form = RoomCountForm(request.POST)
    room = room_of(session, **_typed(request, session, form)) if form.is_valid() else room_of(session)
    if form.is_valid() and "check" not in request.POST and _save(request, session, form):
        return redirect("/")
    return _show(request, room, form, status=200 if "check" in request.POST else status_of(form))


def _typed(request, session, form) -> dict:
    """What stands in the form. Hours that were only proposed follow a change of the break."""
    data = {key: form.cleaned_data[key] for key in ("adults", "children", "break_minutes", "hours")}
    proposed = request.POST.get("proposed", "")
    if "check" in request.POST and proposed == str(data["hours"]):
        data["hours"] = actions.proposal_for(session, break_minutes=data["break_minutes"]).hours
    return data


def _show(request, room, form, status=200):
    session = room.session
    context = {
        "room": room,
        "session": session,
        "circle": session.circle,
        "form": form,
        "theme_done": request.POST.get("theme_done", session.theme_done),
        "leads": leads(request.user, session.circle),
    }
    return page_or_fragment(
        request, "circles/room_count.html", context, fragment="circles/partials/_room_sums.html", status=status
    )


def _save(request, session, form) -> bool:
    data = form.cleaned_data
    try:
        actions.finish_session(session=session, by=request.user, **data)
    except Refused as refused:
        breaks = refused.reasons[0].code == "break_too_long"
        add(form, refused, "break_minutes" if breaks else "hours")
        return False
    words = ngettext(
        "Träff %(number)d är klar: %(hours)d studietimme",
        "Träff %(number)d är klar: %(hours)d studietimmar",
        data["hours"],
    )
    toast(request, words % {"number": session.ordinal, "hours": data["hours"]})
    return True


@readonly_view
@require_http_methods(["GET", "POST"])
def session_film(request, public_id):
    """Which film was shown, in which language, for how long."""
    session = session_for(request.user, public_id, Verb.MARK)
    came_from, way_back = _way_back(request, session)
    guess = planned_film(session)
    form = FilmForm(
        sent(request),
        versions=films_for(session),
        initial={"version": guess, "minutes": guess.minutes if guess else None},
    )
    if request.method == "POST" and form.is_valid() and _save_film(request, session, form):
        return redirect(way_back)
    context = {
        "form": form,
        "session": session,
        "circle": session.circle,
        "shown": shown_films(session),
        "came_from": came_from,
        "way_back": way_back,
    }
    return render(request, "circles/session_film.html", context, status=status_of(form))


PAGES_WITH_FILM = {"room": "circles:room_count", "register": "circles:register"}


def _way_back(request, session) -> tuple[str, str]:
    """The page's word in the query, "" for none of ours, and its address: the session's own page by itself."""
    came_from = request.GET.get("from", "")
    came_from = came_from if came_from in PAGES_WITH_FILM else ""
    return came_from, reverse(PAGES_WITH_FILM.get(came_from, "circles:session"), args=[session.public_id])


def _save_film(request, session, form) -> bool:
    try:
        actions.show_film(session=session, by=request.user, **form.cleaned_data)
    except Refused as refused:
        add(form, refused, "minutes" if refused.reasons[0].code == "film_too_long" else None)
        return False
    toast(request, _("Filmen är sparad"))
    return True


@require_POST
def session_film_remove(request, public_id, film):
    session = session_for(request.user, public_id, Verb.MARK)
    for shown in shown_films(session).filter(version__public_id=film):
        try:
            actions.remove_film(shown=shown, by=request.user)
        except Refused as refused:
            say(request, refused)
        else:
            toast(request, _("Filmen är borttagen"))
    came_from, _address = _way_back(request, session)
    page = reverse("circles:session_film", args=[session.public_id])
    return redirect(f"{page}?from={came_from}" if came_from else page)


@readonly_view
@require_http_methods(["GET", "POST"])
def session_call(request, public_id):
    """ "Någon blev berörd i kväll": help lines, and the coordinator calls the leader. No name, no text.

    One tap on the room's page swaps its row; without a script it leads here.
    """
    session = session_for(request.user, public_id, Verb.MARK)
    if request.method == "POST":
        change = actions.take_back_call if "take_back" in request.POST else actions.ask_for_call
        change(session=session, by=request.user)
        if request.htmx:
            return render(request, "circles/partials/_call_row.html", {"session": session})
        return redirect("circles:session_call", public_id)
    context = {"session": session, "circle": session.circle, "help_numbers": help_numbers()}
    return render(request, "circles/session_call.html", context)
