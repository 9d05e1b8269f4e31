"""Addresses of this room. The shadowed ones of allauth come before its own in config/urls.py."""

from django.urls import path

from accounts import views

app_name = "accounts"
urlpatterns = [
    path("my-account/", views.own_account, name="own_account"),
    path("account/email/", views.no_such_page, name="no_email_page"),
    path("account/signup/", views.no_such_page, name="no_signup_page"),
]
