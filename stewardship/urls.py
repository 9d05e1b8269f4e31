"""Addresses of this room."""

from django.urls import path

from stewardship import log_views, people_views

app_name = "stewardship"
urlpatterns = [
    path("people/", people_views.person_list, name="person_list"),
    path("people/invite/", people_views.invitation_add, name="invitation_add"),
    path("people/<uuid:public_id>/close/", people_views.person_close, name="person_close"),
    path("people/<uuid:public_id>/reopen/", people_views.person_reopen, name="person_reopen"),
    path("roles/<uuid:public_id>/end/", people_views.membership_end, name="membership_end"),
    path("invitations/<uuid:public_id>/send/", people_views.invitation_resend, name="invitation_resend"),
    path("invitations/<uuid:public_id>/withdraw/", people_views.invitation_revoke, name="invitation_revoke"),
    path("invitation/<str:token>/", people_views.invitation, name="invitation"),
    path("access-log/", log_views.audit_list, name="audit_list"),
    path("access-log/about/<uuid:subject>/", log_views.audit_about, name="audit_about"),
]
