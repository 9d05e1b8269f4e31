"""The tablet. Nobody is signed in, no cookie is set, nothing stays on it: a slip opens, and is used once."""

from uuid import UUID

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from circles.public_page.languages import SOURCE, chosen, known
from circles.rules.slips import read_checked
from circles.rules.verdict import Refused
from core.help_numbers import help_numbers
from core.own_key import carries_its_own_key
from core.readonly import readonly_view
from core.throttle import Throttle
from core.web import hidden
from evaluation.access import study_asking
from evaluation.actions.answers import give_answers, open_slip
from evaluation.kiosk.languages import asking_language, asking_languages
from evaluation.kiosk.questions import given, sheet, sheet_of
from evaluation.kiosk.tablet import kept_pages
from evaluation.models import Channel

# For the whole site, and by nothing of the visitor: 27⁷ codes that fit are not tried out at this pace. What a hand
# mistypes doesn't fit, and isn't counted.
WRONG_CODES = Throttle("answer_slip", limit=50, seconds=600)
STATUS = {"too_many": 429}  # 422 for the others


@login_not_required
@readonly_view
@require_safe
def kiosk_start(request):
    """Languages by their own names. Somebody who is signed in is asked to sign out before the tablet goes round."""
    return _start(request, opens=reverse("evaluation:kiosk_code"))


@login_not_required
@readonly_view
@require_safe
def tablet(request, public_id):
    """The same for a tablet that may lose its network: one study's questions with the code first, a page a language.

    What it shows is on paper too, and about nobody; its script keeps these pages, and answers until they are sent.
    """
    study, here = study_asking(public_id), reverse("evaluation:tablet", args=[public_id])
    if "l" not in request.GET:
        return _start(request, opens=here, start=here, tablet=kept_pages(study))
    words = _language(request)
    context = {"sheet": sheet_of(study, words), "start": here, "tablet": kept_pages(study)}
    context["code_problems"] = ("wrong_code", "slip_used", "slip_expired", "too_many")
    return _send(request, "evaluation/kiosk/questions.html", words, context)


@login_not_required
@readonly_view
@require_safe
def tablet_done(request, public_id):
    here = reverse("evaluation:tablet", args=[public_id])
    context = {"start": here, "tablet": kept_pages(study_asking(public_id))}
    return _send(request, "evaluation/kiosk/done.html", _language(request), context)


def _start(request, **context):
    context["is_signed_in"] = request.user.is_authenticated
    return _send(request, "evaluation/kiosk/start.html", _language(request), context)


@login_not_required
@carries_its_own_key
@readonly_view
@require_http_methods(["GET", "HEAD", "POST"])
def kiosk_code(request):
    """The code of the slip; the right one answers with the questions. It changes nothing."""
    words, problem = _language(request), ""
    if request.method == "POST":
        code = read_checked(request.POST.get("code", ""))
        problem, slip = _opened(code, _study(request))
        if slip is not None:
            context = {"sheet": sheet(slip, words), "code": code}
            return _send(request, "evaluation/kiosk/questions.html", words, context)
    return _send(request, "evaluation/kiosk/code.html", words, {"problem": problem}, _status(problem))


@login_not_required
@carries_its_own_key
@require_POST
def kiosk_send(request):
    words, code = _language(request), read_checked(request.POST.get("code", ""))
    study, op = _study(request), _uuid(request, "op")
    problem, slip = _opened(code, study, op)
    if slip is not None:
        answers = given(request.POST)
        if op is None and sheet(slip, words).asks_first and request.POST.get("consent") not in ("yes", "no"):
            context = {"sheet": sheet(slip, words), "code": code, "problem": "choose"}
            return _send(request, "evaluation/kiosk/questions.html", words, context, status=422)
        try:
            give_answers(code=code, given=answers, language=words, channel=Channel.KIOSK, study=study, op=op)
        except Refused as refused:
            problem = refused.reasons[0].code
        else:
            done = ("tablet_done", [study.public_id]) if study else ("kiosk_done", [])
            return hidden(redirect(f"{reverse(f'evaluation:{done[0]}', args=done[1])}?l={words}"))
    return _send(request, "evaluation/kiosk/code.html", words, {"problem": problem}, _status(problem))


@login_not_required
@readonly_view
@require_safe
def kiosk_done(request):
    return _send(request, "evaluation/kiosk/done.html", _language(request), {})


def _study(request):
    """Whose questions the tablet shows; None where the slip is to say so."""
    public_id = _uuid(request, "study")
    return study_asking(public_id) if public_id else None


def _uuid(request, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None


def _opened(code: str | None, study=None, op: UUID | None = None) -> tuple[str, object | None]:
    """What stands against the code, and the slip it opens."""
    if WRONG_CODES.is_full("all"):
        return "too_many", None
    if code is None:
        return "wrong_code", None
    try:
        return "", open_slip(code=code, study=study, op=op)
    except Refused as refused:
        found = refused.reasons[0].code
        if found != "slip_unknown":
            return found, None
        WRONG_CODES.count("all")
        return "wrong_code", None


def _language(request) -> str:
    wanted = known(request.GET.get("l", ""))
    return wanted or chosen("", request.headers.get("Accept-Language", ""), SOURCE).code


def _status(problem: str) -> int:
    return STATUS.get(problem, 422) if problem else 200


def _send(request, template: str, code: str, context: dict, status: int = 200):
    context |= {
        "words": asking_language(code),
        "page_languages": asking_languages(),
        "help_numbers": help_numbers(code),
    }
    response = hidden(render(request, template, context, status=status))
    response["Content-Language"] = code  # before LocaleMiddleware says another
    if status == 429:
        response["Retry-After"] = str(WRONG_CODES.seconds)
    return response
