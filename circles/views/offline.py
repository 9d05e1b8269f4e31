"""What a phone fetches beforehand, so that a register opens without a network. Nobody's data: no sign-in is asked."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import condition, require_safe

from circles.offline import fingerprint, service_worker
from circles.register_words import register_words


@login_not_required
@require_safe
@cache_control(no_cache=True)
@condition(etag_func=lambda request: f'"{fingerprint()}"')
def worker(request):
    """At the root, because a service worker answers for the addresses below its own. Asked for again by each page."""
    return HttpResponse(service_worker(), content_type="text/javascript; charset=utf-8")


@login_not_required
@never_cache
@require_safe
def offline(request):
    """The shell: empty, filled by its script from what the phone holds."""
    return render(request, "circles/offline.html", {"register_words": register_words()})
