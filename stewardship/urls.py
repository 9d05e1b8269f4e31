"""Addresses of this room."""

from django.urls import path

from stewardship import log_views, people_views

app_name = "stewardship"
urlpatterns = [
    path("personer/", people_views.person_list, name="person_list"),
    path("personer/bjud-in/", people_views.invitation_add, name="invitation_add"),
    path("personer/<uuid:public_id>/stang-av/", people_views.person_close, name="person_close"),
    path("personer/<uuid:public_id>/oppna/", people_views.person_reopen, name="person_reopen"),
    path("roller/<uuid:public_id>/avsluta/", people_views.membership_end, name="membership_end"),
    path("inbjudningar/<uuid:public_id>/skicka/", people_views.invitation_resend, name="invitation_resend"),
    path("inbjudningar/<uuid:public_id>/aterkalla/", people_views.invitation_revoke, name="invitation_revoke"),
    path("inbjudan/<str:token>/", people_views.invitation, name="invitation"),
    path("atkomstlogg/", log_views.audit_list, name="audit_list"),
    path("atkomstlogg/om/<uuid:subject>/", log_views.audit_about, name="audit_about"),
]
