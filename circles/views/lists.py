"""The totals of a circle: compared with the e-list, signed, checked, opened again."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.access.verbs import Verb
from circles.access import circle_for
from circles.actions import lists as actions
from circles.listing import may_do
from circles.planning_forms import ReopenForm
from circles.rules.verdict import Refused
from circles.totals import totals_of
from circles.views.answers import say
from core.readonly import readonly_view
from core.toasts import toast


@readonly_view
@require_GET
def circle_totals(request, public_id):
    """Counts and hours for all who see the circle; cards only for those who see its people."""
    return _show(request, circle_for(request.user, public_id, Verb.SEE), ReopenForm())


def _show(request, circle, reopen: ReopenForm, status: int = 200):
    context = {
        "circle": circle,
        "totals": totals_of(circle),
        "may": may_do(request.user, circle),
        "versions": circle.list_versions.select_related("by"),
        "reopen": reopen,
        "now": timezone.now(),
    }
    return render(request, "circles/circle_totals.html", context, status=status)


@require_POST
def list_sign(request, public_id):
    circle = circle_for(request.user, public_id, Verb.SIGN)
    try:
        actions.sign_list(circle=circle, by=request.user, compared="compared" in request.POST)
    except Refused as refused:
        say(request, refused)
    else:
        toast(request, _("Listan är signerad och låst"))
    return redirect("circles:circle_totals", public_id)


@require_POST
def list_check(request, public_id):
    circle = circle_for(request.user, public_id, Verb.CHECK)
    try:
        actions.check_list(circle=circle, by=request.user)
    except Refused as refused:
        say(request, refused)
    else:
        toast(request, _("Cirkeln är kontrollerad"))
    return redirect("circles:circle_totals", public_id)


@require_POST
def list_reopen(request, public_id):
    circle = circle_for(request.user, public_id, Verb.CHECK)
    form = ReopenForm(request.POST)
    if not form.is_valid():
        return _show(request, circle, form, status=422)
    try:
        actions.reopen_list(circle=circle, by=request.user, reason_code=form.cleaned_data["reason"])
    except Refused as refused:
        say(request, refused)
    else:
        toast(request, _("Listan är öppen igen. Ledaren kan rätta och signera på nytt."))
    return redirect("circles:circle_totals", public_id)
