"""What those who run a circle do for a study: hand out slips, print sheets, take back a yes."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access.verbs import Verb
from circles.access import circle_for
from circles.enrolling import people_of
from circles.public_page.languages import SOURCE, known
from circles.rules.slips import SLIP_LENGTH, grouped
from circles.rules.verdict import Refused
from core.qr import square
from core.readonly import readonly_view
from core.toasts import toast
from evaluation.access import circles_asked, consent_for, may_type_answers, sees_consents_in, talk_for, wave_in
from evaluation.actions.answers import GOOD_FOR, hand_out_answer_slips, take_talk, withdraw_from_study
from evaluation.circle_page import asking_studies
from evaluation.given_out import given_out
from evaluation.kiosk.languages import asking_language, asking_languages
from evaluation.kiosk.questions import sheet_of
from evaluation.words import refusal

PER_PAGE = 50


@readonly_view
@require_GET
def question_list(request):
    """The circles that are asked, and the way to type what was written on paper."""
    may_type_answers(request.user)
    page = Paginator(circles_asked(request.user), PER_PAGE).get_page(request.GET.get("page"))
    return render(request, "evaluation/question_list.html", {"page": page})


@readonly_view
@require_GET
def circle_questions(request, public_id):
    circle = circle_for(request.user, public_id, Verb.EDIT)
    people = people_of(circle)
    context = {
        "circle": circle,
        "people": people,
        "asking": asking_studies(circle, people.printable, request.build_absolute_uri, request.user),
        "sees_consents": sees_consents_in(circle, request.user),
        "kiosk": request.build_absolute_uri(reverse("evaluation:kiosk_start")),
    }
    return render(request, "evaluation/circle_questions.html", context)


@require_POST
def slips(request, public_id, wave):
    """Made and shown on this answer, once. Protected people get none on paper."""
    circle = circle_for(request.user, public_id, Verb.EDIT)
    wave = wave_in(circle, wave)
    people = people_of(circle)
    seen, anew = request.POST.get("seen", ""), "anew" in request.POST
    try:
        made = hand_out_answer_slips(
            circle=circle,
            wave=wave,
            seats=people.printable,
            by=request.user,
            anew=anew,
            seen=int(seen) if seen.isdecimal() else None,
        )
    except Refused as refused:
        messages.error(request, refusal(refused.reasons[0].code))
        return redirect("evaluation:circle_questions", public_id)
    opens = request.build_absolute_uri(reverse("evaluation:kiosk_code"))
    address = request.build_absolute_uri(reverse("evaluation:kiosk_start"))
    shown = [
        (seat, grouped(code), _words_for(seat, circle), square(_opens(opens, code, seat, circle)))
        for seat, code in made
    ]
    context = {"circle": circle, "wave": wave, "slips": shown, "address": address, "days": GOOD_FOR.days}
    return _kept_out(render(request, "evaluation/slips_print.html", context))


@readonly_view
@require_GET
def sheet(request, public_id, wave):
    """The questions on paper, in one of the eight languages. It names nobody; the slip's code is written on it."""
    circle = circle_for(request.user, public_id, Verb.EDIT)
    wave = wave_in(circle, wave)
    words = asking_language(known(request.GET.get("l", "")) or known(circle.language_id) or SOURCE)
    context = {
        "circle": circle,
        "wave": wave,
        "sheet": sheet_of(wave.study, words.code),
        "words": words,
        "page_languages": asking_languages(),
        "boxes": range(SLIP_LENGTH),
    }
    return render(request, "evaluation/sheet_print.html", context)


@readonly_view
@require_http_methods(["GET", "POST"])
def consent_withdraw(request, public_id):
    """What it means is told first. Nothing that was handed out changes; the answers here are deleted."""
    consent = consent_for(request.user, public_id)
    study, participant = consent.notice.study, consent.participant
    if request.method == "POST":
        withdraw_from_study(by=request.user, participant=participant, study=study)
        toast(request, _("Samtycket är återtaget, och svaren är borttagna"))
        return redirect("evaluation:question_list")
    told = given_out(study, participant)
    context = {
        "consent": consent,
        "study": study,
        "stays": [one.code for one in told if one.is_anonymous],
        "destroyed": [one.code for one in told if not one.is_anonymous],
    }
    return render(request, "evaluation/consent_withdraw.html", context)


@require_POST
def talk_taken(request, public_id):
    """The coordinator sees to it that somebody talks with the person."""
    if take_talk(by=request.user, talk=talk_for(request.user, public_id)):
        toast(request, _("Noterat att du tar hand om det"))
    return redirect("/")


def _words_for(seat, circle):
    """The slip in the person's language, else in the circle's."""
    return asking_language(known(seat.participant.language_id or "") or known(circle.language_id) or SOURCE)


def _opens(address: str, code: str, seat, circle) -> str:
    return f"{address}?l={_words_for(seat, circle).code}#{code}"


def _kept_out(response):
    """A page that shows codes stays in no cache."""
    response["Cache-Control"] = "no-store"
    return response
