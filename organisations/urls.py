"""Addresses of this room. Invitations and memberships are stewardship's: they span all rooms."""

from django.urls import path

from organisations import views

app_name = "organisations"
urlpatterns = [
    path("organisations/", views.organisation_list, name="organisation_list"),
    path("organisations/new/", views.organisation_edit, name="organisation_add"),
    path("organisations/<uuid:public_id>/", views.organisation_detail, name="organisation_detail"),
    path("organisations/<uuid:public_id>/edit/", views.organisation_edit, name="organisation_edit"),
    path("accessibility/edit/", views.statement_edit, name="statement_edit"),
    path("hubs/new/", views.hub_edit, name="hub_add"),
    path("hubs/<uuid:public_id>/", views.hub_edit, name="hub_edit"),
    path("projects/new/", views.project_edit, name="project_add"),
    path("projects/<uuid:public_id>/", views.project_edit, name="project_edit"),
]
