"""Addresses of this room."""

app_name = "exports"
urlpatterns: list = []
