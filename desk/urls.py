"""Addresses of this room."""

from django.urls import path

from desk import leader_views, views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("more/", views.more, name="more"),
    path("leaders/", leader_views.leader_list, name="leader_list"),
    path("leaders/excel/", leader_views.leader_excel, name="leader_excel"),
    path("search/", views.search, name="search"),
    path("sessions-without-register/", views.registers, name="registers"),
    path("numbers/", views.numbers, name="numbers"),
    path("attendance-by-week/", views.weeks, name="weeks"),
    path("to-do/<uuid:public_id>/called/", views.leader_called, name="leader_called"),
    path("to-do/<uuid:public_id>/called/undo/", views.leader_called_undo, name="leader_called_undo"),
    path("to-do/<uuid:public_id>/answer/", views.session_answer, name="session_answer"),
    path(
        "to-do/<uuid:public_id>/answer/<int:sequence>/undo/",
        views.session_answer_undo,
        name="session_answer_undo",
    ),
]
