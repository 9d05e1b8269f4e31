"""What a wrong address and a fault of ours answer: a page to people, JSON of one shape to whoever calls the API."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import defaults

API = "/api/"
FAULT = gettext_lazy("Något gick fel hos oss. Försök igen om en stund.")
DATABASE_AWAY = "database_unavailable", gettext_lazy("Databasen svarar inte. Försök igen om en stund.")
RETRY_AFTER = 5  # seconds, until a database that is busy is asked again


def error_response(status: int, code: str, detail: str) -> JsonResponse:
    return JsonResponse(error_body(status, code, detail), status=status, json_dumps_params={"ensure_ascii": False})


def error_body(status: int, code: str, detail: str) -> dict:
    """The shape of every error of /api/v1/: {"type", "errors": [{"code", "detail", "attr"}]}."""
    kind = "server_error" if status >= 500 else "client_error"
    return {"type": kind, "errors": [{"code": code, "detail": str(detail), "attr": None}]}


def is_api(request: HttpRequest) -> bool:
    return request.path.startswith(API)


def bad_request(request: HttpRequest, exception) -> HttpResponse:
    if is_api(request):
        return error_response(400, "bad_request", _("Begäran går inte att läsa."))
    return defaults.bad_request(request, exception)


def permission_denied(request: HttpRequest, exception) -> HttpResponse:
    if is_api(request):
        return error_response(403, "permission_denied", _("Det här är inte öppet för dig."))
    return defaults.permission_denied(request, exception)


def not_found(request: HttpRequest, exception) -> HttpResponse:
    if is_api(request):
        return error_response(404, "not_found", _("Det finns inget på den adressen."))
    return defaults.page_not_found(request, exception)


def server_error(request: HttpRequest) -> HttpResponse:
    if is_api(request):
        return error_response(500, "error", FAULT)
    return defaults.server_error(request)
