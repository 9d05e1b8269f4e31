"""The catalogue for everyone who works here, and the own entries for whoever keeps them."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.access.gates import require
from accounts.access.verbs import Thing, Verb
from core.readonly import readonly_view
from core.toasts import toast
from core.web import page_or_fragment
from directory import actions
from directory.access import listed_offers, may_edit, municipalities_for, offer_for, own_offers, own_organisation
from directory.catalogue import PER_PAGE, catalogue, freshness
from directory.forms import CatalogueForm, OfferForm
from directory.rules.freshness import NEXT

DONE = {
    "published": gettext_lazy("Publicerad, granskad i dag"),
    "dormant": gettext_lazy("Vilande"),
    "ended": gettext_lazy("Avslutad"),
    "draft": gettext_lazy("Utkast igen"),
}


@readonly_view
@require_GET
def offer_list(request: HttpRequest) -> HttpResponse:
    require(request.user, Verb.SEE, Thing.OFFER)
    today = timezone.localdate()
    choices = CatalogueForm(request.GET).choices()
    found = catalogue(listed_offers(request.user), choices, today=today)
    page = Paginator(found.offers, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "choices": choices,
        "found": found,
        "page": page,
        "cards": [(offer, freshness(offer, today=today)) for offer in page.object_list],
    }
    return page_or_fragment(
        request, "directory/offer_list.html", context, fragment="directory/partials/_catalogue.html"
    )


@readonly_view
@require_GET
def offer_detail(request: HttpRequest, public_id) -> HttpResponse:
    offer = offer_for(request.user, public_id, Verb.SEE)
    edits = may_edit(request.user, offer)
    context = {
        "offer": offer,
        "fresh": freshness(offer, today=timezone.localdate()),
        "may_edit": edits,
        "next": NEXT[offer.status] if edits else (),
    }
    return render(request, "directory/offer_detail.html", context)


@readonly_view
@require_GET
def own_offer_list(request: HttpRequest) -> HttpResponse:
    organisation = own_organisation(request.user)
    today = timezone.localdate()
    rows = [(offer, freshness(offer, today=today)) for offer in own_offers(request.user)]
    return render(request, "directory/own_offers.html", {"organisation": organisation, "rows": rows})


@readonly_view
@require_http_methods(["GET", "HEAD", "POST"])
def offer_create(request: HttpRequest) -> HttpResponse:
    organisation = own_organisation(request.user)
    form = OfferForm(
        request.POST if request.method == "POST" else None, municipalities=municipalities_for(organisation)
    )
    if request.method == "POST" and form.is_valid():
        offer = actions.create_offer(by=request.user, organisation=organisation, facts=form.facts())
        toast(request, _("Sparat som utkast. Publicera när allt stämmer."))
        return redirect("directory:offer_detail", offer.public_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "directory/offer_edit.html", {"form": form, "offer": None}, status=status)


@readonly_view
@require_http_methods(["GET", "HEAD", "POST"])
def offer_edit(request: HttpRequest, public_id) -> HttpResponse:
    offer = offer_for(request.user, public_id, Verb.EDIT)
    places = municipalities_for(offer.organisation, offer)
    form = OfferForm(request.POST if request.method == "POST" else None, instance=offer, municipalities=places)
    if request.method == "POST" and form.is_valid():
        actions.edit_offer(by=request.user, offer=offer, facts=form.facts())
        toast(request, _("Sparat"))
        return redirect("directory:offer_detail", offer.public_id)
    status = 422 if request.method == "POST" else 200
    return render(request, "directory/offer_edit.html", {"form": form, "offer": offer}, status=status)


@require_POST
def offer_status(request: HttpRequest, public_id, status: str) -> HttpResponse:
    offer = offer_for(request.user, public_id, Verb.EDIT)
    try:
        actions.set_status(by=request.user, offer=offer, status=status)
        toast(request, str(DONE[status]))
    except actions.WrongState as wrong:
        state = str(wrong.offer.get_status_display()).lower()
        messages.error(request, _("Insatsen är %(state)s. Då går det inte att göra så.") % {"state": state})
    return redirect("directory:offer_detail", offer.public_id)
