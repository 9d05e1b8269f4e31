"""Addresses of this room."""

from django.urls import path

from materials import views

app_name = "materials"
urlpatterns = [
    path("material/", views.programme_list, name="programme_list"),
    path("material/program/<slug:code>/", views.programme_detail, name="programme_detail"),
    path("material/program/<slug:code>/andra/", views.programme_edit, name="programme_edit"),
    path("material/program/<slug:code>/ny-traff/", views.session_template_add, name="session_template_add"),
    path(
        "material/program/<slug:code>/<int:ordinal>/",
        views.session_template_detail,
        name="session_template_detail",
    ),
    path(
        "material/program/<slug:code>/<int:ordinal>/andra/",
        views.session_template_edit,
        name="session_template_edit",
    ),
    path(
        "material/program/<slug:code>/<int:ordinal>/ta-bort/",
        views.session_template_remove,
        name="session_template_remove",
    ),
    path("material/film/<slug:code>/", views.film_detail, name="film_detail"),
    path("material/film/<slug:code>/andra/", views.film_edit, name="film_edit"),
    path("material/film/<slug:code>/nytt-sprak/", views.film_version_add, name="film_version_add"),
    path("material/filmversion/<uuid:public_id>/", views.film_version_edit, name="film_version_edit"),
]
