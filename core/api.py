"""Shared pieces of /api/v1/."""

from django.db import OperationalError
from django.utils.translation import gettext_lazy as _
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework.exceptions import APIException
from rest_framework.pagination import PageNumberPagination


class Pages(PageNumberPagination):
    """50 rows a page, at most 200."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "per_page"


class Fault(APIException):
    """A fault of ours: the log knows what it was, the caller only that it was."""

    default_detail = _("Något gick fel hos oss. Försök igen om en stund.")


class DatabaseAway(APIException):
    status_code = 503
    default_code = "database_unavailable"
    default_detail = _("Databasen svarar inte. Försök igen om en stund.")
    wait = 5  # seconds, as Retry-After


class ErrorHandler(ExceptionHandler):
    def convert_unhandled_exceptions(self, exc: Exception) -> APIException:
        if isinstance(exc, APIException):
            return exc
        return DatabaseAway() if isinstance(exc, OperationalError) else Fault()
