"""Who the signed-in person is today: read once a request, so that an ended membership counts at once."""

from django.contrib import messages
from django.contrib.auth import logout
from django.utils.translation import gettext as _

from organisations.models import Membership


class MembershipsMiddleware:
    """Sets `request.memberships`, `request.user.roles` and `request.user.role_code`.

    A person without an active membership is signed out: LoginRequiredMiddleware then turns them away, and the
    sign-in page says why.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.memberships = _of(request.user)
        if request.user.is_authenticated and not request.memberships:
            logout(request)
            messages.info(request, _("Din roll i Ringar är avslutad. Ring din samordnare om det är fel."))
        request.user.roles = frozenset(membership.role for membership in request.memberships)
        request.user.role_code = request.memberships[0].role if request.memberships else ""
        return self.get_response(request)


def _of(user) -> list[Membership]:
    """With organisation and hubs at hand; the oldest first, whose role the log names."""
    if not user.is_authenticated:
        return []
    rows = Membership.objects.of(user).select_related("organisation").prefetch_related("hubs")
    return list(rows.order_by("created_at", "pk"))
