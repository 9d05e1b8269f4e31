"""A leader's reflection, and what a supervisor reads of it."""

from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from circles.access import (
    led_session_for,
    may_supervise,
    own_reflection,
    shared_reflection_for,
    shared_reflections,
    supervisors_for,
)
from circles.actions import reflections as actions
from circles.forms import ReflectionForm
from circles.views.answers import sent, status_of
from core.readonly import bookkeeping, readonly_view
from core.toasts import toast


@readonly_view
@require_http_methods(["GET", "POST"])
def reflection_edit(request, public_id):
    """The leader's own: a co-leader writes another, a coordinator finds nothing here."""
    session = led_session_for(request.user, public_id)
    known = own_reflection(request.user, session)
    supervisors = supervisors_for(session)
    initial = {"text": known.text, "supervisor": known.shared_with_id} if known else {}
    form = ReflectionForm(sent(request), initial=initial, supervisors=supervisors)
    if request.method == "POST" and form.is_valid():
        actions.save_reflection(session=session, by=request.user, **form.cleaned_data)
        toast(request, _("Reflektionen är sparad"))
        return redirect("circles:session", session.public_id)
    context = {
        "form": form,
        "session": session,
        "circle": session.circle,
        "known": known,
        "has_supervisor": supervisors.exists(),
    }
    return render(request, "circles/reflection_edit.html", context, status=status_of(form))


@require_POST
def reflection_delete(request, public_id):
    session = led_session_for(request.user, public_id)
    if known := own_reflection(request.user, session):
        actions.delete_reflection(reflection=known, by=request.user)
        toast(request, _("Reflektionen är borttagen"))
    return redirect("circles:session", session.public_id)


@readonly_view
@require_GET
def reflection_list(request):
    may_supervise(request.user)
    return render(request, "circles/reflection_list.html", {"reflections": shared_reflections(request.user)})


@readonly_view
@require_GET
def reflection_read(request, public_id):
    """Each opening is in the log."""
    reflection = shared_reflection_for(request.user, public_id)
    with bookkeeping():
        actions.note_reading(reflection=reflection, by=request.user)
    context = {"reflection": reflection, "session": reflection.session}
    return render(request, "circles/reflection_detail.html", context)
