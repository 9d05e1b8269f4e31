"""Planning a circle, and changing it or one of its sessions."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access.gates import require
from accounts.access.verbs import Thing, Verb
from circles import planning
from circles.access import circle_for, leads, planning_hubs, session_for
from circles.actions import planning as actions
from circles.forms import CancelForm, CircleForm, NewSessionForm, PlanForm, SessionTimeForm
from circles.listing import may_do
from circles.public_page.slips import answers_about
from circles.room import plan_of
from circles.rules.verdict import Refused
from circles.views.answers import add, back, say, sent, status_of
from core.readonly import readonly_view
from core.toasts import toast
from core.web import page_or_fragment
from materials.models import Programme


@readonly_view
@require_http_methods(["GET", "POST"])
def circle_plan(request):
    """The form beside its dates. "Visa datum" and every change show them, "Spara" saves them."""
    require(request.user, Verb.CREATE, Thing.CIRCLE)
    choices = planning.plan_choices(request.user, planning_hubs(request.user))
    if request.method == "GET":
        programme = _programme(request, choices)
        form = PlanForm(initial=planning.first_guess(request.user, choices, programme), choices=choices)
        return _show_plan(request, form, _preview_of_guess(form))
    form = PlanForm(request.POST, choices=choices)
    shown = _preview(form) if form.is_valid() else None
    if shown and shown.ok and "save" in request.POST:
        return _save_plan(request, form, shown)
    _say_why(form, shown)
    return _show_plan(request, form, shown, status=422 if "save" in request.POST else 200)


def _programme(request, choices) -> Programme | None:
    wanted = request.GET.get("programme")
    return choices.programme.filter(code=wanted).first() or choices.programme.first()


def _preview(form):
    data = form.cleaned_data
    return planning.preview(
        weekly=form.weekly(),
        first_day=data["first_day"],
        count=data["count"],
        skip_holidays=data["skip_holidays"],
        leader=data["leader"],
        place=data["place"],
        room=data["room"],
    )


def _preview_of_guess(form):
    """The dates of the form as it opens: the same code as a change of it."""
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: getattr(value, "pk", value) for name, value in values.items() if value not in (None, "")}
    guess = PlanForm(data, choices=planning.PlanChoices(**{n: form.fields[n].queryset for n in CHOICES}))
    return _preview(guess) if guess.is_valid() else None


CHOICES = ("programme", "leader", "language", "municipality", "association", "project")


def _say_why(form, shown) -> None:
    if shown and not shown.ok:
        add(form, Refused(*shown.series.verdict.reasons))


def _show_plan(request, form, shown, status=200):
    return page_or_fragment(
        request,
        "circles/circle_plan.html",
        {"form": form, "preview": shown, "chosen_programme": _chosen(form)},
        fragment="circles/partials/_plan_dates.html",
        status=status,
    )


def _chosen(form) -> Programme | None:
    wanted = form["programme"].value()
    return form.fields["programme"].queryset.filter(pk=getattr(wanted, "pk", wanted) or "").first()


def _save_plan(request, form, shown):
    data = form.cleaned_data
    keys = ("title", "municipality", "language", "leader", "programme", "association", "project")
    circle = actions.plan_circle(
        by=request.user,
        hub=data["leader"].hub,
        times=shown.series.times,
        **{key: data[key] for key in (*keys, "place", "room", "door_code", "capacity")},
    )
    toast(request, _("%(title)s är planerad") % {"title": circle.title})
    return redirect("circles:circle_detail", circle.public_id)


@readonly_view
@require_http_methods(["GET", "POST"])
def circle_edit(request, public_id):
    circle = circle_for(request.user, public_id, Verb.EDIT)
    form = CircleForm(sent(request), instance=circle)
    if request.method == "POST" and form.is_valid():
        actions.edit_circle(circle=circle_for(request.user, public_id, Verb.EDIT), by=request.user, **form.cleaned_data)
        toast(request, _("Ändringen är sparad"))
        return redirect("circles:circle_detail", public_id)
    return render(request, "circles/circle_edit.html", {"form": form, "circle": circle}, status=status_of(form))


@require_POST
def circle_status(request, public_id):
    """The circle's next step: end, sign, check, approve, cancel, back."""
    status = request.POST.get("status", "")
    circle = circle_for(request.user, public_id, VERBS.get(status, Verb.EDIT))
    try:
        actions.set_circle_status(circle=circle, status=status, by=request.user)
    except Refused as refused:
        say(request, refused)
    else:
        toast(request, SAID.get(status, lambda: _("Ändringen är sparad"))())
    return back(request, circle)


VERBS = {
    "signed": Verb.SIGN,
    "checked": Verb.HAND_OVER,
    "archived": Verb.HAND_OVER,
    "planned": Verb.APPROVE,
    "draft": Verb.APPROVE,
}
SAID = {
    "signed": lambda: _("Listan är signerad och låst"),
    "checked": lambda: _("Cirkeln är kontrollerad"),
    "planned": lambda: _("Cirkeln är godkänd"),
    "cancelled": lambda: _("Cirkeln är inställd"),
    "ended": lambda: _("Cirkeln är avslutad"),
}


@readonly_view
@require_http_methods(["GET", "POST"])
def session_add(request, public_id):
    circle = circle_for(request.user, public_id, Verb.EDIT)
    form = NewSessionForm(sent(request))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        session = actions.add_session(
            circle=circle,
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            by=request.user,
            title=data["title"],
            place=data["place"],
            room=data["room"],
        )
        toast(request, _("Träff %(number)d är tillagd") % {"number": session.ordinal})
        return redirect("circles:circle_detail", public_id)
    return render(request, "circles/session_add.html", {"form": form, "circle": circle}, status=status_of(form))


@readonly_view
@require_GET
def session_plan(request, public_id):
    """One session: its theme and plan, film, place, and what can be done with it."""
    session = session_for(request.user, public_id, Verb.SEE)
    context = {
        "session": session,
        "circle": session.circle,
        "may": may_do(request.user, session.circle),
        "plan": plan_of(session),
        "leads": leads(request.user, session.circle),
    }
    if context["may"].people:
        context["answers"] = answers_about(session)
    return render(request, "circles/session_detail.html", context)


@readonly_view
@require_http_methods(["GET", "POST"])
def session_move(request, public_id):
    session = session_for(request.user, public_id, Verb.EDIT)
    form = SessionTimeForm.of(session, sent(request))
    if request.method == "POST" and form.is_valid() and _move(request, session, form):
        return redirect("circles:circle_detail", session.circle.public_id)
    context = {"form": form, "session": session, "circle": session.circle}
    return render(request, "circles/session_move.html", context, status=status_of(form))


def _move(request, session, form) -> bool:
    try:
        actions.move_session(
            session=session,
            starts_at=form.starts_at,
            ends_at=form.ends_at,
            by=request.user,
            place=form.cleaned_data["place"],
            room=form.cleaned_data["room"],
        )
    except Refused as refused:
        add(form, refused)
        return False
    toast(request, _("Träff %(number)d är ändrad. Kalendrarna får den nya tiden.") % {"number": session.ordinal})
    return True


@readonly_view
@require_http_methods(["GET", "POST"])
def session_cancel(request, public_id):
    session = session_for(request.user, public_id, Verb.EDIT)
    form = CancelForm(sent(request))
    if request.method == "POST" and form.is_valid() and _cancel(request, session, form):
        return redirect("circles:circle_detail", session.circle.public_id)
    context = {"form": form, "session": session, "circle": session.circle}
    return render(request, "circles/session_cancel.html", context, status=status_of(form))


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
    return back(request, session.circle)


@readonly_view
@require_http_methods(["GET", "POST"])
def session_leader_away(request, public_id):
    """ "Jag kan inte komma": find a substitute, move, or cancel."""
    session = session_for(request.user, public_id, Verb.EDIT)
    if request.method == "POST":
        actions.ask_for_substitute(session=session, by=request.user)
        toast(request, _("Samordnaren ser att träffen behöver en vikarie"))
        return redirect("circles:circle_detail", session.circle.public_id)
    return render(request, "circles/session_leader_away.html", {"session": session, "circle": session.circle})
