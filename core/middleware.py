"""A database that is busy, full or away is a pause, not a fault."""

import logging

from django.db import OperationalError
from django.http import HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from core.errors import DATABASE_AWAY, RETRY_AFTER, error_response, is_api

logger = logging.getLogger(__name__)


class BusyDatabaseMiddleware:
    """Answers 503 with a plain sentence and Retry-After where the database can't answer."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if not isinstance(exception, OperationalError):
            return None
        logger.error("database unavailable: %s", type(exception).__name__)
        if is_api(request):
            response = error_response(503, *DATABASE_AWAY)
        else:  # without the request, so that no context processor asks the database again
            response = HttpResponse(render_to_string("503.html"), status=503)
        response["Retry-After"] = str(RETRY_AFTER)
        return response


class WrongMethodMiddleware:
    """An address that takes other methods answers a person with a page, not with an empty window."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        answer = self.get_response(request)
        looked = request.method in ("GET", "HEAD") and not is_api(request)
        if answer.status_code != 405 or not looked:
            return answer
        page = render(request, "405.html", status=405)
        page["Allow"] = answer["Allow"]
        return page
