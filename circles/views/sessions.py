"""One session: its page, changing it, and telling those who must know."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access.verbs import Verb
from circles.access import circle_for, leads, session_for
from circles.actions import leaders as leading
from circles.actions import planning as actions
from circles.forms import CancelForm, NewSessionForm, SessionTimeForm
from circles.leading import possible_substitutes
from circles.listing import may_do
from circles.models import Circle, Session
from circles.planning import time_notes
from circles.planning_forms import SwapForm
from circles.public_page.languages import known
from circles.public_page.page import page_of
from circles.public_page.reminders import KINDS, kind_of
from circles.public_page.slips import answers_about
from circles.room import plan_of
from circles.rules.lifecycle import may_cancel
from circles.rules.verdict import Refused
from circles.sharing import must_know, share_texts
from circles.views.answers import add, back, page_address, say, sent, status_of
from core.readonly import readonly_view
from core.toasts import toast


def _ask(request, template: str, session: Session, form, **more):
    """Before a change: its form, and who must know. `session` may be unsaved."""
    known = {"session": session, "circle": session.circle, "must_know": must_know(session, by=request.user)}
    return render(request, template, {"form": form} | known | more, status=status_of(form))


def _tell(session: Session, kind: str):
    """After a change: the page that says who must know."""
    return redirect(f"{reverse('circles:session_remind', args=[session.public_id])}?kind={kind}")


def _when_and_where(form) -> dict:
    names = ("place", "room")
    return {"starts_at": form.starts_at, "ends_at": form.ends_at} | {name: form.cleaned_data[name] for name in names}


@readonly_view
@require_GET
def session_plan(request, public_id):
    """One session: its theme and plan, film, place, and what can be done with it."""
    session = session_for(request.user, public_id, Verb.SEE)
    context = {
        "session": session,
        "circle": session.circle,
        "may": may_do(request.user, session.circle, session),
        "plan": plan_of(session),
        "leads": leads(request.user, session.circle),
    }
    if context["may"].people:
        context["answers"] = answers_about(session)
    return render(request, "circles/session_detail.html", context)


@readonly_view
@require_http_methods(["GET", "POST"])
def session_add(request, public_id):
    circle = circle_for(request.user, public_id, Verb.EDIT)
    unsaved = Session(circle=circle)
    form = NewSessionForm(sent(request), session=unsaved)
    if request.htmx:
        return _time_notes(request, unsaved, form)
    if request.method == "POST" and form.is_valid() and (session := _add(request, circle, form)):
        return _tell(session, "added")
    return _ask(request, "circles/session_add.html", unsaved, form)


def _add(request, circle: Circle, form) -> Session | None:
    title = form.cleaned_data["title"]
    try:
        session = actions.add_session(circle=circle, by=request.user, title=title, **_when_and_where(form))
    except Refused as refused:
        add(form, refused)
        return None
    toast(request, _("Träff %(number)d är tillagd") % {"number": session.ordinal})
    return session


@readonly_view
@require_http_methods(["GET", "POST"])
def session_move(request, public_id):
    session = session_for(request.user, public_id, Verb.EDIT)
    form = SessionTimeForm.of(session, sent(request))
    if request.htmx:
        return _time_notes(request, session, form)
    if request.method == "POST" and form.is_valid():
        change = actions.change_of(session, **_when_and_where(form))
        if change is None:
            messages.info(request, _("Inget är ändrat: tiden och platsen är som förut."))
            return redirect("circles:session", public_id)
        if _move(request, session, form, change):
            return _tell(session, change)
    return _ask(request, "circles/session_move.html", session, form)


def _time_notes(request, session: Session, form):
    """While one types: what the leader or the room has at the same time. Saves nothing."""
    notes = []
    if form.is_valid():
        notes = time_notes(session, **_when_and_where(form))
    else:
        notes = [error for name in ("day", "starts", "ends") for error in form.errors.get(name, [])]
    return render(request, "circles/partials/_time_notes.html", {"time_notes": notes})


def _move(request, session, form, change: str) -> bool:
    try:
        actions.move_session(session=session, by=request.user, **_when_and_where(form))
    except Refused as refused:
        add(form, refused)
        return False
    words = {
        "moved": _("Träff %(number)d är ändrad. Kalendrarna får den nya tiden."),
        "placed": _("Träff %(number)d är ändrad. Kalendrarna får den nya platsen."),
    }
    toast(request, words[change] % {"number": session.ordinal})
    return True


@readonly_view
@require_http_methods(["GET", "POST"])
def session_cancel(request, public_id):
    session = session_for(request.user, public_id, Verb.EDIT)
    standing = may_cancel(session.status)
    if not standing.ok:
        say(request, Refused(*standing.reasons))
        return redirect("circles:session", public_id)
    form = CancelForm(sent(request))
    if request.method == "POST" and form.is_valid() and _cancel(request, session, form):
        return _tell(session, "cancelled")
    return _ask(request, "circles/session_cancel.html", session, form)


def _cancel(request, session, form) -> bool:
    try:
        actions.cancel_session(session=session, reason_code=form.cleaned_data["reason"], by=request.user)
    except Refused as refused:
        add(form, refused)
        return False
    toast(
        request,
        _("Träff %(number)d är inställd") % {"number": session.ordinal},
        undo=reverse("circles:session_restore", args=[session.public_id]),
    )
    return True


@require_POST
def session_restore(request, public_id):
    session = session_for(request.user, public_id, Verb.EDIT)
    try:
        actions.restore_session(session=session, by=request.user)
    except Refused as refused:
        say(request, refused)
    else:
        toast(request, _("Träff %(number)d gäller igen") % {"number": session.ordinal})
        if session.ends_at > timezone.now():
            return _tell(session, "stands")
    return back(request, session.circle)


@readonly_view
@require_http_methods(["GET", "POST"])
def session_leader_away(request, public_id):
    """ "Jag kan inte komma": ask on the board, name a substitute, move, or cancel."""
    session = session_for(request.user, public_id, Verb.EDIT)
    if request.method == "POST":
        actions.ask_for_substitute(session=session, by=request.user)
        toast(request, _("Träffen står på tavlan. Samordnaren ser att den behöver en vikarie."))
        return redirect("circles:circle_detail", session.circle.public_id)
    return render(request, "circles/session_leader_away.html", {"session": session, "circle": session.circle})


@readonly_view
@require_http_methods(["GET", "POST"])
def session_swap(request, public_id):
    """Another leader for this one meeting. Blocked by her other meetings; a near one asks once more."""
    session = session_for(request.user, public_id, Verb.EDIT)
    form = SwapForm(sent(request), communicators=possible_substitutes(session))
    near = False
    if request.method == "POST" and form.is_valid():
        try:
            leading.swap_leader(
                session=session,
                substitute=form.cleaned_data["communicator"],
                by=request.user,
                accepts_near="near" in request.POST,
            )
        except Refused as refused:
            near = {one.code for one in refused.reasons} == {"leader_near"}
            add(form, refused)
        else:
            toast(request, _("%(name)s leder träffen") % {"name": form.cleaned_data["communicator"].name})
            return _tell(session, "led")
    return _ask(request, "circles/session_swap.html", session, form, near=near)


@require_POST
def session_give_back(request, public_id):
    """The substitute can't come after all: the meeting stands on the board again."""
    session = session_for(request.user, public_id, Verb.EDIT)
    try:
        leading.give_back(session=session, by=request.user)
    except Refused as refused:
        say(request, refused)
    else:
        toast(request, _("Träffen står på tavlan igen"))
    if not may_do(request.user, session.circle).people:
        return redirect("circles:board")
    return redirect("circles:session", public_id)


@readonly_view
@require_GET
def session_remind(request, public_id):
    """A text to share from the leader's own phone, in the language asked for, and who else must know."""
    session = session_for(request.user, public_id, Verb.EDIT)
    kind = request.GET.get("kind", kind_of(session))
    if kind not in KINDS:
        kind = kind_of(session)
    page = page_of(session.circle)
    is_open = page is not None and page.closed_at is None
    with_link = is_open and "link" in request.GET
    texts = share_texts(session, kind, page_address(request, page) if with_link else "")
    wanted = request.GET.get("language", "")
    context = {
        "session": session,
        "circle": session.circle,
        "kind": kind,
        "texts": texts,
        "chosen": next((one for one in texts if one.language.code == wanted), texts[0]),
        "has_page": is_open,
        "with_link": with_link,
        "must_know": must_know(session, by=request.user),
        "told": kind != "reminder",
        "reminds": kind == "reminder",
    }
    return render(request, "circles/session_remind.html", context)


@require_POST
def session_shared(request, public_id):
    """Ringar keeps when, and nothing else: not to whom, not in which language."""
    session = session_for(request.user, public_id, Verb.EDIT)
    kind, language = request.POST.get("kind", ""), request.POST.get("language", "")
    if kind not in KINDS or not known(language):
        raise Http404
    actions.note_shared(session=session, by=request.user)
    return redirect(f"{reverse('circles:session_remind', args=[public_id])}?kind={kind}&language={language}")
