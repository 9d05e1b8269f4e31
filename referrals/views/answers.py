"""How every step of a referral is taken from a page: gate, form, action, and what is said when it can't be."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from circles.rules.verdict import Refused
from core.toasts import toast
from referrals import actions
from referrals.actions.steps import LostRace
from referrals.forms import STEP_FORMS
from referrals.models import Referral
from referrals.pages import timeline
from referrals.words import ACTION_WORDS, DONE_WORDS, lost_words, refusal

DO = {
    "acknowledge": actions.acknowledge,
    "accept": actions.accept,
    "decline": actions.decline,
    "message": actions.message,
    "reply": actions.message,
    "start": actions.start,
    "hold": actions.hold,
    "resume": actions.resume,
    "complete": actions.complete,
    "fail": actions.fail,
    "ack_cancel": actions.acknowledge_cancel,
    "cancel": actions.cancel,
    "feedback": actions.feedback,
    "void": actions.void,
}


def step(request: HttpRequest, referral: Referral, action: str, *, page, back: str, **extra) -> HttpResponse:
    """Take `action` with what was posted, then go `back`; a form with errors is shown on `page(forms=…)`, 422."""
    form = STEP_FORMS[action](request.POST)
    if not form.is_valid():
        return page({action: form}, 422)
    said = form.facts() | extra
    if action not in ("message", "reply"):
        said["expected"] = form.cleaned_data["seen"]
    return attempt(request, lambda: DO[action](by=request.user, referral=referral, **said), back, DONE_WORDS[action])


def attempt(request: HttpRequest, act, back: str, done) -> HttpResponse:
    """Run `act` and go back with a toast; 409 with both values for a lost race, a sentence for a refusal."""
    try:
        act()
    except LostRace as lost:
        return lost_race(request, lost, back)
    except Refused as refused:
        messages.error(request, refusal(refused.reasons))
        return redirect(back)
    toast(request, str(done))
    return redirect(back)


def lost_race(request: HttpRequest, lost: LostRace, back: str) -> HttpResponse:
    theirs = timeline([lost.theirs])[0]
    title, reason = lost_words(is_own=lost.is_own(request.user))
    context = {
        "title": title,
        "referral": lost.referral,
        "theirs": theirs,
        "yours": ACTION_WORDS[lost.wanted],
        "back": back,
        "reason": reason,
    }
    return render(request, "referrals/referral_conflict.html", context, status=409)
