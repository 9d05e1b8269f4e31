"""Importing attendance lists: upload, look through, save, fetch the keys."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access.gates import require
from accounts.access.verbs import Thing, Verb
from circles.access import circle_for, import_batch_for, import_draft_for, import_key_for
from circles.register_import import drafts, pages
from circles.register_import.actions import HasErrors, confirm_imported
from circles.register_import.forms import ConfirmForm, UploadForm
from circles.register_import.guard import Refused as FileRefused
from circles.register_import.key_file import WrongPassphrase
from circles.register_import.sealing import CannotOpen
from circles.register_import.sentences import REFUSALS
from circles.rules.verdict import Refused
from circles.views.answers import back, say, sent, status_of
from core.readonly import readonly_view
from core.toasts import toast

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@readonly_view
@require_http_methods(["GET", "POST"])
def import_upload(request):
    """GET: the form beside what is left from earlier imports. POST: reads the file, keeps none of it in the clear."""
    require(request.user, Verb.IMPORT, Thing.CIRCLE)
    form = UploadForm(sent(request), request.FILES or None)
    if request.method == "POST" and form.is_valid() and (begun := _begin(request, form)):
        return begun
    context = {"form": form, "start": pages.start_of(request.user)}
    return render(request, "circles/register_import_upload.html", context, status=status_of(form))


def _begin(request, form):
    """The redirect to the dry run with the cookie that opens it; None with the reason at the form."""
    data = form.cleaned_data
    try:
        draft, secret = drafts.begin(
            data=data["file"].read(),
            name=data["file"].name,
            keys=[file.read() for file in data["keys"]],
            passphrase=data["passphrase"],
            by=request.user,
        )
    except drafts.KnownFile:
        toast(request, _("Listan är importerad redan. Inget ändrades."))
        return redirect("circles:import_upload")
    except FileRefused as refused:
        code = refused.code
        form.add_error("keys" if code == "not_a_key" else "file", ValidationError(REFUSALS[code]))
        return None
    except WrongPassphrase:
        form.add_error("passphrase", _("Lösenfrasen öppnar inte nyckeln. Kontrollera den och försök igen."))
        return None
    response = redirect("circles:import_check", draft.public_id)
    response.set_cookie(
        cookie_name(draft.public_id),
        secret,
        max_age=drafts.WAITS,
        path=reverse("circles:import_check", args=[draft.public_id]),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Strict",
    )
    return response


@readonly_view
@never_cache
@require_http_methods(["GET", "POST"])
def import_check(request, public_id):
    """The dry run: what was understood and every doubt. POST saves it, or with "discard" lets it go."""
    require(request.user, Verb.IMPORT, Thing.CIRCLE)
    if pages.is_saved(request.user, public_id):  # one went back to it
        toast(request, _("Listan är redan sparad"))
        return redirect("circles:import_done", public_id)
    draft = import_draft_for(request.user, public_id)
    if "discard" in request.POST:
        drafts.discard(draft=draft, by=request.user)
        toast(request, _("Importen är kastad. Inget sparades."))
        return _without_cookie(redirect("circles:import_upload"), public_id)
    try:
        opened = drafts.opened(draft, request.COOKIES.get(cookie_name(public_id), ""))
    except CannotOpen:
        return render(request, "circles/register_import_closed.html", {"draft": draft}, status=410)
    return _check(request, opened)


def _check(request, opened):
    plan = pages.plan_of(opened, request.user)
    form = ConfirmForm(sent(request), locks=plan.adds_people)
    if request.method == "POST" and not plan.errors and form.is_valid():
        try:
            done = drafts.confirm(opened=opened, passphrase=form.cleaned_data.get("passphrase", ""), by=request.user)
        except (HasErrors, drafts.NoPassphrase):  # somebody was faster: the page below says what stands in the way
            plan = pages.plan_of(opened, request.user)
            form = ConfirmForm(sent(request), locks=plan.adds_people)
        else:
            return _saved(request, done, opened.draft.public_id)
    left = int((opened.draft.expires_at - timezone.now()).total_seconds()) // 60 + 1
    context = {"form": form, "run": pages.dry_run_of(opened, plan, left), "draft": opened.draft}
    return render(request, "circles/register_import_check.html", context, status=status_of(form))


def _saved(request, done, public_id):
    if done.batch is None:
        toast(request, _("Allt i listan finns redan i Ringar. Inget ändrades."))
        return _without_cookie(redirect("circles:import_upload"), public_id)
    return _without_cookie(redirect("circles:import_done", done.batch.public_id), public_id)


def cookie_name(public_id) -> str:
    """One a draft: two tabs may each have theirs."""
    return f"ringar_import_{public_id.hex[:8]}"


def _without_cookie(response, public_id):
    response.delete_cookie(
        cookie_name(public_id), path=reverse("circles:import_check", args=[public_id]), samesite="Strict"
    )
    return response


@readonly_view
@require_GET
def import_done(request, public_id):
    """What was saved, and the keys to fetch."""
    require(request.user, Verb.IMPORT, Thing.CIRCLE)
    batch = import_batch_for(request.user, public_id)
    return render(request, "circles/register_import_done.html", {"done": pages.done_of(batch, request.user)})


@readonly_view
@never_cache
@require_GET
def import_key(request, public_id):
    """The key of one leader, as a file under the importer's passphrase. May be fetched until it is said to be saved."""
    require(request.user, Verb.IMPORT, Thing.CIRCLE)
    kept = import_key_for(request.user, public_id)
    response = HttpResponse(drafts.fetch(kept=kept, by=request.user), content_type=SHEET)
    name = slugify(kept.leader.name) if kept.leader else "utan-ledare"
    response["Content-Disposition"] = f'attachment; filename="nyckel-{name}.xlsx"'
    return response


@require_POST
def import_key_saved(request, public_id):
    """After this nobody can fetch the key again."""
    require(request.user, Verb.IMPORT, Thing.CIRCLE)
    kept = import_key_for(request.user, public_id)
    batch = kept.batch
    try:
        drafts.key_is_saved(kept=kept, by=request.user)
        toast(request, _("Nyckeln är borttagen från Ringar"))
    except Refused as refused:
        say(request, refused)
    return redirect("circles:import_done", batch.public_id)


@require_POST
def import_confirm(request, public_id):
    """An imported circle becomes checked."""
    circle = circle_for(request.user, public_id, Verb.HAND_OVER)
    try:
        confirm_imported(circle=circle, by=request.user)
        toast(request, _("Cirkeln är kontrollerad"))
    except Refused as refused:
        say(request, refused)
    return back(request, circle)
