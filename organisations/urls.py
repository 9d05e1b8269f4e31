"""Addresses of this room. Invitations and memberships are stewardship's: they span all rooms."""

from django.urls import path

from organisations import views

app_name = "organisations"
urlpatterns = [
    path("organisationer/", views.organisation_list, name="organisation_list"),
    path("organisationer/ny/", views.organisation_edit, name="organisation_add"),
    path("organisationer/<uuid:public_id>/", views.organisation_detail, name="organisation_detail"),
    path("organisationer/<uuid:public_id>/andra/", views.organisation_edit, name="organisation_edit"),
    path("knutpunkter/ny/", views.hub_edit, name="hub_add"),
    path("knutpunkter/<uuid:public_id>/", views.hub_edit, name="hub_edit"),
    path("projekt/nytt/", views.project_edit, name="project_add"),
    path("projekt/<uuid:public_id>/", views.project_edit, name="project_edit"),
]
