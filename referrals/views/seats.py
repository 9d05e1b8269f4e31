"""Held seats: a partner asks, a coordinator answers, and the partner sees until when."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.readonly import readonly_view
from core.toasts import toast
from referrals import actions
from referrals.access import circles_for_seat, hub_of, own_partner, referral_for, seat_municipalities
from referrals.forms import DeclineForm, FailForm, SeatAnswerForm, SeatForm, Seen
from referrals.pages import seat_badge, timeline
from referrals.views.answers import attempt


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
    """The coordinator's answer: yes with a circle and a day, or no with a reason; later the seat is let go."""
    referral = referral_for(request.user, public_id, "answer_seat")
    forms = _seat_forms(request, referral)
    answer = request.POST.get("answer", "")
    if request.method == "POST" and answer in forms and forms[answer].is_valid():
        return _answer_seat(request, referral, answer, forms[answer])
    context = {
        "referral": referral,
        "badge": seat_badge(referral, timezone.localdate()),
        "forms": forms,
        "open_form": answer,
        "entries": timeline(referral.events.for_timeline()),
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


@require_POST
def seat_cancel(request: HttpRequest, public_id) -> HttpResponse:
    """The partner doesn't need the seat any longer."""
    referral = referral_for(request.user, public_id, "cancel_seat")
    form = Seen(request.POST)
    form.is_valid()
    return attempt(
        request,
        lambda: actions.cancel(
            by=request.user, referral=referral, reason="no_longer_needed", expected=form.cleaned_data.get("seen", "")
        ),
        reverse("referrals:inbox"),
        _("Frågan är återkallad"),
    )
