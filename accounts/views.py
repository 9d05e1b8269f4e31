"""A person's own account."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts.actions import change_own_details
from accounts.forms import DetailsForm
from accounts.second_factor import has_second_factor
from core.toasts import toast


def own_account(request: HttpRequest) -> HttpResponse:
    user = request.user
    form = DetailsForm(request.POST or None, initial={"name": user.name, "language": user.language})
    if request.method == "POST" and form.is_valid():
        change_own_details(**form.cleaned_data, by=user)
        toast(request, _("Dina uppgifter är sparade"))
        return _in_language(redirect("accounts:own_account"), form.cleaned_data["language"])
    context = {"form": form, "has_second_factor": has_second_factor(user)}
    return render(request, "accounts/own_account.html", context, status=422 if form.errors else 200)


def _in_language(response: HttpResponse, code: str) -> HttpResponse:
    response.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        code,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        samesite=settings.LANGUAGE_COOKIE_SAMESITE,
        secure=settings.SESSION_COOKIE_SECURE,
    )
    return response


def no_such_page(request: HttpRequest) -> HttpResponse:
    """allauth's pages for addresses and signing up: here an administrator's invitation does both."""
    raise Http404
