"""Offering a referral, mostly on a phone: choose a card, say what is needed, write the answer as it was given."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from accounts.access.gates import require
from accounts.access.verbs import Thing, Verb
from circles.rules.verdict import Refused
from core.readonly import readonly_view
from core.toasts import toast
from participants.consent_texts import reviewed_texts
from participants.models import ConsentPurpose
from referrals.access import (
    cards_by_circle,
    is_coordinator_of,
    may_match,
    organisations_to_ask,
    participant_for,
    referral_for,
)
from referrals.forms import ConsentForm, NeedForm, WithConsent
from referrals.offering import offer_referral, write_consent
from referrals.words import ACTION_WORDS, refusal


@readonly_view
@require_GET
def referral_choose(request: HttpRequest) -> HttpResponse:
    """The cards of one's own circles."""
    require(request.user, Verb.CREATE, Thing.REFERRAL)
    chosen = request.GET.get("circle", "")
    circles, circle, cards = cards_by_circle(request.user, chosen)
    context = {"circles": circles, "circle": circle, "cards": cards}
    return render(request, "referrals/referral_choose.html", context)


@readonly_view
@require_http_methods(["GET", "HEAD", "POST"])
def referral_create(request: HttpRequest, participant_id) -> HttpResponse:
    participant = participant_for(request.user, participant_id)
    forms = _forms(request.POST if request.method == "POST" else None, participant)
    need, answer, consent = forms
    if request.method == "POST":
        said = need.is_valid() & answer.is_valid()  # all of it is checked, so that all errors show at once
        says_yes = answer.cleaned_data.get("answer") == "yes"
        if said & (not says_yes or consent.is_valid()):
            return _save(request, participant, need, consent if says_yes else None)
        if answer.cleaned_data.get("answer") == "later":
            consent = _forms(None, participant)[2]  # asks nothing, so nothing in it is wrong
    status = 422 if request.method == "POST" else 200
    asked = reviewed_texts(ConsentPurpose.REFERRAL, participant.language_id or "")
    context = {
        "participant": participant,
        "need": need,
        "answer": answer,
        "consent_form": consent,
        "asked": asked,
        "coordinates": may_match(request.user, participant.hub),
    }
    return render(request, "referrals/referral_create.html", context, status=status)


def _forms(data, participant):
    first = participant.enrolments.select_related("circle").order_by("-enrolled_at").first()
    initial = {
        "language": participant.language_id,
        "municipality": first.circle.municipality_id if first else None,
    }
    need = NeedForm(data, hub=participant.hub, is_protected=participant.is_protected, initial=initial, prefix="need")
    kinds = {"area": "?", "times": "?", "wishes": "?", "phone": "?"}
    consent = ConsentForm(
        data,
        organisations=organisations_to_ask(participant.hub),
        contact=None if participant.is_protected else kinds,
        prefix="consent",
    )
    return need, WithConsent(data, prefix="answer"), consent


def _save(request, participant, need, consent) -> HttpResponse:
    try:
        referral = offer_referral(by=request.user, participant=participant, need=need, consent=consent)
    except Refused as refused:
        messages.error(request, refusal(refused.reasons))
        return redirect("referrals:referral_create", participant.public_id)
    if may_match(request.user, referral.hub):
        toast(request, _("Sparat. Välj vem du vill fråga.") if consent else _("Sparat. Inget skickas före ett ja."))
        return redirect("referrals:referral_match", referral.public_id)
    toast(request, _("Sparat. Samordnaren frågar en partner."))
    return redirect("referrals:referral_detail", referral.public_id)


@readonly_view
@require_http_methods(["GET", "HEAD", "POST"])
def referral_consent(request: HttpRequest, public_id) -> HttpResponse:
    """The answer of a person who wanted to think, or a yes to more partners."""
    referral = referral_for(request.user, public_id, "consent")
    if referral.status != "draft":
        return redirect("referrals:referral_detail", public_id)
    post = request.method == "POST"
    consent = referral.consent
    form = ConsentForm(
        request.POST if post else None,
        organisations=organisations_to_ask(referral.hub),
        contact=referral.contact,
        initial={"organisations": consent.organisations.all() if consent else []},
        prefix="consent",
    )
    if post and form.is_valid():
        return _record(request, referral, form)
    context = {
        "referral": referral,
        "consent_form": form,
        "asked": reviewed_texts(ConsentPurpose.REFERRAL, referral.language_id),
    }
    return render(request, "referrals/referral_consent.html", context, status=422 if post else 200)


def _record(request, referral, form) -> HttpResponse:
    try:
        write_consent(by=request.user, referral=referral, form=form)
        toast(request, str(ACTION_WORDS["consent"]))
    except Refused as refused:
        messages.error(request, refusal(refused.reasons))
    if is_coordinator_of(request.user, referral):
        return redirect(reverse("referrals:referral_match", args=[referral.public_id]))
    return redirect(reverse("referrals:referral_detail", args=[referral.public_id]))
