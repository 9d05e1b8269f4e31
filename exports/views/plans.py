"""A study's plan: what is asked, of whom, when, and what people are told. Opened by a data steward."""

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access.gates import require
from accounts.access.verbs import Thing, Verb
from core.readonly import readonly_view
from core.toasts import toast
from evaluation.access import may_change, study_for
from evaluation.actions.studies import StudyIncomplete, change_study, open_study, write_notice
from evaluation.forms import NoticeForm, PlanForm, StudyForm
from evaluation.plans import plan_of
from exports.views.frame import frame


@readonly_view
@require_GET
def study_plan(request: HttpRequest, public_id) -> HttpResponse:
    study = study_for(request.user, public_id, Verb.SEE)
    context = {"plan": plan_of(study), "may_change": may_change(request.user, study)}
    return render(request, "exports/study_plan.html", frame(study, now=timezone.now()) | context)


@readonly_view
@require_http_methods(["GET", "POST"])
def study_open(request: HttpRequest) -> HttpResponse:
    require(request.user, Verb.CREATE, Thing.STUDY)
    form = StudyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            study = open_study(by=request.user, **form.facts())
        except StudyIncomplete as refused:
            form.refuse(refused.lacks)
        except IntegrityError:  # somebody opened one with the same code in the same moment
            form.add_error("code", _("En annan studie har den koden."))
        else:
            toast(request, _("Studien är öppnad"))
            return redirect("exports:study_plan", study.public_id)
    return render(request, "exports/study_open.html", {"form": form}, status=_status(form))


@readonly_view
@require_http_methods(["GET", "POST"])
def study_change(request: HttpRequest, public_id) -> HttpResponse:
    study = study_for(request.user, public_id, Verb.EDIT)
    form = PlanForm(request.POST or None, instance=study)
    if request.method == "POST" and form.is_valid():
        try:
            change_study(by=request.user, study=study, **form.facts())
        except StudyIncomplete as refused:
            form.refuse(refused.lacks)
        else:
            toast(request, _("Studien är ändrad"))
            return redirect("exports:study_plan", public_id)
    return render(request, "exports/study_change.html", {"study": study, "form": form}, status=_status(form))


@readonly_view
@require_http_methods(["GET", "POST"])
def study_notice(request: HttpRequest, public_id) -> HttpResponse:
    study = study_for(request.user, public_id, Verb.EDIT)
    form = NoticeForm(request.POST or None, initial=_told(study))
    if request.method == "POST" and form.is_valid():
        try:
            write_notice(by=request.user, study=study, recipients=form.cleaned_data["recipients"], texts=form.texts)
        except StudyIncomplete as refused:
            form.refuse(refused.lacks)
        else:
            toast(request, _("Den nya informationen gäller från nu"))
            return redirect("exports:study_plan", public_id)
    return render(request, "exports/study_notice.html", {"study": study, "form": form}, status=_status(form))


def _told(study) -> dict:
    """What people are told now, to write on from."""
    notice = study.notice
    if notice is None:
        return {"recipients": [study.organisation_id]}
    return {"recipients": notice.recipients.all()} | {f"notice_{code}": text for code, text in notice.texts.items()}


def _status(form) -> int:
    return 422 if form.errors else 200
