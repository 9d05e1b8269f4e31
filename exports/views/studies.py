"""The evaluator's pages: studies, a study with its latest release, its ledger and its codebook."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access.gates import require
from accounts.access.policy import may
from accounts.access.verbs import Thing, Verb
from core.readonly import readonly_view
from core.toasts import toast
from evaluation.access import study_for
from exports.access import may_ask, releases_for, studies_for
from exports.actions.releases import NothingNew, StudyClosed, request_release
from exports.compared import changes_of, former_of
from exports.drawn import charts_of
from exports.forms import RequestForm, VerifyForm
from exports.models import Release
from exports.pages import StudyPage, codebook, first_variables, missing_codes
from exports.public.page import open_asks
from exports.verdict_words import said_of
from exports.verification import verify
from exports.views.frame import frame
from exports.views.posted import posted_from


@readonly_view
@require_GET
def study_list(request: HttpRequest) -> HttpResponse:
    require(request.user, Verb.SEE, Thing.STUDY)
    context = {
        "studies": studies_for(request.user),
        "may_open": may(request.user.roles, Verb.CREATE, Thing.STUDY),
    }
    return render(request, "exports/study_list.html", context)


@readonly_view
@require_GET
def study_detail(request: HttpRequest, public_id) -> HttpResponse:
    context = _context(request, public_id)
    more = {"some": first_variables(codebook()[0]), "open_asks": open_asks(context["study"])}
    return render(request, "exports/study_detail.html", context | more)


@readonly_view
@require_GET
def study_releases(request: HttpRequest, public_id) -> HttpResponse:
    return render(request, "exports/study_releases.html", _context(request, public_id))


@readonly_view
@require_GET
def study_codebook(request: HttpRequest, public_id) -> HttpResponse:
    context = _context(request, public_id)
    latest = context["page"].latest
    release = _chosen(request, context["page"])
    before = former_of(release, [row.release for row in context["page"].rows]) if release else None
    changes = changes_of(release, before) if before else []
    context |= {"compared": release, "before": before, "changes": changes}
    sheets = codebook(latest.archive.figures if latest else None)
    context |= {"sheets": sheets, "missing_codes": missing_codes()}
    return render(request, "exports/study_codebook.html", context)


def _chosen(request: HttpRequest, page: StudyPage) -> Release | None:
    """The release that the address names by its number, to be compared with its former; else the latest."""
    number = request.GET.get("release", "")
    return next((row.release for row in page.rows if str(row.release.number) == number), page.latest)


@readonly_view
@require_GET
def study_charts(request: HttpRequest, public_id) -> HttpResponse:
    context = _context(request, public_id)
    latest = context["page"].latest
    context["charts"] = charts_of(latest.archive.figures) if latest else None
    return render(request, "exports/study_charts.html", context)


@readonly_view
@require_http_methods(["GET", "POST"])
def study_verify(request: HttpRequest, public_id) -> HttpResponse:
    """Whether a file is a release that the reader can see. A POST as it carries a file; it changes no row."""
    context = _context(request, public_id)
    form = VerifyForm(request.POST, request.FILES) if request.method == "POST" else VerifyForm()
    verdict = None
    if form.is_valid():
        verdict = verify(form.fingerprint, releases_for(request.user))
    status = 422 if form.is_bound and not form.is_valid() else 200
    context |= {"form": form, "verdict": verdict, "said": said_of(verdict) if verdict else None}
    return render(request, "exports/study_verify.html", context, status=status)


@posted_from("exports:study_detail")
def release_request(request: HttpRequest, public_id) -> HttpResponse:
    study = study_for(request.user, public_id, Verb.CREATE)
    form = RequestForm(request.POST, study=study)
    if not form.is_valid():
        messages.error(request, _("Välj ett av studiens program."))
        return redirect("exports:study_detail", public_id=public_id)
    try:
        release = request_release(study=study, by=request.user, today=timezone.localdate(), **form.cleaned_data)
    except NothingNew:
        messages.error(request, _("Studien har redan begärt allt som finns. Nästa underlag låses vid halvårsskiftet."))
        return redirect("exports:study_detail", public_id=public_id)
    except StudyClosed:
        messages.error(request, _("Studien är avslutad: inget mer lämnas ut till den."))
        return redirect("exports:study_detail", public_id=public_id)
    if release.status == release.Status.REQUESTED:
        toast(request, _("Utgåvan är begärd. Dataskydd granskar den."))
    return redirect("exports:release_detail", public_id=release.public_id)


def _context(request: HttpRequest, public_id) -> dict:
    study = study_for(request.user, public_id, Verb.SEE)
    is_own = may_ask(request.user, study)
    return frame(study, now=timezone.now()) | {
        "may": {"ask": is_own, "again": is_own, "download": is_own, "offer": is_own}
    }
