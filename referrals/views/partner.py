"""What a partner worker sees: what was sent to the own organisation, and the answers to it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from accounts.proof import require_fresh_proof
from core.readonly import readonly_view
from referrals import contact
from referrals.access import inbox_rows, own_partner, referral_for
from referrals.facts import facts_for_partner
from referrals.forms import STEP_FORMS
from referrals.pages import inbox_sections, seat_badge, seat_state, state_badge, timeline
from referrals.rules.lifecycle import RECEIVER, open_actions
from referrals.views.answers import step


@readonly_view
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    organisation = own_partner(request.user)
    now, today = timezone.now(), timezone.localdate()
    rows, seats = inbox_rows(request.user)
    context = {
        "organisation": organisation,
        "sections": inbox_sections(rows, now=now),
        "seats": [(seat, seat_badge(seat, today), seat_state(seat, today) != "none") for seat in seats],
    }
    return render(request, "referrals/inbox.html", context)


@readonly_view
@require_GET
def answer(request: HttpRequest, public_id) -> HttpResponse:
    referral = referral_for(request.user, public_id, "message")
    contact.seen(referral, by=request.user)
    return _answer(request, referral, {}, 200)


def _answer(request: HttpRequest, referral, forms: dict, status: int) -> HttpResponse:
    possible = [*open_actions(referral.status, RECEIVER)]
    if referral.status == "cancelled" and referral.cancel_acknowledged_at:
        possible.remove("ack_cancel")
    if referral.status in ("sent", "received", "accepted", "in_progress", "on_hold"):
        possible.append("message")
    context = {
        "referral": referral,
        "badge": state_badge(referral, timezone.now()),
        "facts": facts_for_partner(referral),
        "possible": possible,
        "forms": {
            name: forms.get(name) or STEP_FORMS[name](initial={"seen": referral.status}, auto_id=f"id_{name}_%s")
            for name in possible
        },
        "open_form": next(iter(forms), "accept"),
        "entries": timeline(
            referral.events.for_timeline().exclude(action__in=("create", "consent", "redirect", "feedback"))
        ),
        "may_read_contact": contact.may_read(referral, as_receiver=True),
    }
    return render(request, "referrals/answer.html", context, status=status)


@readonly_view
@require_GET
def answer_contact(request: HttpRequest, public_id) -> HttpResponse:
    """The contact details, for the receiver; the reading is written down."""
    referral = referral_for(request.user, public_id, "message")
    require_fresh_proof(request)
    details = contact.read(referral, by=request.user, as_receiver=True)
    context = {"referral": referral, "details": details, "back": reverse("referrals:answer", args=[public_id])}
    return render(request, "referrals/referral_contact.html", context)


@require_POST
def answer_step(request: HttpRequest, public_id, action: str) -> HttpResponse:
    referral = referral_for(request.user, public_id, action)
    back = reverse("referrals:answer", args=[public_id])
    return step(
        request, referral, action, page=lambda forms, status: _answer(request, referral, forms, status), back=back
    )
