"""What is booked beside the meetings, and the circle's work plan."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.access.verbs import Verb
from circles.access import circle_for
from circles.actions import planning as actions
from circles.planning_forms import BookingForm, WorkPlanForm
from circles.views.answers import sent, status_of
from core.readonly import readonly_view
from core.toasts import toast


@readonly_view
@require_http_methods(["GET", "POST"])
def circle_bookings(request, public_id):
    """Interpreter and childcare, session by session, in one form."""
    circle = circle_for(request.user, public_id, Verb.EDIT)
    sessions = list(circle.sessions.coming(timezone.now()).order_by("starts_at"))
    forms = [
        BookingForm(sent(request), session=one, initial=_standing(one), prefix=f"s{one.ordinal}") for one in sessions
    ]
    if request.method == "POST" and not [form for form in forms if not form.is_valid()]:
        for session, form in zip(sessions, forms, strict=True):
            actions.book(session=session, by=request.user, **form.cleaned_data)
        toast(request, _("Bokningarna är sparade"))
        return redirect("circles:circle_detail", public_id)
    context = {
        "circle": circle,
        "rows": list(zip(sessions, forms, strict=True)),
        "with_children": actions.childcare_wanted(circle),
        "with_interpreter": actions.interpreter_wanted(circle),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "circles/circle_bookings.html", context, status=status)


def _standing(session) -> dict:
    return {name: getattr(session, name) for name in ("interpreter", "childcare", "childcare_until")}


@readonly_view
@require_http_methods(["GET", "POST"])
def circle_work_plan(request, public_id):
    """Goal, contents and how: there before the first meeting."""
    circle = circle_for(request.user, public_id, Verb.EDIT)
    form = WorkPlanForm(sent(request), instance=circle)
    if request.method == "POST" and form.is_valid():
        actions.write_work_plan(
            circle=circle_for(request.user, public_id, Verb.EDIT), by=request.user, text=form.cleaned_data["work_plan"]
        )
        toast(request, _("Arbetsplanen är sparad"))
        return redirect("circles:circle_detail", public_id)
    sessions = circle.sessions.exclude(status="cancelled").select_related("template").order_by("starts_at")
    context = {"circle": circle, "form": form, "sessions": sessions}
    return render(request, "circles/circle_work_plan.html", context, status=status_of(form))
