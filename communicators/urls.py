"""Addresses of this room. The list of leaders is desk:leader_list."""

from django.urls import path

from communicators import views

app_name = "communicators"
urlpatterns = [
    path("leaders/new/", views.communicator_add, name="communicator_add"),
    path("leaders/steps/", views.step_add_for_many, name="step_add_for_many"),
    path("leaders/<uuid:public_id>/", views.communicator_detail, name="communicator_detail"),
    path("leaders/<uuid:public_id>/edit/", views.communicator_edit, name="communicator_edit"),
    path("leaders/<uuid:public_id>/steps/", views.step_add, name="step_add"),
    path("leaders/<uuid:public_id>/apply/", views.approval_apply, name="approval_apply"),
    path("leaders/steps/<uuid:public_id>/remove/", views.step_remove, name="step_remove"),
    path("my-training/", views.own_training, name="own_training"),
    path("approvals/", views.approval_list, name="approval_list"),
    path("approvals/<uuid:public_id>/approve/", views.approval_approve, name="approval_approve"),
    path("approvals/<uuid:public_id>/withdraw/", views.approval_withdraw, name="approval_withdraw"),
]
