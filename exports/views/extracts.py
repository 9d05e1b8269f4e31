"""Research extracts: what one needs, asking for it, the principal's approval, the key and the end of a study."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access.verbs import Verb
from accounts.proof import require_fresh_proof
from core.readonly import readonly_view
from core.toasts import toast
from evaluation.access import may_change, study_for
from exports.access import closing_of, may_ask, release_for
from exports.actions.extracts import SamePerson, approve_as_principal, request_extract
from exports.actions.releases import NothingNew
from exports.actions.studies import close_study, keep_public_key
from exports.extract.columns import SHEETS
from exports.extract.page import extract_page
from exports.forms import PublicKeyForm, RequestForm
from exports.models import Release
from exports.pages import codebook
from exports.rules.lifecycle import NotNow
from exports.views.frame import frame
from exports.views.posted import posted_from


@readonly_view
@require_GET
def study_extracts(request: HttpRequest, public_id) -> HttpResponse:
    return _page(request, study_for(request.user, public_id, Verb.SEE))


@posted_from("exports:study_extracts")
def study_key(request: HttpRequest, public_id) -> HttpResponse:
    study = study_for(request.user, public_id, Verb.CREATE)
    form = PublicKeyForm(request.POST)
    if not form.is_valid():
        return _page(request, study, form)
    require_fresh_proof(request)
    keep_public_key(study=study, public_key=form.cleaned_data["public_key"], by=request.user)
    toast(request, _("Nyckeln är sparad"))
    return redirect("exports:study_extracts", public_id)


@posted_from("exports:study_extracts")
def extract_request(request: HttpRequest, public_id) -> HttpResponse:
    study = study_for(request.user, public_id, Verb.CREATE)
    form = RequestForm(request.POST, study=study)
    if not form.is_valid():
        messages.error(request, _("Välj ett av studiens program."))
        return redirect("exports:study_extracts", public_id)
    try:
        release = request_extract(
            study=study, programme=form.cleaned_data["programme"], by=request.user, now=timezone.now()
        )
    except NothingNew:
        messages.error(request, _("Ett uttag av programmet är redan på väg. Vänta tills det är klart eller nekat."))
        return redirect("exports:study_extracts", public_id)
    if release.status == Release.Status.REQUESTED:
        toast(request, _("Uttaget är begärt. Dataskydd och studiens huvudansvariga ska godkänna det."))
    return redirect("exports:release_detail", public_id=release.public_id)


@posted_from("exports:release_detail")
def release_sign(request: HttpRequest, public_id) -> HttpResponse:
    """The principal's approval."""
    release = release_for(request.user, public_id, Verb.SIGN)
    require_fresh_proof(request)
    try:
        approve_as_principal(release=release, by=request.user)
    except SamePerson:
        messages.error(request, _("Du har redan godkänt uttaget som dataskydd. Två olika personer ska godkänna."))
    except NotNow:
        messages.error(request, _("Uttaget kan inte godkännas nu. Se vad som har hänt med det."))
    else:
        toast(request, _("Du har godkänt uttaget som huvudansvarig"))
    return redirect("exports:release_detail", public_id=public_id)


@readonly_view
@require_http_methods(["GET", "POST"])
def study_close(request: HttpRequest, public_id) -> HttpResponse:
    study = study_for(request.user, public_id, Verb.EDIT)
    if closing_of(study):
        return redirect("exports:study_certificate", public_id)
    if request.method == "POST":
        require_fresh_proof(request)
        try:
            close_study(study=study, by=request.user)
        except NotNow:
            messages.error(request, _("Ett uttag är på väg. Neka det eller vänta tills det är klart."))
            return redirect("exports:study_extracts", public_id)
        return redirect("exports:study_certificate", public_id)
    return render(request, "exports/study_close.html", {"study": study, "keys": study.pseudonym_keys.all()})


@readonly_view
@require_GET
def study_certificate(request: HttpRequest, public_id) -> HttpResponse:
    """That the keys are destroyed: a page to print and keep."""
    study = study_for(request.user, public_id, Verb.SEE)
    closing = closing_of(study)
    if closing is None:
        raise Http404
    context = {"study": study, "closing": closing, "keys": study.pseudonym_keys.select_related("organisation")}
    return render(request, "exports/study_certificate.html", context)


def _page(request: HttpRequest, study, form=None) -> HttpResponse:
    now, is_own = timezone.now(), may_ask(request.user, study)
    context = frame(study, now=now) | {
        "extract": extract_page(study, asks=request.user, now=now),
        "sheets": codebook(sheets=SHEETS),
        "key_form": form or PublicKeyForm(),
        "may": {"ask": is_own, "again": is_own, "change": may_change(request.user, study)},
    }
    return render(request, "exports/study_extracts.html", context, status=422 if form else 200)
