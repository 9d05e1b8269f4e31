"""Planning a circle, and changing it or one of its sessions."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access.gates import require
from accounts.access.verbs import Thing, Verb
from circles import planning
from circles.access import circle_for, planning_hubs
from circles.actions import planning as actions
from circles.copying import guess_from
from circles.forms import CircleForm, PlanForm
from circles.models import Circle
from circles.rules.verdict import Refused, reason
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
    sent_form = request.POST if "save" in request.POST else PlanForm.followed(request.POST)
    form = PlanForm(sent_form, choices=choices)
    shown = _preview(form) if form.is_valid() else None
    if shown and shown.ok and "save" in request.POST and (circle := _save_plan(request, form, shown)):
        return redirect("circles:circle_detail", circle.public_id)
    _say_why(form, shown)
    status = 422 if "save" in request.POST else 200
    return _show_plan(request, form, shown, status, followed=sent_form is not request.POST)


@readonly_view
@require_GET
def circle_copy(request, public_id):
    """The same circle once more, in a new term: the form as it was filled in, with new dates."""
    copied = circle_for(request.user, public_id, Verb.EDIT)
    choices = planning.plan_choices(request.user, planning_hubs(request.user))
    form = PlanForm(initial=guess_from(copied, choices), choices=choices)
    return _show_plan(request, form, _preview_of_guess(form), queue=actions.waiting_in(copied))


def _programme(request, choices) -> Programme | None:
    wanted = request.GET.get("programme")
    return choices.programme.filter(code=wanted).first() or choices.programme.first()


def _preview(form):
    data = form.cleaned_data
    names = ("first_day", "count", "every", "skip_holidays", "leader", "association", "municipality", "place", "room")
    wish = planning.Wish(
        weekly=form.weekly(), keep_free=tuple(data["keep_free"]), **{name: data[name] for name in names}
    )
    return planning.preview(wish)


def _preview_of_guess(form):
    """The dates of the form as it opens: the same code as a change of it."""
    values = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data = {name: getattr(value, "pk", value) for name, value in values.items() if value not in (None, "")}
    guess = PlanForm(data, choices=planning.PlanChoices(**{n: form.fields[n].queryset for n in CHOICES}))
    return _preview(guess) if guess.is_valid() else None


CHOICES = ("programme", "leader", "language", "municipality", "association", "project")


def _say_why(form, shown) -> None:
    if shown and not shown.ok:
        add(form, Refused(*shown.reasons))


def _show_plan(request, form, shown, status=200, queue=0, followed=False):
    context = {
        "form": form,
        "preview": shown,
        "chosen_programme": _chosen(form),
        "queue": queue or _queue_of(request, form),
        "followed": followed,
    }
    return page_or_fragment(
        request,
        "circles/circle_plan.html",
        context,
        fragment="circles/partials/_plan_dates.html",
        status=status,
    )


def _queue_of(request, form) -> int:
    """How many wait in the circle that a sent form was copied from."""
    copied = form.cleaned_data.get("copied_from") if form.is_bound and hasattr(form, "cleaned_data") else None
    return actions.waiting_in(circle_for(request.user, copied, Verb.EDIT)) if copied else 0


def _chosen(form) -> Programme | None:
    wanted = form["programme"].value()
    return form.fields["programme"].queryset.filter(pk=getattr(wanted, "pk", wanted) or "").first()


def _save_plan(request, form, shown) -> Circle | None:
    data = form.cleaned_data
    copied = circle_for(request.user, data["copied_from"], Verb.EDIT) if data["copied_from"] else None
    keys = ("title", "municipality", "language", "leader", "programme", "association", "project")
    try:
        circle = actions.plan_circle(
            by=request.user,
            hub=data["leader"].hub,
            times=shown.series.times,
            needs=data["needs"],
            queue_from=copied if data["take_queue"] else None,
            **{key: data[key] for key in (*keys, "place", "room", "door_code", "capacity")},
        )
    except Refused as refused:  # somebody else planned for the leader while this was typed
        add(form, refused)
        return None
    toast(request, _("%(title)s är planerad") % {"title": circle.title})
    return circle


@readonly_view
@require_http_methods(["GET", "POST"])
def circle_edit(request, public_id):
    circle = circle_for(request.user, public_id, Verb.EDIT)
    form = CircleForm(sent(request), instance=circle)
    if request.method == "POST" and form.is_valid() and _edit(request, public_id, form):
        return redirect("circles:circle_detail", public_id)
    return render(request, "circles/circle_edit.html", {"form": form, "circle": circle}, status=status_of(form))


def _edit(request, public_id, form) -> bool:
    circle = circle_for(request.user, public_id, Verb.EDIT)
    try:
        actions.edit_circle(circle=circle, by=request.user, **form.cleaned_data)
    except Refused as refused:
        add(form, refused, "title")
        return False
    toast(request, _("Ändringen är sparad"))
    return True


@require_POST
def circle_status(request, public_id):
    """The circle's next step: approve, send back, cancel, archive. Signing and checking are with the totals."""
    status = request.POST.get("status", "")
    circle = circle_for(request.user, public_id, VERBS.get(status, Verb.EDIT))
    try:
        if status not in SAID:
            raise Refused(reason("illegal_transition", current=circle.status, following=status, open=()))
        actions.set_circle_status(circle=circle, status=status, by=request.user)
    except Refused as refused:
        say(request, refused)
    else:
        toast(request, SAID[status]())
    return back(request, circle)


VERBS = {"archived": Verb.HAND_OVER, "planned": Verb.APPROVE, "draft": Verb.APPROVE}
SAID = {
    "planned": lambda: _("Cirkeln är godkänd"),
    "draft": lambda: _("Cirkeln är skickad tillbaka"),
    "archived": lambda: _("Cirkeln är arkiverad"),
    "cancelled": lambda: _("Cirkeln är inställd"),
}
