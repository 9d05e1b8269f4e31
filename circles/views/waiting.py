"""The queue to a circle, and who is in the figures for the grant."""

from datetime import datetime, time, timedelta

from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access.verbs import Verb
from circles.access import enrolment_for
from circles.actions import enrolment as enrolling
from circles.actions import waiting as actions
from circles.planning_forms import OfferForm
from circles.rules.verdict import Refused
from circles.views.answers import say
from core.times import weekday_day
from core.toasts import toast


@require_POST
def seat_offer(request, public_id):
    """A free seat to who waits: held until the day that the leader has told the person."""
    seat = enrolment_for(request.user, public_id, Verb.MARK)
    form = OfferForm(request.POST, today=timezone.localdate())
    days = form.cleaned_data["days"] if form.is_valid() else form.fields["days"].initial
    last = timezone.localdate() + timedelta(days=days)
    until = datetime.combine(last + timedelta(days=1), time.min, tzinfo=timezone.get_current_timezone())
    try:
        actions.offer_seat(enrolment=seat, until=until, by=request.user)
    except Refused as refused:
        say(request, refused)
    else:
        words = _("%(card)s är erbjuden en plats. Svar senast %(day)s.")
        toast(request, words % {"card": seat.participant.card.name, "day": weekday_day(last)})
    return redirect("circles:people", seat.circle.public_id)


@require_POST
def seat_answer(request, public_id):
    """What the person answered the leader."""
    seat = enrolment_for(request.user, public_id, Verb.MARK)
    accepted = request.POST.get("answer") == "yes"
    try:
        actions.answer_offer(enrolment=seat, accepted=accepted, by=request.user)
    except Refused as refused:
        say(request, refused)
    else:
        words = _("%(card)s har tackat ja") if accepted else _("%(card)s har tackat nej. Platsen är ledig.")
        toast(request, words % {"card": seat.participant.card.name})
    return redirect("circles:people", seat.circle.public_id)


@require_POST
def queue_leave(request, public_id):
    """Out of the queue in one tap, with undo."""
    seat = enrolment_for(request.user, public_id, Verb.MARK)
    try:
        actions.leave_queue(enrolment=seat, by=request.user)
    except Refused as refused:
        say(request, refused)
    else:
        undo = reverse("circles:queue_back", args=[public_id])
        toast(request, _("%(card)s står inte längre i kön") % {"card": seat.participant.card.name}, undo=undo)
    return redirect("circles:people", seat.circle.public_id)


@require_POST
def queue_back(request, public_id):
    seat = enrolment_for(request.user, public_id, Verb.MARK)
    try:
        actions.back_to_queue(enrolment=seat, by=request.user)
    except Refused as refused:
        say(request, refused)
    else:
        toast(request, _("%(card)s står i kön igen") % {"card": seat.participant.card.name})
    return redirect("circles:people", seat.circle.public_id)


@require_POST
def seat_grant(request, public_id):
    """In the figures for the grant, or left out of them: the person comes like anybody."""
    seat = enrolment_for(request.user, public_id, Verb.MARK)
    included = request.POST.get("included") == "yes"
    enrolling.report_in_grant(enrolment=seat, included=included, by=request.user)
    words = _("%(card)s räknas med i rapporten") if included else _("%(card)s är med, men räknas inte i rapporten")
    toast(request, words % {"card": seat.participant.card.name})
    return redirect("circles:people", seat.circle.public_id)
