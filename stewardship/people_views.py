"""People for administrators: who has which role, inviting, ending; and the page behind an invitation's link."""

from allauth.account.utils import perform_login
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access.gates import require
from accounts.access.roles import SENTENCES, Role
from accounts.access.verbs import Thing, Verb
from accounts.actions import reactivate
from core.readonly import readonly_view
from core.site import whole_address
from core.toasts import toast
from organisations.actions import LastAdministrator
from organisations.invitations import (
    AccountClosed,
    HasRole,
    NotUsable,
    invitation_of,
    invite,
    invited_user,
    resend,
    revoke,
    why_not,
)
from stewardship import access
from stewardship.arrivals import take_up
from stewardship.departures import NobodyTakesOver, circles_to_hand_over, depart, leader_of, shut_out
from stewardship.forms import HandOverForm, InvitationForm, NewAccountForm
from stewardship.people import people, role_line
from stewardship.takers import takers_of

ROLES = [(role.value, role.label, SENTENCES[role]) for role in Role]


@require_safe
@readonly_view
def person_list(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    context = {
        "people": people(access.memberships_for(request.user), words),
        "words": words,
        "invitations": access.invitations_for(request.user),
        "closed": access.closed_accounts_for(request.user),
        "now": timezone.now(),
    }
    return render(request, "stewardship/person_list.html", context)


@readonly_view
def invitation_add(request: HttpRequest) -> HttpResponse:
    require(request.user, Verb.CREATE, Thing.PERSON)
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            invite(**form.cleaned_data, link_of=_link_of, by=request.user)
        except AccountClosed:
            form.add_error("email", _("Kontot är avstängt. Öppna det först, under Personer."))
        except HasRole:
            form.add_error(None, _("Personen har redan den rollen här. Inget brev har skickats."))
        else:
            toast(request, _("Inbjudan är på väg till %(email)s") % {"email": form.cleaned_data["email"]})
            return redirect("stewardship:person_list")
    context = {"form": form, "roles": ROLES}
    return render(request, "stewardship/invitation_add.html", context, status=422 if form.errors else 200)


@require_POST
def invitation_resend(request: HttpRequest, public_id) -> HttpResponse:
    invitation = access.invitation_for(request.user, public_id, Verb.EDIT)
    try:
        resend(invitation=invitation, link_of=_link_of, by=request.user)
    except NotUsable:
        messages.error(request, _("Inbjudan är redan använd eller återkallad."))
    else:
        toast(request, _("Ett nytt brev är på väg till %(email)s") % {"email": invitation.email})
    return redirect("stewardship:person_list")


@require_POST
def invitation_revoke(request: HttpRequest, public_id) -> HttpResponse:
    invitation = access.invitation_for(request.user, public_id, Verb.EDIT)
    try:
        revoke(invitation=invitation, by=request.user)
    except NotUsable:
        messages.error(request, _("Inbjudan är redan använd eller återkallad."))
    else:
        toast(request, _("Inbjudan till %(email)s är återkallad") % {"email": invitation.email})
    return redirect("stewardship:person_list")


def _link_of(token: str) -> str:
    return whole_address(reverse("stewardship:invitation", args=[token]))


@login_not_required
@readonly_view
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """A mail scanner that opens the link changes nothing: only the button takes the role up."""
    found = invitation_of(token, timezone.now())
    if found is None:
        return _gone(request, token, status=404)
    known = invited_user(found)
    form = None if known else NewAccountForm(request.POST or None, email=found.email, initial={"name": found.name})
    if request.method == "POST" and (form is None or form.is_valid()):
        return _take_up(request, found, token, form.cleaned_data if form else {})
    context = {
        "invitation": found,
        "role": Role(found.role).label,
        "sentence": SENTENCES[Role(found.role)],
        "form": form,
    }
    status = 422 if form and form.errors else 200
    return _private(render(request, "stewardship/invitation_accept.html", context, status=status))


def _gone(request: HttpRequest, token: str, *, status: int, why: str = "") -> HttpResponse:
    """What became of the link, in words."""
    context = {"why": why or why_not(token)}
    return _private(render(request, "stewardship/invitation_gone.html", context, status=status))


def _take_up(request: HttpRequest, found, token: str, details: dict) -> HttpResponse:
    try:
        membership = take_up(invitation=found, language=get_language() or "sv", **details)
    except NotUsable:
        return _gone(request, token, status=409)
    except AccountClosed:
        return _gone(request, token, status=409, why="closed")
    if details:  # the mailbox and the new password are proved; somebody known signs in as always
        toast(request, _("Välkommen till Ringar"))
        return perform_login(request, membership.user, email_verification="none")
    toast(request, _("Rollen är din. Logga in som vanligt."))
    return redirect("desk:home" if request.user == membership.user else "account_login")


def _private(response: HttpResponse) -> HttpResponse:
    """The address is a secret: it goes into no cache and no referrer. The origin alone does, or the browser would send
    the form with `Origin: null`, which counts as forged."""
    response["Cache-Control"], response["Referrer-Policy"] = "no-store", "strict-origin"
    return response


@readonly_view
def membership_end(request: HttpRequest, public_id) -> HttpResponse:
    """Asks who takes over each circle, and ends the role."""
    membership = access.membership_for(request.user, public_id, Verb.EDIT)
    leader = leader_of(membership)
    circles = circles_to_hand_over(leader)
    takers = takers_of(leader, circles, timezone.localdate()) if circles else {}
    form = HandOverForm(request.POST if request.method == "POST" else None, takers=takers)
    if request.method == "POST" and form.is_valid() and _depart(request, membership, form):
        return redirect("stewardship:person_list")
    context = {"line": role_line(membership), "person": membership.user, "circles": circles, "form": form}
    return render(request, "stewardship/membership_end.html", context, status=422 if form.errors else 200)


def _depart(request: HttpRequest, membership, form: HandOverForm) -> bool:
    try:
        depart(membership=membership, takers=form.takers, by=request.user)
    except NobodyTakesOver:
        form.add_error(None, _("En cirkel har kommit till sedan sidan öppnades. Välj vem som tar över den också."))
        return False
    except LastAdministrator:
        form.add_error(None, _("Det är den sista administratören. Bjud in en till först."))
        return False
    toast(request, _("Rollen är avslutad för %(name)s") % {"name": membership.user.name})
    return True


@require_POST
def person_close(request: HttpRequest, public_id) -> HttpResponse:
    person = access.person_for(request.user, public_id, Verb.EDIT)
    if person == request.user:
        messages.error(request, _("Du kan inte stänga av ditt eget konto."))
    else:
        shut_out(user=person, by=request.user)
        undo = reverse("stewardship:person_reopen", args=[public_id])
        toast(request, _("Kontot är avstängt för %(name)s") % {"name": person.name}, undo=undo)
    return redirect("stewardship:person_list")


@require_POST
def person_reopen(request: HttpRequest, public_id) -> HttpResponse:
    person = access.person_for(request.user, public_id, Verb.EDIT)
    reactivate(user=person, by=request.user)
    toast(request, _("Kontot är öppet igen för %(name)s") % {"name": person.name})
    return redirect("stewardship:person_list")
