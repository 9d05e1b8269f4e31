"""Reads of programmes and films."""

from django.db import models
from django.db.models import Count


class ProgrammeQuerySet(models.QuerySet):
    def active(self):
        return self.filter(is_active=True)

    def with_session_counts(self):
        """`session_count`: how many meetings the template has."""
        return self.annotate(session_count=Count("sessions")).order_by("code")

    def with_sessions(self):
        return self.prefetch_related("sessions__film")


class FilmQuerySet(models.QuerySet):
    def with_versions(self):
        return self.prefetch_related("versions__language")
