"""What those who run a circle do with its page for participants: open it, write on it, print it, hand out slips."""

from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access.verbs import Verb
from circles.access import circle_for
from circles.actions import circle_pages as actions
from circles.actions.slips import hand_out_slips
from circles.enrolling import people_of
from circles.public_page.forms import PageForm
from circles.public_page.languages import SOURCE, known, language, languages
from circles.public_page.page import page_of, shown_page
from circles.public_page.slips import slip_counts
from circles.querysets import MEETING
from circles.rules.slips import grouped
from circles.rules.verdict import Refused
from circles.views.answers import page_address, say, sent, status_of
from core.qr import square
from core.readonly import readonly_view
from core.toasts import toast


@readonly_view
@require_http_methods(["GET", "POST"])
def circle_page(request, public_id):
    """What the page says, its link and its QR; before it is opened, what it is."""
    circle = circle_for(request.user, public_id, Verb.EDIT)
    page = page_of(circle)
    if page is None or page.closed_at is not None:
        return render(request, "circles/page_closed.html", {"circle": circle, "may_open": circle.status in MEETING})
    form = PageForm(sent(request), instance=page)
    if request.method == "POST" and form.is_valid():
        actions.edit_page(page=page_of(circle), by=request.user, **form.cleaned_data)
        toast(request, _("Sidan är ändrad"))
        return redirect("circles:page", public_id)
    address = page_address(request, page)
    context = {"circle": circle, "form": form, "address": address, "qr": square(address)}
    return _kept_out(render(request, "circles/page_edit.html", context, status=status_of(form)))


@require_POST
def page_open(request, public_id):
    circle = circle_for(request.user, public_id, Verb.EDIT)
    try:
        actions.open_page(circle=circle, by=request.user)
    except Refused as refused:
        say(request, refused)
    else:
        toast(request, _("Sidan är öppen för den som har länken"))
    return redirect("circles:page", public_id)


@require_POST
def page_close(request, public_id):
    page = _open_page(request, public_id)
    actions.close_page(page=page, by=request.user)
    toast(request, _("Sidan är stängd"))
    return redirect("circles:page", public_id)


@require_POST
def page_link(request, public_id):
    """Another link: the one on paper and in people's phones stops working."""
    actions.change_link(page=_open_page(request, public_id), by=request.user)
    toast(request, _("Länken är bytt. Skriv ut nya inbjudningar."))
    return redirect("circles:page", public_id)


@readonly_view
@require_GET
def page_invitation(request, public_id):
    """On paper with the QR: one A4, or four A6 on a sheet. In the circle's language, or another of the eight."""
    circle = circle_for(request.user, public_id, Verb.EDIT)
    page = _open_page(request, public_id)
    words = language(known(request.GET.get("l", "")) or known(circle.language_id) or SOURCE)
    size = "a6" if request.GET.get("size") == "a6" else "a4"
    address = page_address(request, page)
    context = {
        "circle": circle,
        "shown": shown_page(page, words),
        "words": words,
        "page_languages": languages(),
        "size": size,
        "copies": range(4 if size == "a6" else 1),
        "qr": square(f"{address}?l={words.code}"),
        "address": address,
    }
    return _kept_out(render(request, "circles/page_invitation.html", context))


@readonly_view
@require_http_methods(["GET", "POST"])
def slips(request, public_id):
    """Slips are made and shown on this answer, once. Protected people get none on paper."""
    circle = circle_for(request.user, public_id, Verb.EDIT)
    page, people = _open_page(request, public_id), people_of(circle)
    context = {"circle": circle, "people": people, "counts": slip_counts(people.printable)}
    if request.method == "GET":
        return render(request, "circles/slips.html", context)
    try:
        made = hand_out_slips(circle=circle, seats=people.printable, by=request.user, anew="anew" in request.POST)
    except Refused as refused:
        say(request, refused)
        return redirect("circles:slips", public_id)
    words = language(known(circle.language_id) or SOURCE)
    address = page_address(request, page)
    codes = [(seat, grouped(code), square(f"{address}answer/?l={words.code}#{code}")) for seat, code, _ends in made]
    context |= {"slips": codes, "words": words, "address": address, "last_day": made[0][2] if made else None}
    return _kept_out(render(request, "circles/slips_print.html", context))


def _open_page(request, public_id):
    """The circle's open page, or Http404."""
    page = page_of(circle_for(request.user, public_id, Verb.EDIT))
    if page is None or page.closed_at is not None:
        raise Http404
    return page


def _kept_out(response):
    """A page that shows the link or codes stays in no cache, and its address tells nobody."""
    response["Cache-Control"] = "no-store"
    return response
