"""Answers from paper, typed by somebody who neither leads nor coordinates the circle. The code stands for the card."""

from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from circles.public_page.languages import SOURCE, known
from circles.rules.slips import read_checked
from circles.rules.verdict import Refused
from core.readonly import readonly_view
from core.toasts import toast
from evaluation.access import may_type_answers
from evaluation.actions.answers import give_answers, is_licensed, open_slip
from evaluation.kiosk.languages import asking_languages
from evaluation.kiosk.questions import given, sheet, totals
from evaluation.models import Channel
from evaluation.views.kiosk import WRONG_CODES
from evaluation.words import refusal


@readonly_view
@require_http_methods(["GET", "POST"])
def paper_code(request):
    """The code on the sheet; the right one answers with the questions. It changes nothing."""
    may_type_answers(request.user)
    if request.method == "GET":
        return _asked_for(request)
    code = read_checked(request.POST.get("code", ""))
    slip, problem = _opened(code, request.user)
    return _form(request, slip, code) if slip else _asked_for(request, problem)


@require_POST
def paper_save(request):
    may_type_answers(request.user)
    code = read_checked(request.POST.get("code", ""))
    slip, problem = _opened(code, request.user)
    if slip is None:
        return _asked_for(request, problem)
    answers = given(request.POST)
    if sheet(slip, _language()).asks_first and request.POST.get("consent") not in ("yes", "no"):
        return _form(request, slip, code, "choose")
    try:
        give_answers(code=code, given=answers, language=_told_in(request), channel=Channel.PAPER, by=request.user)
    except Refused as refused:
        return _form(request, slip, code, refused.reasons[0].code)
    toast(request, _("Svaren är inskrivna. Riv bladet."))
    return redirect("evaluation:paper")


def _opened(code: str | None, user) -> tuple:
    """The slip, and what stands against it."""
    if WRONG_CODES.is_full("all"):
        return None, "too_many"
    if code is None:
        return None, "slip_unknown"
    try:
        return open_slip(code=code, by=user), ""
    except Refused as refused:
        found = refused.reasons[0].code
        if found == "slip_unknown":
            WRONG_CODES.count("all")
        return None, found


def _asked_for(request, problem: str = ""):
    context = {"problem": refusal(problem) if problem else ""}
    return _kept_out(render(request, "evaluation/paper_code.html", context, status=422 if problem else 200))


def _form(request, slip, code: str, problem: str = ""):
    context = {
        "sheet": sheet(slip, _language()),
        "totals": totals(slip.wave.study),
        "is_licensed": is_licensed(request.user, slip.wave.study),
        "wave": slip.wave,
        "code": code,
        "page_languages": asking_languages(),
        "problem": refusal(problem) if problem else "",
    }
    return _kept_out(render(request, "evaluation/paper_answers.html", context, status=422 if problem else 200))


def _language() -> str:
    """Of whoever types: the sheet's own language doesn't matter for a cross."""
    return "sv" if (get_language() or "sv").startswith("sv") else "en"


def _told_in(request) -> str:
    """The language of the sheet, as the one who types has seen it."""
    return known(request.POST.get("language", "")) or SOURCE


def _kept_out(response):
    response["Cache-Control"] = "no-store"
    return response
