"""Filmer och plan: programmes with their meetings, and films with versions per language."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.access.policy import may
from accounts.access.verbs import Thing, Verb
from core.readonly import readonly_view
from core.toasts import toast
from materials import access, actions
from materials.forms import FilmForm, FilmVersionForm, ProgrammeForm, SessionTemplateForm
from materials.models import FilmVersion, SessionTemplate


def _may_edit(request) -> bool:
    return may(request.user.roles, Verb.EDIT, Thing.PROGRAMME)


@require_safe
@readonly_view
def programme_list(request: HttpRequest) -> HttpResponse:
    context = {
        "programmes": access.programmes_for(request.user).with_session_counts(),
        "films": access.films_for(request.user),
        "may_edit": _may_edit(request),
    }
    return render(request, "materials/programme_list.html", context)


@require_safe
@readonly_view
def programme_detail(request: HttpRequest, code: str) -> HttpResponse:
    programme = access.programme_for(request.user, code, Verb.SEE)
    context = {"programme": programme, "may_edit": _may_edit(request)}
    return render(request, "materials/programme_detail.html", context)


@readonly_view
def programme_edit(request: HttpRequest, code: str) -> HttpResponse:
    programme = access.programme_for(request.user, code, Verb.EDIT)
    form = ProgrammeForm(request.POST or None, instance=programme)
    if request.method == "POST" and form.is_valid():
        actions.save_programme(programme=form.instance, by=request.user)
        toast(request, _("Programmet är sparat"))
        return redirect("materials:programme_detail", code)
    back = reverse("materials:programme_detail", args=[code])
    return _form_page(request, form, title=programme.name, back=back, within=programme.name)


@require_safe
@readonly_view
def session_template_detail(request: HttpRequest, code: str, ordinal: int) -> HttpResponse:
    session = access.session_template_for(request.user, code, ordinal, Verb.SEE)
    context = {"session": session, "may_edit": _may_edit(request)}
    return render(request, "materials/session_template_detail.html", context)


@readonly_view
def session_template_edit(request: HttpRequest, code: str, ordinal: int) -> HttpResponse:
    session = access.session_template_for(request.user, code, ordinal, Verb.EDIT)
    form = SessionTemplateForm(request.POST or None, instance=session)
    if request.method == "POST" and form.is_valid():
        actions.save_session_template(session=form.instance, by=request.user)
        toast(request, _("Träffen är sparad"))
        return redirect("materials:session_template_detail", code, ordinal)
    back = reverse("materials:session_template_detail", args=[code, ordinal])
    return _form_page(request, form, title=session.title, back=back, within=session.title)


@readonly_view
def session_template_add(request: HttpRequest, code: str) -> HttpResponse:
    programme = access.programme_for(request.user, code, Verb.EDIT)
    form = SessionTemplateForm(request.POST or None, instance=SessionTemplate(programme=programme))
    if request.method == "POST" and form.is_valid():
        session = actions.add_session_template(programme=programme, by=request.user, **form.cleaned_data)
        toast(request, _("Träff %(number)s är tillagd") % {"number": session.ordinal})
        return redirect("materials:programme_detail", code)
    back = reverse("materials:programme_detail", args=[code])
    return _form_page(request, form, title=_("Ny träff"), back=back, within=programme.name)


@require_POST
def session_template_remove(request: HttpRequest, code: str, ordinal: int) -> HttpResponse:
    session = access.session_template_for(request.user, code, ordinal, Verb.EDIT)
    actions.remove_session_template(session=session, by=request.user)
    toast(request, _("Träffen är borttagen ur mallen. Planerade cirklar ändras inte."))
    return redirect("materials:programme_detail", code)


@require_safe
@readonly_view
def film_detail(request: HttpRequest, code: str) -> HttpResponse:
    film = access.film_for(request.user, code, Verb.SEE)
    return render(request, "materials/film_detail.html", {"film": film, "may_edit": _may_edit(request)})


@readonly_view
def film_edit(request: HttpRequest, code: str) -> HttpResponse:
    film = access.film_for(request.user, code, Verb.EDIT)
    form = FilmForm(request.POST or None, instance=film)
    if request.method == "POST" and form.is_valid():
        actions.save_film(film=form.instance, by=request.user)
        toast(request, _("Filmen är sparad"))
        return redirect("materials:film_detail", code)
    back = reverse("materials:film_detail", args=[code])
    return _form_page(request, form, title=film.title, back=back, within=film.title)


@readonly_view
def film_version_add(request: HttpRequest, code: str) -> HttpResponse:
    film = access.film_for(request.user, code, Verb.EDIT)
    return _film_version(request, FilmVersion(film=film), _("Nytt språk"))


@readonly_view
def film_version_edit(request: HttpRequest, public_id) -> HttpResponse:
    version = access.film_version_for(request.user, public_id, Verb.EDIT)
    return _film_version(request, version, str(version.language))


def _film_version(request: HttpRequest, version: FilmVersion, title: str) -> HttpResponse:
    form = FilmVersionForm(request.POST or None, instance=version)
    if request.method == "POST" and form.is_valid():
        actions.save_film_version(version=form.instance, by=request.user)
        toast(request, _("Versionen är sparad"))
        return redirect("materials:film_detail", version.film_id)
    back = reverse("materials:film_detail", args=[version.film_id])
    return _form_page(request, form, title=title, back=back, within=version.film.title)


def _form_page(request, form, *, title: str, back: str, within: str) -> HttpResponse:
    """`within` names the page that `back` leads to."""
    context = {"form": form, "title": title, "back": back, "within": within}
    return render(request, "materials/material_edit.html", context, status=422 if form.errors else 200)
