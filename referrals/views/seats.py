"""Held seats: a partner asks, a coordinator answers, and the partner sees until when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from circles.enrolling import owner_of
from circles.forms import CardForm, PersonForm
from circles.rules.verdict import Refused
from core.readonly import readonly_view
from core.toasts import toast
from referrals import actions, contact
from referrals.access import (
    circles_for_seat,
    hub_of,
    is_coordinator_of,
    own_partner,
    referral_for,
    seat_municipalities,
)
from referrals.actions.steps import LostRace
from referrals.forms import DeclineForm, FailForm, SeatAnswerForm, SeatForm
from referrals.pages import seat_badge_for_hub, seat_timeline
from referrals.rules.lifecycle import UNANSWERED
from referrals.views.answers import attempt, lost_race
from referrals.words import refusal


@readonly_view
@require_http_methods(["GET", "HEAD", "POST"])
def seat_ask(request: HttpRequest) -> HttpResponse:
    organisation = own_partner(request.user)
    post = request.method == "POST"
    form = SeatForm(request.POST if post else None, municipalities=seat_municipalities())
    if post and form.is_valid():
        said = form.cleaned_data
        actions.ask_for_seat(by=request.user, partner=organisation, hub=hub_of(said["municipality"]), **said)
        toast(request, _("Frågan är skickad. Samordnaren svarar."))
        return redirect("referrals:inbox")
    return render(request, "referrals/seat_ask.html", {"form": form}, status=422 if post else 200)


@readonly_view
@require_http_methods(["GET", "HEAD", "POST"])
def seat_detail(request: HttpRequest, public_id) -> HttpResponse:
    """The coordinator's answer: yes with a circle and a day, or no with a reason; later the seat is let go. A data
    steward reads what was answered."""
    referral = referral_for(request.user, public_id, "answer_seat" if request.method == "POST" else "see_seat")
    answers = is_coordinator_of(request.user, referral)
    if not answers:
        contact.seen(referral, by=request.user)
    forms = _seat_forms(request, referral) if answers else {}
    answer = request.POST.get("answer", "")
    if request.method == "POST" and answer in forms and forms[answer].is_valid():
        return _answer_seat(request, referral, answer, forms[answer])
    context = {
        "referral": referral,
        "badge": seat_badge_for_hub(referral, timezone.localdate()),
        "answers": answers,
        "is_asked": referral.status in UNANSWERED,
        "forms": forms,
        "open_form": answer,
        "entries": seat_timeline(referral.events.for_timeline()),
    }
    return render(request, "referrals/seat_detail.html", context, status=422 if request.method == "POST" else 200)


def _seat_forms(request, referral) -> dict:
    chosen = request.POST.get("answer", "")
    made = {
        "hold_seat": lambda data: SeatAnswerForm(
            data,
            circles=circles_for_seat(referral),
            initial={"seen": referral.status, "contact_person": request.user.name},
            auto_id="id_hold_%s",
        ),
        "decline": lambda data: DeclineForm(data, initial={"seen": referral.status}, auto_id="id_no_%s"),
        "fail": lambda data: FailForm(data, initial={"seen": referral.status}, auto_id="id_fail_%s"),
    }
    return {name: make(request.POST if chosen == name else None) for name, make in made.items()}


def _answer_seat(request, referral, answer: str, form) -> HttpResponse:
    act = {"hold_seat": actions.hold_seat, "decline": actions.decline, "fail": actions.fail}[answer]
    done = {"hold_seat": _("Platsen hålls"), "decline": _("Svaret är skickat"), "fail": _("Platsen är släppt")}[answer]
    back = reverse("referrals:seat_detail", args=[referral.public_id])
    said = form.facts() | {"expected": form.cleaned_data["seen"]}
    return attempt(request, lambda: act(by=request.user, referral=referral, **said), back, done)


@readonly_view
@require_http_methods(["GET", "HEAD", "POST"])
def seat_came(request: HttpRequest, public_id) -> HttpResponse:
    """Whoever was sent stands here: a new card, or the one the person has, and the held seat is theirs."""
    referral = referral_for(request.user, public_id, "answer_seat")
    if referral.status != "accepted" and request.method != "POST":
        return redirect("referrals:seat_detail", public_id)
    has_card = "card" in request.POST
    card = CardForm(request.POST if has_card else None)
    sent_new = request.method == "POST" and not has_card
    person = PersonForm(request.POST if sent_new else None, initial={"language": referral.language_id})
    form = card if has_card else person
    if request.method == "POST" and form.is_valid():
        answer = _seat_used(request, referral, form)
        if answer is not None:
            return answer
    context = {"referral": referral, "form": person, "card_form": card}
    return render(request, "referrals/seat_came.html", context, status=422 if request.method == "POST" else 200)


def _seat_used(request, referral, form) -> HttpResponse | None:
    """To the card that now has the seat; None where the form has got an error."""
    who = {"facts": form.cleaned_data}
    if "card" in form.cleaned_data:
        owner = owner_of(form.cleaned_data["card"], referral.circle)
        if owner is None:
            form.add_error("card", _("Inget sådant kort finns i knutpunkten. Läs kortet en gång till."))
            return None
        who = {"participant": owner}
    try:
        enrolment = actions.use_seat(by=request.user, referral=referral, expected="accepted", **who)
    except LostRace as lost:
        return lost_race(request, lost, reverse("referrals:seat_detail", args=[referral.public_id]))
    except Refused as refused:
        form.add_error(None, refusal(refused.reasons))
        return None
    toast(request, _("Inskriven på platsen som hölls"))
    return redirect("circles:person_enrolled", enrolment.public_id)


@require_POST
def seat_cancel(request: HttpRequest, public_id) -> HttpResponse:
    """The partner doesn't need the seat any longer."""
    referral = referral_for(request.user, public_id, "cancel_seat")
    return attempt(
        request,
        lambda: actions.give_back_seat(by=request.user, referral=referral),
        reverse("referrals:inbox"),
        _("Frågan är återkallad"),
    )
