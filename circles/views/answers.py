"""How views of this room answer when a rule says no, where they go back to, and what they link to."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from circles.models import Circle, CirclePage
from circles.rules.verdict import Refused
from circles.words import sentences


def say(request: HttpRequest, refused: Refused) -> None:
    """Each reason as a notice on the next page."""
    for sentence in sentences(refused.reasons):
        messages.error(request, sentence)


def add(form: forms.Form, refused: Refused, field: str | None = None) -> None:
    """Each reason at the form, or at one of its fields."""
    for sentence in sentences(refused.reasons):
        form.add_error(field, sentence)


def back(request: HttpRequest, circle: Circle):
    """To where a small form was sent from (an address of our own in `next`), else to the circle's page."""
    wanted = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        return redirect(wanted)
    return redirect(reverse("circles:circle_detail", args=[circle.public_id]))


def sent(request: HttpRequest):
    """What a form was sent with; None where the page is only read."""
    return request.POST if request.method == "POST" else None


def status_of(form: forms.Form) -> int:
    """422 for a form that was sent and isn't right, else 200."""
    return 422 if form.is_bound and not form.is_valid() else 200


def page_address(request: HttpRequest, page: CirclePage) -> str:
    """The whole address of a circle's page for participants, to share and to print."""
    return request.build_absolute_uri(reverse("circles:public_page", args=[page.link]))
