"""Addresses of this room."""

from django.urls import path, re_path

from directory import views

app_name = "directory"
urlpatterns = [
    path("directory/", views.offer_list, name="offer_list"),
    path("directory/own/", views.own_offer_list, name="own_offers"),
    path("directory/new/", views.offer_create, name="offer_create"),
    path("directory/<uuid:public_id>/", views.offer_detail, name="offer_detail"),
    path("directory/<uuid:public_id>/edit/", views.offer_edit, name="offer_edit"),
    re_path(
        r"^directory/(?P<public_id>[0-9a-f-]{36})/(?P<status>published|dormant|ended|draft)/$",
        views.offer_status,
        name="offer_status",
    ),
]
