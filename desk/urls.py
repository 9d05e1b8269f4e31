"""Addresses of this room."""

from django.urls import path

from desk import leader_views, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("mer/", views.more, name="more"),
    path("ledare/", leader_views.leader_list, name="leader_list"),
    path("ledare/excel/", leader_views.leader_excel, name="leader_excel"),
    path("sok/", views.search, name="search"),
    path("traffar-utan-narvaro/", views.registers, name="registers"),
    path("narvaro-per-vecka/", views.weeks, name="weeks"),
    path("att-gora/<uuid:public_id>/svar/", views.session_answer, name="session_answer"),
    path(
        "att-gora/<uuid:public_id>/svar/<int:sequence>/angra/",
        views.session_answer_undo,
        name="session_answer_undo",
    ),
]
