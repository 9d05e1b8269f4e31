"""Pages of leaders: one leader, steps for one or several, approvals, and a leader's own training.

The list of leaders is desk.leader_views: it shows where people wait, which this room must not know.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.access.gates import require
from accounts.access.verbs import Thing, Verb
from communicators import access, actions
from communicators.detail import leader_detail
from communicators.forms import ApprovalForm, CommunicatorForm, StepForm, StepForManyForm
from core.readonly import readonly_view
from core.toasts import toast


@require_safe
@readonly_view
def communicator_detail(request: HttpRequest, public_id) -> HttpResponse:
    communicator = access.communicator_for(request.user, public_id, Verb.SEE)
    context = {
        "detail": leader_detail(communicator, timezone.localdate()),
        "approval_form": ApprovalForm(communicator=communicator),
    }
    return render(request, "communicators/communicator_detail.html", context)


@readonly_view
def communicator_add(request: HttpRequest) -> HttpResponse:
    require(request.user, Verb.CREATE, Thing.LEADER)
    form = _communicator_form(request)
    if request.method == "POST" and form.is_valid():
        communicator = actions.add_communicator(**form.cleaned_data, by=request.user)
        toast(request, _("%(name)s är tillagd") % {"name": communicator.name})
        return redirect("communicators:communicator_detail", communicator.public_id)
    return _form_page(request, "communicators/communicator_form.html", form, title=_("Ny ledare"))


@readonly_view
def communicator_edit(request: HttpRequest, public_id) -> HttpResponse:
    communicator = access.communicator_for(request.user, public_id, Verb.EDIT)
    form = _communicator_form(request, communicator)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in ("name", "municipality", "languages")}
        actions.change_communicator(communicator=communicator, **fields, by=request.user)
        toast(request, _("Uppgifterna är sparade"))
        return redirect("communicators:communicator_detail", communicator.public_id)
    return _form_page(
        request,
        "communicators/communicator_form.html",
        form,
        title=communicator.name,
        communicator=communicator,
    )


def _communicator_form(request, communicator=None) -> CommunicatorForm:
    initial = communicator and {
        "name": communicator.name,
        "hub": communicator.hub,
        "municipality": communicator.municipality,
        "languages": communicator.languages.all(),
    }
    form = CommunicatorForm(
        request.POST or None,
        initial=initial,
        hubs=access.hubs_of(request.user),
        municipalities=access.municipalities_of(request.user),
    )
    if communicator:  # a leader moves to another hub by an invitation there, with her circles handed over
        del form.fields["hub"]
    return form


@readonly_view
def step_add(request: HttpRequest, public_id) -> HttpResponse:
    communicator = access.communicator_for(request.user, public_id, Verb.EDIT)
    form = StepForm(request.POST or None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        _save_step(communicator, form.cleaned_data, by=request.user)
        toast(request, _("Steget är sparat"))
        return redirect("communicators:communicator_detail", communicator.public_id)
    return _form_page(request, "communicators/step_form.html", form, communicator=communicator)


def _save_step(communicator, data: dict, *, by) -> None:
    if data["state"] == StepForm.ONGOING:
        actions.start_step(
            communicator=communicator,
            course=data["course"],
            started_on=data["on"],
            modules_done=data["modules_done"] or 0,
            by=by,
        )
    else:
        actions.complete_step(
            communicator=communicator,
            course=data["course"],
            completed_on=data["on"],
            until=data["valid_until"],
            by=by,
        )


@require_POST
def step_remove(request: HttpRequest, public_id) -> HttpResponse:
    step = access.step_for(request.user, public_id, Verb.EDIT)
    actions.remove_step(step=step, by=request.user)
    toast(request, _("Steget är borttaget"))
    return redirect("communicators:communicator_detail", step.communicator.public_id)


@readonly_view
def step_add_for_many(request: HttpRequest) -> HttpResponse:
    require(request.user, Verb.EDIT, Thing.LEADER)
    form = StepForManyForm(
        request.POST or None,
        communicators=access.coordinated(request.user).active(),
        today=timezone.localdate(),
    )
    if request.method == "POST" and form.is_valid():
        count = actions.complete_step_for_many(**form.cleaned_data, by=request.user)
        text = ngettext("Steget är sparat för %(count)s ledare", "Steget är sparat för %(count)s ledare", count)
        toast(request, text % {"count": count})
        return redirect("desk:leader_list")
    return _form_page(request, "communicators/step_form_many.html", form)


@require_POST
def approval_apply(request: HttpRequest, public_id) -> HttpResponse:
    require(request.user, Verb.CREATE, Thing.LEADER_APPROVAL)
    communicator = access.communicator_for(request.user, public_id, Verb.EDIT)
    form = ApprovalForm(request.POST, communicator=communicator)
    if form.is_valid():
        approval = actions.apply_for_approval(
            communicator=communicator,
            association=form.cleaned_data["association"],
            on=timezone.localdate(),
            by=request.user,
        )
        toast(request, _("Ansökan väntar hos %(association)s") % {"association": approval.association.label})
    return redirect("communicators:communicator_detail", communicator.public_id)


@require_safe
@readonly_view
def approval_list(request: HttpRequest) -> HttpResponse:
    """What an officer decides, and what the association has decided."""
    approvals = access.approvals_for(request.user)
    context = {"waiting": approvals.to_decide(), "decided": approvals.exclude(state="applied")}
    return render(request, "communicators/approval_list.html", context)


@require_POST
def approval_approve(request: HttpRequest, public_id) -> HttpResponse:
    approval = access.approval_for(request.user, public_id, Verb.APPROVE)
    if actions.approve_leader(approval=approval, on=timezone.localdate(), by=request.user):
        undo = reverse("communicators:approval_withdraw", args=[public_id])
        text = _("%(name)s är godkänd som cirkelledare") % {"name": approval.communicator.name}
        toast(request, text, undo=undo)
    return redirect("communicators:approval_list")


@require_POST
def approval_withdraw(request: HttpRequest, public_id) -> HttpResponse:
    approval = access.approval_for(request.user, public_id, Verb.APPROVE)
    if actions.withdraw_approval(approval=approval, on=timezone.localdate(), by=request.user):
        undo = reverse("communicators:approval_approve", args=[public_id])
        text = _("%(name)s är inte längre godkänd som cirkelledare") % {"name": approval.communicator.name}
        toast(request, text, undo=undo)
    return redirect("communicators:approval_list")


@require_safe
@readonly_view
def own_training(request: HttpRequest) -> HttpResponse:
    communicator = access.own_training(request.user)
    context = {"detail": communicator and leader_detail(communicator, timezone.localdate())}
    return render(request, "communicators/own_training.html", context)


def _form_page(request, template: str, form, **context) -> HttpResponse:
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)
