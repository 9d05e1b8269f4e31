"""Shared pieces of /api/v1/."""

from django.db import OperationalError
from drf_standardized_errors.handler import ExceptionHandler
from rest_framework.exceptions import APIException
from rest_framework.pagination import PageNumberPagination

from core.errors import DATABASE_AWAY, FAULT, RETRY_AFTER


class Pages(PageNumberPagination):
    """50 rows a page, at most 200."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "per_page"


class Fault(APIException):
    """A fault of ours: the log knows what it was, the caller only that it was."""

    default_detail = FAULT


class DatabaseAway(APIException):
    status_code = 503
    default_code, default_detail = DATABASE_AWAY
    wait = RETRY_AFTER


class ErrorHandler(ExceptionHandler):
    def convert_unhandled_exceptions(self, exc: Exception) -> APIException:
        if isinstance(exc, APIException):
            return exc
        return DatabaseAway() if isinstance(exc, OperationalError) else Fault()
