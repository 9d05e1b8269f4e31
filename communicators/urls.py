"""Addresses of this room. The list of leaders is desk:leader_list."""

from django.urls import path

from communicators import views

app_name = "communicators"
urlpatterns = [
    path("ledare/ny/", views.communicator_add, name="communicator_add"),
    path("ledare/steg/", views.step_add_for_many, name="step_add_for_many"),
    path("ledare/<uuid:public_id>/", views.communicator_detail, name="communicator_detail"),
    path("ledare/<uuid:public_id>/andra/", views.communicator_edit, name="communicator_edit"),
    path("ledare/<uuid:public_id>/steg/", views.step_add, name="step_add"),
    path("ledare/<uuid:public_id>/ansok/", views.approval_apply, name="approval_apply"),
    path("ledare/steg/<uuid:public_id>/ta-bort/", views.step_remove, name="step_remove"),
    path("min-utbildning/", views.own_training, name="own_training"),
    path("godkannanden/", views.approval_list, name="approval_list"),
    path("godkannanden/<uuid:public_id>/godkann/", views.approval_approve, name="approval_approve"),
    path("godkannanden/<uuid:public_id>/aterkalla/", views.approval_withdraw, name="approval_withdraw"),
]
