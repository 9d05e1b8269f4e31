"""Addresses of this room: none. A study's pages show its releases, so they are in exports."""

app_name = "evaluation"
urlpatterns: list = []
