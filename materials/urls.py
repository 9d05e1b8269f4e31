"""Addresses of this room."""

from django.urls import path

from materials import views

app_name = "materials"
urlpatterns = [
    path("materials/", views.programme_list, name="programme_list"),
    path("materials/programmes/<slug:code>/", views.programme_detail, name="programme_detail"),
    path("materials/programmes/<slug:code>/edit/", views.programme_edit, name="programme_edit"),
    path("materials/programmes/<slug:code>/new-session/", views.session_template_add, name="session_template_add"),
    path(
        "materials/programmes/<slug:code>/<int:ordinal>/",
        views.session_template_detail,
        name="session_template_detail",
    ),
    path(
        "materials/programmes/<slug:code>/<int:ordinal>/edit/",
        views.session_template_edit,
        name="session_template_edit",
    ),
    path(
        "materials/programmes/<slug:code>/<int:ordinal>/remove/",
        views.session_template_remove,
        name="session_template_remove",
    ),
    path("materials/films/<slug:code>/", views.film_detail, name="film_detail"),
    path("materials/films/<slug:code>/edit/", views.film_edit, name="film_edit"),
    path("materials/films/<slug:code>/new-language/", views.film_version_add, name="film_version_add"),
    path("materials/film-versions/<uuid:public_id>/", views.film_version_edit, name="film_version_edit"),
]
