"""Addresses of this room."""

from django.urls import path, re_path

from circles.views import calendar, circles, enrolment, planning, register, room

app_name = "circles"
urlpatterns = [
    path("circles/", circles.circle_list, name="circle_list"),
    path("circles/new/", planning.circle_plan, name="circle_create"),
    path("circles/<uuid:public_id>/", circles.circle, name="circle_detail"),
    path("circles/<uuid:public_id>/edit/", planning.circle_edit, name="edit"),
    path("circles/<uuid:public_id>/status/", planning.circle_status, name="status"),
    path("circles/<uuid:public_id>/leaders/", circles.circle_leaders, name="leaders"),
    path("circles/<uuid:public_id>/leaders/<int:link>/end/", circles.circle_leader_end, name="leader_end"),
    path("circles/<uuid:public_id>/sessions/new/", planning.session_add, name="session_add"),
    path("circles/<uuid:public_id>/people/", enrolment.people, name="people"),
    path("circles/<uuid:public_id>/people/new/", enrolment.person_enrol, name="person_enrol"),
    path("circles/<uuid:public_id>/people/card/", enrolment.card_enrol, name="card_enrol"),
    path("circles/<uuid:public_id>/cards/", enrolment.cards_print, name="cards_print"),
    path("circles/<uuid:public_id>/list/", enrolment.register_print, name="register_print"),
    path("enrolments/<uuid:public_id>/", enrolment.person_enrolled, name="person_enrolled"),
    path("enrolments/<uuid:public_id>/leave/", enrolment.person_leave, name="person_leave"),
    path("enrolments/<uuid:public_id>/back/", enrolment.person_back, name="person_back"),
    path("enrolments/<uuid:public_id>/status/", enrolment.person_status, name="person_status"),
    path("sessions/<uuid:public_id>/", planning.session_plan, name="session"),
    path("sessions/<uuid:public_id>/move/", planning.session_move, name="session_move"),
    path("sessions/<uuid:public_id>/cancel/", planning.session_cancel, name="session_cancel"),
    path("sessions/<uuid:public_id>/restore/", planning.session_restore, name="session_restore"),
    path("sessions/<uuid:public_id>/away/", planning.session_leader_away, name="session_leader_away"),
    path("sessions/<uuid:public_id>/remind/", planning.session_remind, name="session_remind"),
    path("sessions/<uuid:public_id>/register/", register.register, name="register"),
    path("sessions/<uuid:public_id>/register/changes/", register.register_changes, name="register_changes"),
    path("sessions/<uuid:public_id>/register/everyone/", register.register_everyone, name="register_everyone"),
    path("sessions/<uuid:public_id>/register/undo/", register.register_undo, name="register_undo"),
    path("sessions/<uuid:public_id>/register/close/", register.register_close, name="register_close"),
    path("sessions/<uuid:public_id>/room/", room.room_count, name="room_count"),
    path("sessions/<uuid:public_id>/film/", room.session_film, name="session_film"),
    path("sessions/<uuid:public_id>/film/<uuid:film>/remove/", room.session_film_remove, name="session_film_remove"),
    path("sessions/<uuid:public_id>/call/", room.session_call, name="session_call"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/feed/", calendar.feed_open, name="feed_open"),
    path("calendar/feed/close/", calendar.feed_revoke, name="feed_revoke"),
    re_path(r"^calendar/(?P<token>[A-Za-z0-9_-]{43})\.ics$", calendar.feed, name="feed"),
]
