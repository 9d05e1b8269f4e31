"""Addresses of this room."""

from django.urls import path

from core import views
from core.health import healthz

app_name = "core"
urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("language/", views.set_language, name="set_language"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("components/", views.components, name="components"),
]
