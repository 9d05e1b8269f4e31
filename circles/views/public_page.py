"""A circle's page for participants. Nobody signs in, no cookie is set, and nothing of the visit is kept."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from circles.public_page.answering import STATUS, WRONG_CODES, answered
from circles.public_page.calendar import calendar_file
from circles.public_page.forms import SlipForm
from circles.public_page.languages import Language, chosen, languages
from circles.public_page.links import page_behind
from circles.public_page.page import ShownPage, shown_page
from circles.views.answers import sent
from core.help_numbers import help_heading, help_numbers
from core.own_key import carries_its_own_key
from core.readonly import readonly_view
from core.web import hidden


@login_not_required
@readonly_view
@require_safe
def public_page(request, link):
    shown = _shown(request, link)
    if shown is None:
        return _closed(request)
    address = request.build_absolute_uri(f"{request.path}?l={shown.language.code}")
    return _send(request, "circles/public/page.html", shown.language, {"shown": shown, "address": address})


@login_not_required
@carries_its_own_key
@readonly_view
@require_http_methods(["GET", "HEAD", "POST"])
def public_answer(request, link):
    """ "I cannot come", "I need childcare": with a slip, about the next meeting. Only a POST changes anything."""
    shown = _shown(request, link)
    if shown is None:
        return _closed(request)
    form, problem = SlipForm(sent(request)), ""
    if request.method == "POST":
        problem = answered(shown, form)
        if not problem:
            says = form.cleaned_data["says"]
            return hidden(redirect(f"{request.path}?l={shown.language.code}&done={says}"))
    elif shown.next is None:
        return hidden(redirect(f"{_page_url(link)}?l={shown.language.code}"))
    context = {"shown": shown, "form": form, "problem": problem, "done": _done(request)}
    status = STATUS.get(problem, 422) if problem else 200
    return _send(request, "circles/public/answer.html", shown.language, context, status)


@login_not_required
@readonly_view
@require_safe
def public_calendar(request, link, every):
    """The next meeting, or all of them, as a file for the phone's own calendar."""
    shown = _shown(request, link)
    if shown is None or not (shown.coming if every else shown.next):
        return _closed(request)
    site = request.build_absolute_uri("/")
    response = HttpResponse(calendar_file(shown, every=every, site=site), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="calendar.ics"'
    return hidden(response)


def _shown(request, link: str) -> ShownPage | None:
    page = page_behind(link)
    return shown_page(page, _language(request, page.circle.language_id)) if page else None


def _language(request, of_circle: str = "") -> Language:
    return chosen(request.GET.get("l", ""), request.headers.get("Accept-Language", ""), of_circle)


def _done(request) -> str:
    """What was answered, said once more after the redirect. It changes nothing, so anybody may ask for it."""
    done = request.GET.get("done", "")
    return done if request.method != "POST" and done in ("away", "childcare") else ""


def _page_url(link: str) -> str:
    return reverse("circles:public_page", args=[link])


def _closed(request):
    """The same for a link that is unknown, changed or closed, and for a circle that has ended."""
    return _send(request, "circles/public/closed.html", _language(request), {}, status=404)


def _send(request, template: str, words: Language, context: dict, status: int = 200):
    context |= {
        "words": words,
        "page_languages": languages(),
        "is_chosen": "l" in request.GET,
        "help_heading": help_heading(words.code),
        "help_numbers": help_numbers(words.code),
    }
    response = hidden(render(request, template, context, status=status))
    response["Content-Language"] = words.code  # before LocaleMiddleware says another
    if status == 429:
        response["Retry-After"] = str(WRONG_CODES.seconds)
    return response
