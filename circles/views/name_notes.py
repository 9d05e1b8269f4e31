"""Name notes: written and read in the browser of the leader who keeps them. Here only ciphertext passes."""

import json

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.verbs import Verb
from circles.access import circle_for
from circles.name_notes import cards_of, locked_names
from core.readonly import readonly_view
from core.times import stamp
from core.toasts import toast
from participants.actions import erase_names, keep_names, lock_names
from participants.rules.name_notes import Malformed, lock, locked_text


@readonly_view
@require_http_methods(["GET", "POST"])
def names(request, public_id):
    """GET: the cards and the user's own ciphertext. POST: {"lock": {…}} once, {"notes": {card: text}} any time."""
    circle = circle_for(request.user, public_id, Verb.NOTE)
    if request.method == "POST":
        return _receive(request, circle)
    context = {"circle": circle, "cards": cards_of(circle), "names": locked_names(request.user, circle)}
    return render(request, "circles/name_notes.html", context)


def _receive(request, circle):
    try:
        made, texts = _read(request, circle)
    except Malformed:
        return JsonResponse({"detail": _("Namnen gick inte att läsa. Ladda om sidan.")}, status=400)
    if made and not lock_names(by=request.user, **made):
        return JsonResponse({"detail": _("Du har redan en lösenfras. Ladda om sidan och lås upp.")}, status=409)
    keep_names(by=request.user, texts=texts)
    return JsonResponse({"saved": stamp(timezone.now())})


def _read(request, circle):
    """(a new lock or None, text by participant). Raises Malformed, also for a card that isn't in the circle."""
    try:
        sent = json.loads(request.body)
    except ValueError:
        raise Malformed("body") from None
    notes = sent.get("notes", {}) if isinstance(sent, dict) else None
    if not isinstance(notes, dict):
        raise Malformed("notes")
    cards = {str(card.public_id): card for card in cards_of(circle)}
    if not notes.keys() <= cards.keys():
        raise Malformed("card")
    texts = {cards[key]: locked_text(text) if text else "" for key, text in notes.items()}
    return (lock(sent["lock"]) if "lock" in sent else None), texts


@require_POST
def names_erase(request, public_id):
    """All of the user's notes, in every circle, with their passphrase."""
    circle = circle_for(request.user, public_id, Verb.NOTE)
    erase_names(by=request.user)
    toast(request, _("Namnlapparna är borta. Du kan börja om med en ny lösenfras."))
    return redirect("circles:names", circle.public_id)
