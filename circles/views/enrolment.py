"""Enrolling people, their cut-out cards, and changing a seat."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access.verbs import Verb
from circles.access import circle_for, enrolment_for, leads, only_reads
from circles.actions import enrolment as actions
from circles.enrolling import owner_of, people_of
from circles.forms import CardForm, LeaveForm, PersonForm
from circles.planning_forms import OfferForm
from circles.rules.verdict import Refused
from circles.views.answers import add, say, sent, status_of
from circles.words import sentences
from core.readonly import readonly_view
from core.toasts import toast
from participants.rules.cards import Card


@readonly_view
@require_GET
def people(request, public_id):
    circle = circle_for(request.user, public_id, Verb.SEE_PEOPLE)
    context = {
        "circle": circle,
        "people": people_of(circle),
        "leads": leads(request.user, circle),
        "reads": only_reads(request.user, circle),
        "offer": OfferForm(today=timezone.localdate()),
        "now": timezone.now(),
    }
    return render(request, "circles/people_list.html", context)


@readonly_view
@require_http_methods(["GET", "POST"])
def person_enrol(request, public_id):
    """A new person: coarse bands, all optional, and a card is drawn."""
    circle = circle_for(request.user, public_id, Verb.MARK)
    form = PersonForm(sent(request), initial={"language": circle.language_id})
    if request.method == "POST" and form.is_valid():
        try:
            enrolment = actions.enrol_new_person(
                circle=circle, by=request.user, waiting="wait" in request.POST, facts=form.cleaned_data
            )
        except Refused as refused:
            add(form, refused)
        else:
            return redirect("circles:person_enrolled", enrolment.public_id)
    context = {"circle": circle, "form": form, "room_sentences": sentences(actions.remarks_before(circle))}
    return render(request, "circles/person_enrol.html", context, status=status_of(form))


@readonly_view
@require_GET
def person_enrolled(request, public_id):
    """The new card, large: to show, to print, and on to the next person."""
    enrolment = enrolment_for(request.user, public_id, Verb.MARK)
    return render(request, "circles/person_enrolled.html", {"enrolment": enrolment, "circle": enrolment.circle})


@readonly_view
@require_http_methods(["GET", "POST"])
def card_enrol(request, public_id):
    """A person who has a card already: what stands on it, with the letter."""
    circle = circle_for(request.user, public_id, Verb.MARK)
    form = CardForm(sent(request))
    if request.method == "POST" and form.is_valid():
        enrolment = _enrol_card(request, circle, form)
        if enrolment:
            return redirect("circles:people", public_id)
    return render(request, "circles/card_enrol.html", {"circle": circle, "form": form}, status=status_of(form))


def _enrol_card(request, circle, form):
    card: Card = form.cleaned_data["card"]
    owner = owner_of(card, circle)
    if owner is None:
        form.add_error("card", _("Inget sådant kort finns i knutpunkten. Läs kortet en gång till."))
        return None
    try:
        enrolment = actions.enrol(circle=circle, participant=owner, by=request.user)
    except Refused as refused:
        add(form, refused, "card")
        return None
    toast(request, _("%(card)s är inskriven") % {"card": card.name})
    return enrolment


@readonly_view
@require_GET
def cards_print(request, public_id):
    """Cut-out cards for A4: all in the circle, or the one asked for."""
    circle = circle_for(request.user, public_id, Verb.MARK)
    shown = people_of(circle)
    only = request.GET.get("card")
    cards = [one for one in shown.printable if not only or str(one.public_id) == only]
    return render(request, "circles/cards_print.html", {"circle": circle, "people": shown, "cards": cards})


@readonly_view
@require_GET
def register_print(request, public_id):
    """The register on paper: whole codes and empty squares, never a name."""
    circle = circle_for(request.user, public_id, Verb.MARK)
    sessions = list(circle.sessions.exclude(status="cancelled").order_by("starts_at"))
    context = {
        "circle": circle,
        "people": people_of(circle),
        "sessions": sessions,
        "columns": len(sessions) + 1,
        "blank_rows": range(3),
        "now": timezone.now(),
    }
    return render(request, "circles/register_print.html", context)


@readonly_view
@require_http_methods(["GET", "POST"])
def person_leave(request, public_id):
    enrolment = enrolment_for(request.user, public_id, Verb.MARK)
    form = LeaveForm(sent(request))
    if request.method == "POST" and form.is_valid():
        try:
            actions.leave(enrolment=enrolment, leave_reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            add(form, refused)
        else:
            _say_left(request, enrolment)
            return redirect("circles:people", enrolment.circle.public_id)
    context = {"enrolment": enrolment, "circle": enrolment.circle, "form": form}
    return render(request, "circles/person_leave.html", context, status=status_of(form))


def _say_left(request, enrolment):
    card = enrolment.participant.card
    undo = reverse("circles:person_back", args=[enrolment.public_id])
    toast(request, _("%(card)s har slutat") % {"card": card.name}, undo=undo)


@require_POST
def person_back(request, public_id):
    """Undo of leaving; also back from a pause, from waiting, and from "never came"."""
    return _become(request, public_id, "active")


@require_POST
def person_status(request, public_id):
    """Pause, or "never came"."""
    wanted = request.POST.get("status", "")
    if wanted not in ("paused", "never_came", "active"):
        messages.error(request, _("Det går inte i det här läget. Ladda om sidan för att se vad som gäller nu."))
        enrolment = enrolment_for(request.user, public_id, Verb.MARK)
        return redirect("circles:people", enrolment.circle.public_id)
    return _become(request, public_id, wanted)


def _become(request, public_id, status):
    enrolment = enrolment_for(request.user, public_id, Verb.MARK)
    try:
        actions.set_enrolment_status(enrolment=enrolment, status=status, by=request.user)
    except Refused as refused:
        say(request, refused)
    else:
        toast(request, _("Ändringen är sparad"))
    return redirect("circles:people", enrolment.circle.public_id)
