"""What must hold for every signed-in request: a young session, a second factor, the person's own language."""

from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, resolve_url
from django.utils import timezone, translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from accounts.access.session_age import Locked, SessionAge, lock
from accounts.proof import CODE, SENTENCE, SIGNED_IN
from accounts.second_factor import has_second_factor
from core.errors import error_response, is_api

SEEN = "seen_at"
POLL_HEADER = "Ringar-Poll"  # on requests that a page makes by itself, so that they don't keep it signed in
SEEN_EVERY = timedelta(minutes=1)  # a write of the session a minute, not one a request


class SignedInMiddleware:
    """Ends the session or asks for the second factor; the doors themselves are LoginRequiredMiddleware's."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        was_signed_in = request.user.is_authenticated
        if was_signed_in:
            self._end_or_refresh(request)
        if request.user.is_authenticated:
            _speak_their_language(request)
        response = self.get_response(request)
        if was_signed_in or _is_of_sign_in(request):
            _keep_out_of_caches(request, response)
        return _as_401(request, response)

    def process_view(self, request, view, args, kwargs):
        if not settings.RINGAR_SECOND_FACTOR or not request.user.is_authenticated:
            return None
        by_api = is_api(request)  # whose views all say login_required = False
        if (not by_api and _is_on_the_way_in(request, view)) or has_second_factor(request.user):
            return None
        if by_api:
            sentence = _("Lägg till ett andra steg vid inloggningen först, under Ditt konto.")
            return error_response(403, "second_factor_required", sentence)
        return redirect("mfa_index")

    def process_exception(self, request, exception):
        """A script that must prove itself first is told so; allauth leads a page there by itself."""
        if not isinstance(exception, ReauthenticationRequired) or not _is_script(request):
            return None
        return error_response(403, CODE, SENTENCE)

    def _end_or_refresh(self, request):
        now, age = timezone.now(), _age(request.session)
        reason = age and lock(
            age,
            now,
            idle=timedelta(minutes=settings.RINGAR_IDLE_MINUTES),
            longest=timedelta(hours=settings.RINGAR_SESSION_HOURS),
        )
        if reason:
            logout(request)
            messages.info(request, _sentence(reason))
        elif age is None:
            request.session[SIGNED_IN] = request.session[SEEN] = now.timestamp()
        elif not is_poll(request) and now - age.seen_at >= SEEN_EVERY:
            request.session[SEEN] = now.timestamp()


def is_poll(request) -> bool:
    """Whether the page asked by itself: the header, or `?poll` where a page can't set one."""
    return POLL_HEADER in request.headers or "poll" in request.GET


def _age(session) -> SessionAge | None:
    if SIGNED_IN not in session:
        return None
    return SessionAge(*(datetime.fromtimestamp(session[key], UTC) for key in (SIGNED_IN, SEEN)))


def _sentence(reason: Locked) -> str:
    if reason is Locked.IDLE:
        return _("Du har varit borta ett tag, så vi loggade ut dig. Logga in för att fortsätta.")
    return _("Inloggningen gäller tolv timmar. Logga in igen för att fortsätta.")


def _speak_their_language(request):
    """The language chosen in this browser first, then the one of the account."""
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES and request.user.language in dict(settings.LANGUAGES):
        translation.activate(request.user.language)
        request.LANGUAGE_CODE = translation.get_language()


def _is_on_the_way_in(request, view) -> bool:
    name = request.resolver_match.url_name or ""
    return (
        not getattr(view, "login_required", True)
        or name.startswith("mfa_")
        or name in {"account_logout", "account_reauthenticate", "set_language"}
    )


def _is_of_sign_in(request) -> bool:
    """allauth's pages: a new password is chosen by somebody who isn't signed in yet."""
    name = request.resolver_match.url_name if request.resolver_match else ""
    return (name or "").startswith(("account_", "mfa_"))


def _keep_out_of_caches(request, response):
    """Nothing a signed-in person saw stays in a shared cache; what the browser stored goes at sign-out."""
    if not response.has_header("Cache-Control"):
        add_never_cache_headers(response)
    match = request.resolver_match
    if match and match.url_name == "account_logout" and not request.user.is_authenticated:
        response["Clear-Site-Data"] = '"storage"'


def _is_script(request) -> bool:
    return bool(request.htmx) or "application/json" in request.headers.get("Accept", "")


def _as_401(request, response) -> HttpResponse:
    """A script that meets the sign-in page gets 401 and the way to it, instead of the page's HTML."""
    sign_in = resolve_url(settings.LOGIN_URL)
    if response.status_code != 302 or not response["Location"].startswith(sign_in) or request.path == sign_in:
        return response
    if not _is_script(request):
        return response
    answer = JsonResponse({"detail": _("Logga in för att fortsätta.")}, status=401)
    if request.htmx:
        here = request.htmx.current_url_abs_path or "/"
        answer["HX-Redirect"] = f"{sign_in}?{urlencode({'next': here})}"
    return answer
