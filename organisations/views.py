"""Organisations, hubs and projects."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.access.verbs import Verb
from core.readonly import readonly_view
from core.toasts import toast
from organisations import access, actions
from organisations.forms import HubForm, OrganisationForm, ProjectForm, StatementForm


@require_safe
@readonly_view
def organisation_list(request: HttpRequest) -> HttpResponse:
    words = request.GET.get("q", "").strip()
    may_edit = access.may_edit(request.user)
    context = {
        "organisations": access.organisations_for(request.user).search(words).with_people_counts(),
        "words": words,
        "may_edit": may_edit,
        "hubs": access.hubs_for(request.user) if may_edit else [],
        "projects": access.projects_for(request.user) if may_edit else [],
    }
    return render(request, "organisations/organisation_list.html", context)


@require_safe
@readonly_view
def organisation_detail(request: HttpRequest, public_id) -> HttpResponse:
    organisation = access.organisation_for(request.user, public_id, Verb.SEE)
    context = {"organisation": organisation, "may_edit": access.may_edit(request.user)}
    return render(request, "organisations/organisation_detail.html", context)


@readonly_view
def organisation_edit(request: HttpRequest, public_id=None) -> HttpResponse:
    organisation = access.organisation_to_edit(request.user, public_id)
    form = OrganisationForm(request.POST or None, instance=organisation)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_organisation(
            organisation=form.instance, municipalities=form.cleaned_data["municipalities"], by=request.user
        )
        return _saved(request, saved.name)
    return _form_page(request, form, _("Ny organisation") if public_id is None else organisation.name)


@readonly_view
def hub_edit(request: HttpRequest, public_id=None) -> HttpResponse:
    hub = access.hub_to_edit(request.user, public_id)
    form = HubForm(request.POST or None, instance=hub)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_hub(hub=form.instance, municipalities=form.cleaned_data["municipalities"], by=request.user)
        return _saved(request, saved.name)
    return _form_page(request, form, _("Ny knutpunkt") if public_id is None else hub.name)


@readonly_view
def project_edit(request: HttpRequest, public_id=None) -> HttpResponse:
    project = access.project_to_edit(request.user, public_id)
    form = ProjectForm(request.POST or None, instance=project)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_project(project=form.instance, partners=form.cleaned_data["partners"], by=request.user)
        return _saved(request, saved.name)
    return _form_page(request, form, _("Nytt projekt") if public_id is None else project.name)


def _saved(request, name: str) -> HttpResponse:
    toast(request, _("%(name)s är sparad") % {"name": name})
    return redirect("organisations:organisation_list")


def _form_page(request, form, title: str) -> HttpResponse:
    context = {"form": form, "title": title, "back": reverse("organisations:organisation_list")}
    return render(request, "organisations/organisation_edit.html", context, status=422 if form.errors else 200)


@readonly_view
def statement_edit(request: HttpRequest) -> HttpResponse:
    """The accessibility statement, in the language that the page is read in."""
    access.require_editor(request.user)
    language = get_language()
    form = StatementForm(request.POST or None, language=language)
    if request.method == "POST" and form.is_valid():
        actions.save_statement(language=language, texts=form.own, by=request.user)
        toast(request, _("Redogörelsen är sparad"))
        return redirect("core:accessibility")
    status = 422 if form.is_bound and not form.is_valid() else 200
    return render(request, "organisations/statement_edit.html", {"form": form}, status=status)
