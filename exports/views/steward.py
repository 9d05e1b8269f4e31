"""The ledger of all releases; for the data steward also what waits for a decision, and the half-year's batches."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET

from accounts.access.gates import require
from accounts.access.policy import may
from accounts.access.verbs import Thing, Verb
from core.readonly import readonly_view
from core.toasts import toast
from exports.access import batch_for, batches_for, releases_for
from exports.actions.batches import fix_batches
from exports.actions.previews import raise_k
from exports.actions.reissue import NothingPublished, reissue_batch
from exports.forms import ProfileForm, RaiseForm
from exports.pages import ledger, populations
from exports.rules.classes import KRefused
from exports.views.posted import posted_from
from exports.words import k_refused

PER_PAGE = 50


@readonly_view
@require_GET
def release_list(request: HttpRequest) -> HttpResponse:
    require(request.user, Verb.SEE, Thing.RELEASE)
    releases, now = releases_for(request.user), timezone.now()
    page = Paginator(releases, PER_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": ledger(page.object_list, now)}
    if may(request.user.roles, Verb.APPROVE, Thing.RELEASE):
        context["decides"] = True
        context["to_decide"] = ledger(releases.to_decide().order_by("created_at"), now)
        context["populations"] = populations(batches_for(request.user), timezone.localdate(now))
    return render(request, "exports/release_list.html", context)


@posted_from("exports:release_list")
def batches_fix(request: HttpRequest) -> HttpResponse:
    require(request.user, Verb.APPROVE, Thing.RELEASE)
    fixed = fix_batches(by=request.user, today=timezone.localdate())
    count = len(fixed)
    if count:
        words = ngettext("%(n)s underlag är låst.", "%(n)s underlag är låsta.", count) % {"n": count}
    else:
        words = _("Inget att låsa nu. Det som finns räcker inte, eller är låst redan.")
    toast(request, words)
    return redirect("exports:release_list")


@posted_from("exports:release_list", of_the_same=False)
def batch_reissue(request: HttpRequest, public_id) -> HttpResponse:
    batch, form = batch_for(request.user, public_id), ProfileForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        reissue_batch(batch=batch, by=request.user, profile=form.cleaned_data["profile"])
    except NothingPublished:
        toast(request, _("Underlaget har ingen fil att rätta än."))
    else:
        toast(request, _("En rättad fil görs. Den ersätter den förra i varje studie."))
    return redirect("exports:release_list")


@posted_from("exports:release_list", of_the_same=False)
def batch_raise_k(request: HttpRequest, public_id) -> HttpResponse:
    batch = batch_for(request.user, public_id)
    form = RaiseForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["k"][0])
        return redirect("exports:release_list")
    try:
        raised = raise_k(batch=batch, k=form.cleaned_data["k"], by=request.user)
    except KRefused as refused:
        messages.error(request, k_refused(refused))
    else:
        toast(request, _("Minsta grupp är nu %(k)s.") % {"k": raised.k})
    return redirect("exports:release_list")
