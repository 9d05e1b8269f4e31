"""Pages that belong to no room: the accessibility statement and, for builders, the component gallery."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.views import i18n
from django.views.decorators.http import require_safe

from core.gallery import gallery
from core.manifest import manifest as manifest_of_today
from core.statement import statement

# Choosing a language comes before signing in.
set_language = login_not_required(i18n.set_language)


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    return render(request, "core/accessibility.html", {"statement": statement()})


@login_not_required
@require_safe
def components(request: HttpRequest) -> HttpResponse:
    """Every component on one page, with invented content; only where the site is being built or shown."""
    if not (settings.DEBUG or settings.RINGAR_DEMO):
        raise Http404
    return render(request, "core/components.html", gallery())


@login_not_required
@require_safe
def manifest(request: HttpRequest) -> HttpResponse:
    """What a phone asks for before it puts Ringar among its apps."""
    return JsonResponse(manifest_of_today(), content_type="application/manifest+json")
