"""What coordinators and communicators see: the list, the timeline, the match page, sending."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access.gates import require
from accounts.access.policy import may
from accounts.access.roles import Role
from accounts.access.verbs import Thing, Verb
from accounts.proof import require_fresh_proof
from core.readonly import readonly_view
from referrals import actions, contact
from referrals.access import is_coordinator_of, is_silent, listed_for, may_follow, offer_for, referral_for
from referrals.facts import consent_panel, needs_and_wishes
from referrals.forms import STEP_FORMS
from referrals.match_page import match_rows
from referrals.pages import ENDED_SHOWN, hub_sections, outcome_unread, silent_badge, state_badge, steps, timeline
from referrals.rules.lifecycle import SENDER, open_actions
from referrals.views.answers import attempt, step
from referrals.words import ACTION_WORDS


@readonly_view
@require_GET
def referral_list(request: HttpRequest) -> HttpResponse:
    require(request.user, Verb.SEE, Thing.REFERRAL)
    if request.user.roles <= {Role.PARTNER}:
        return redirect("referrals:inbox")
    now, roles = timezone.now(), request.user.roles
    may_offer = may(roles, Verb.CREATE, Thing.REFERRAL)
    rows, silent = listed_for(request.user, now, ended=ENDED_SHOWN, watches=not may_offer)
    sections = hub_sections(rows, silent, now=now, coordinates=Role.COORDINATOR in roles, watches=not may_offer)
    if not may_offer:
        contact.list_seen(by=request.user)
    context = {"sections": sections, "may_offer": may_offer}
    return render(request, "referrals/referral_list.html", context)


@readonly_view
@require_GET
def referral_detail(request: HttpRequest, public_id) -> HttpResponse:
    referral = referral_for(request.user, public_id, "see")
    contact.seen(referral, by=request.user)
    return _detail(request, referral, {}, 200)


def _detail(request: HttpRequest, referral, forms: dict, status: int) -> HttpResponse:
    now = timezone.now()
    coordinates = is_coordinator_of(request.user, referral)
    follows = may_follow(request.user, referral)
    silent = is_silent(referral, now)
    possible = [name for name in open_actions(referral.status, SENDER) if name != "send"] if follows else []
    context = {
        "referral": referral,
        "badge": silent_badge(referral, now) if silent else state_badge(referral, now),
        "is_silent": silent,
        "coordinates": coordinates,
        "follows": follows,
        "facts": needs_and_wishes(referral),
        "entries": timeline(referral.events.for_timeline()),
        "next_step": _next_step(referral, silent) if follows else "",
        "readers": contact.readers(referral),
        "forms": {
            name: forms.get(name) or _form(name, referral) for name in (*possible, "reply") if name in STEP_FORMS
        },
        "may_reply": follows and referral.status in ("sent", "received", "accepted", "in_progress", "on_hold"),
        "outcome_unread": outcome_unread(referral),
        "may_close": "feedback" in possible and referral.sent_at and referral.loop_closed_at is None,
        "newer": referral.replaced_by.first(),
        "open_form": next(iter(forms), ""),
    }
    return render(request, "referrals/referral_detail.html", context | consent_panel(referral), status=status)


def _form(name: str, referral):
    return STEP_FORMS[name](initial={"seen": referral.status}, auto_id=f"id_{name}_%s")


def _next_step(referral, silent: bool) -> str:
    """What happens now, in words; "" where nothing does."""
    if silent:
        return _("Partnern har inte svarat. Ring, eller fråga nästa.")
    if outcome_unread(referral):
        return _("Läs svaret och berätta för deltagaren.")
    return {
        "draft": _("Hitta ett stöd som passar och fråga partnern."),
        "sent": _("Partnern svarar."),
        "received": _("Partnern svarar."),
        "accepted": _("Partnern tar första kontakten."),
        "in_progress": _("Stödet pågår. Partnern skriver hur det gick."),
        "on_hold": _("Partnern tittar på det igen."),
    }.get(referral.status, "")


@readonly_view
@require_GET
def referral_contact(request: HttpRequest, public_id) -> HttpResponse:
    """The contact details, for the sender; the reading is written down."""
    referral = referral_for(request.user, public_id, "see")
    require_fresh_proof(request)
    details = contact.read(referral, by=request.user, as_receiver=False)
    back = reverse("referrals:referral_detail", args=[public_id])
    context = {"referral": referral, "details": details, "back": back}
    return render(request, "referrals/referral_contact.html", context)


@readonly_view
@require_GET
def referral_match(request: HttpRequest, public_id) -> HttpResponse:
    referral = referral_for(request.user, public_id, "send")
    if referral.status != "draft":
        return redirect("referrals:referral_detail", public_id)
    now = timezone.now()
    context = {
        "referral": referral,
        "badge": state_badge(referral, now),
        "facts": needs_and_wishes(referral),
        "steps": steps(referral),
        "matches": match_rows(referral, today=timezone.localdate(now)),
    }
    return render(request, "referrals/referral_match.html", context | consent_panel(referral))


@readonly_view
@require_http_methods(["GET", "HEAD", "POST"])
def referral_send(request: HttpRequest, public_id, offer_id) -> HttpResponse:
    """What this partner will see, then the question goes."""
    referral = referral_for(request.user, public_id, "send")
    offer = offer_for(request.user, offer_id)
    if request.method == "POST":
        back = reverse("referrals:referral_detail", args=[public_id])
        seen = request.POST.get("seen", "")
        done = _("%(partner)s är tillfrågad") % {"partner": offer.organisation.label}
        return attempt(
            request, lambda: actions.send(by=request.user, referral=referral, offer=offer, expected=seen), back, done
        )
    if referral.status != "draft":
        messages.info(request, _("Hänvisningen är redan skickad eller avslutad. Här är dess sida."))
        return redirect("referrals:referral_detail", public_id)
    context = {"referral": referral, "offer": offer, "facts": needs_and_wishes(referral)}
    return render(request, "referrals/referral_send.html", context | consent_panel(referral))


@require_POST
def referral_step(request: HttpRequest, public_id, action: str) -> HttpResponse:
    """Cancel, void, close the loop or write to the partner."""
    referral = referral_for(request.user, public_id, action)
    back = reverse("referrals:referral_detail", args=[public_id])
    extra = {"from_receiver": False} if action == "reply" else {}
    return step(
        request,
        referral,
        action,
        page=lambda forms, status: _detail(request, referral, forms, status),
        back=back,
        **extra,
    )


@require_POST
def referral_again(request: HttpRequest, public_id) -> HttpResponse:
    """After a no, or after silence: the same need as a new draft."""
    referral = referral_for(request.user, public_id, "redirect")
    back = reverse("referrals:referral_detail", args=[public_id])
    made = []

    def act():
        again = actions.redirect if referral.status in ("declined", "failed") else actions.ask_next
        made.append(again(by=request.user, referral=referral))

    answer = attempt(request, act, back, ACTION_WORDS["redirect"])
    return redirect("referrals:referral_match", made[0].public_id) if made else answer


@readonly_view
@require_http_methods(["GET", "HEAD", "POST"])
def referral_withdraw(request: HttpRequest, public_id) -> HttpResponse:
    """The person has changed their mind: what will happen, then it does."""
    referral = referral_for(request.user, public_id, "withdraw")
    back = reverse("referrals:referral_detail", args=[public_id])
    if request.method == "POST":
        return attempt(
            request,
            lambda: actions.withdraw_consent(by=request.user, referral=referral),
            back,
            ACTION_WORDS["withdraw"],
        )
    return render(request, "referrals/referral_withdraw.html", {"referral": referral} | consent_panel(referral))
