"""A database that is busy, full or away is a pause, not a fault."""

import logging

from django.db import OperationalError
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from core.errors import error_response, is_api

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
            response = error_response(503, "database_unavailable", _("Databasen svarar inte. Försök igen om en stund."))
            response["Retry-After"] = "5"
            return response
        # Without the request, so that no context processor asks the database again.
        return HttpResponse(render_to_string("503.html"), status=503, headers={"Retry-After": "5"})
