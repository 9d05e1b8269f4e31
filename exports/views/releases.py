"""One release: its state and receipt, the work on it, its file, and the steward's decision."""

from io import BytesIO
from urllib.parse import urlencode

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from accounts.access.verbs import Verb
from accounts.proof import is_fresh, require_fresh_proof
from core.errors import error_response
from core.readonly import readonly_view
from core.toasts import toast
from core.web import page_or_fragment
from exports import words
from exports.access import (
    file_of,
    is_put_away_for,
    may_approve_as_principal,
    may_ask,
    may_decide,
    may_download,
    may_offer_again,
    may_start_again,
    release_for,
)
from exports.actions import releases as actions
from exports.actions.downloads import note_download
from exports.actions.extracts import SamePerson, approve_as_steward
from exports.actions.offers import offer_again
from exports.columns import VARIABLES
from exports.extract.page import delivery_of
from exports.forms import RefuseForm
from exports.models import Archive, Profile, Release
from exports.offered import offer_of
from exports.pages import downloads_of, ledger_line, previews_of, receipt_of, release_steps, work_of
from exports.public.page import open_receipt, tables_of
from exports.rules.lifecycle import NotNow
from exports.views.posted import posted_from
from exports.writers.excel import MEDIA_TYPE

MEDIA_TYPES = {Archive.Format.XLSX: MEDIA_TYPE, Archive.Format.AGE: "application/octet-stream"}
WAITS_FOR_STEWARD = (Release.Status.REQUESTED, Release.Status.PREVIEWED)


@readonly_view
@require_GET
def release_detail(request: HttpRequest, public_id) -> HttpResponse:
    """The page; for htmx the work panel alone, which asks again every two seconds while the work goes on."""
    release = release_for(request.user, public_id, Verb.SEE)
    response = _page(request, release)
    if request.htmx and response.context_data["ended"]:
        response["HX-Refresh"] = "true"  # something else than a bar is to be shown now: the file, or why not
    return response


@readonly_view
@require_GET
def release_file(request: HttpRequest, public_id) -> HttpResponse:
    """The workbook: the archived bytes, as they were written once."""
    return _file(request, public_id)


@readonly_view
@require_GET
def release_format(request: HttpRequest, public_id, kind: str) -> HttpResponse:
    """Another format of it, or the whole package."""
    return _file(request, public_id, kind)


def _file(request: HttpRequest, public_id, kind: str = "") -> HttpResponse:
    if is_put_away_for(request.user, public_id):
        return _files_are_put_away(request, public_id)
    release = release_for(request.user, public_id, Verb.DOWNLOAD)
    kind = kind or release.archive.format
    archive = file_of(release, kind)
    if not is_fresh(request):
        return _prove_and_come_back(request, release, kind)
    note_download(release, kind, by=request.user)
    content = BytesIO(bytes(archive.content))
    media_type = MEDIA_TYPES.get(kind, "application/zip")
    response = FileResponse(content, as_attachment=True, filename=archive.name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response


def _files_are_put_away(request: HttpRequest, public_id) -> HttpResponse:
    """To the release's page, which says since when and takes them out again; a program is told so."""
    if "application/json" in request.headers.get("Accept", ""):
        detail = _("Filerna är undanlagda. De tas fram igen på utgåvans sida.")
        return error_response(410, "put_away", detail)
    return redirect("exports:release_detail", public_id=public_id)


def _prove_and_come_back(request: HttpRequest, release: Release, kind: str) -> HttpResponse:
    """To the proof, and from there to the release's page, which starts the download: a file alone would leave the
    person before the form that they have filled in."""
    if "application/json" in request.headers.get("Accept", ""):
        require_fresh_proof(request)
    page = reverse("exports:release_detail", args=[release.public_id])
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': f'{page}?fetch={kind}'})}")


@posted_from("exports:release_detail")
def release_cancel(request: HttpRequest, public_id) -> HttpResponse:
    return _do(request, public_id, Verb.CREATE, actions.cancel_building, _("Arbetet stannar före nästa steg."))


@posted_from("exports:release_detail")
def release_again(request: HttpRequest, public_id) -> HttpResponse:
    return _do(request, public_id, Verb.EDIT, actions.build_again, _("Utgåvan görs om."))


@posted_from("exports:release_detail")
def release_offer(request: HttpRequest, public_id) -> HttpResponse:
    """The archived files for another day."""
    release = release_for(request.user, public_id, Verb.CREATE)
    require_fresh_proof(request)
    try:
        offer_again(release=release, by=request.user)
    except NotNow:
        messages.error(request, _("Filerna kan inte tas fram igen: något som de godkändes på gäller inte längre."))
    else:
        toast(request, _("Filerna kan hämtas i ett dygn"))
    return redirect("exports:release_detail", public_id=public_id)


@posted_from("exports:release_detail")
def release_preview(request: HttpRequest, public_id) -> HttpResponse:
    return _do(request, public_id, Verb.APPROVE, actions.preview_release, "")


@posted_from("exports:release_detail")
def release_approve(request: HttpRequest, public_id) -> HttpResponse:
    """Of an extract the steward's approval is one of two."""
    release = release_for(request.user, public_id, Verb.APPROVE)
    if not release.is_extract:
        said = _("Utgåvan är godkänd och görs klar.")
        return _do(request, public_id, Verb.APPROVE, actions.approve_release, said, True)
    try:
        return _do(request, public_id, Verb.APPROVE, approve_as_steward, _("Du har godkänt uttaget"), True)
    except SamePerson:
        messages.error(request, _("Du har redan godkänt uttaget som huvudansvarig. Två olika personer ska godkänna."))
        return redirect("exports:release_detail", public_id=public_id)


@posted_from("exports:release_detail")
def release_withdraw(request: HttpRequest, public_id) -> HttpResponse:
    return _do(request, public_id, Verb.APPROVE, actions.withdraw_release, _("Utgåvan är återkallad."), True)


@posted_from("exports:release_detail")
def release_refuse(request: HttpRequest, public_id) -> HttpResponse:
    form = RefuseForm(request.POST)
    if not form.is_valid():
        return _page(request, release_for(request.user, public_id, Verb.APPROVE), form, status=422)
    rule = form.cleaned_data["rule"]
    return _do(request, public_id, Verb.APPROVE, actions.refuse_release, _("Utgåvan är nekad."), True, rule=rule)


def _do(request: HttpRequest, public_id, verb: Verb, action, done: str, proved=False, **facts) -> HttpResponse:
    """Take the step, `proved` by whoever takes it; where somebody else was faster, show what the release has
    become (409)."""
    release = release_for(request.user, public_id, verb)
    if proved:
        require_fresh_proof(request)
    try:
        action(release=release, by=request.user, **facts)
    except NotNow as late:
        now = release_for(request.user, public_id, Verb.SEE)
        return _page(request, now, status=409, wanted=words.WANTED.get(late.step, ""))
    if done:
        toast(request, done)
    return redirect("exports:release_detail", public_id=public_id)


def _receipt(release: Release):
    if release.archive is None or release.is_extract:
        return None
    return open_receipt(release.archive) if release.is_open else receipt_of(release.archive)


def _page(request: HttpRequest, release: Release, form=None, *, status=200, wanted="") -> HttpResponse:
    user, now = request.user, timezone.now()
    work = work_of(release, now)
    downloads = downloads_of(release)
    wanted_file = next((link.url for link in downloads if link.kind == request.GET.get("fetch")), "")
    context = {
        "release": release,
        "line": ledger_line(release, now),
        "steps": release_steps(release),
        "previews": previews_of(release.batch),
        "is_made": release.status in WAITS_FOR_STEWARD
        and release.batch is not None
        and release.batch.archives.filter(profile=Profile.SF).exists(),
        "work": work,
        "ended": work is None or not work.goes_on,
        "receipt": _receipt(release),
        "tables": tables_of(release, decides=may_decide(user, release)) if release.is_open else None,
        "delivery": delivery_of(release) if release.is_extract else None,
        "refuse_form": form or RefuseForm(),
        "was_late": status == 409,
        "wanted": wanted,
        "waits_for_steward": release.status in WAITS_FOR_STEWARD,
        "variable_count": VARIABLES,
        "downloads": downloads,
        "offer": offer_of(release, now),
        "fetch": wanted_file if may_download(user, release) and is_fresh(request) else "",
        "may": {
            "ask": may_ask(user, release.study),
            "again": may_start_again(user, release),
            "decide": may_decide(user, release),
            "sign": may_approve_as_principal(user, release),
            "download": may_download(user, release),
            "offer": may_offer_again(user, release),
        },
    }
    fragment = "exports/partials/_work.html"
    response = page_or_fragment(request, "exports/release_detail.html", context, fragment=fragment, status=status)
    response.context_data = context
    return response
