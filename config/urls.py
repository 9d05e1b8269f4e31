"""Every room's addresses."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView

api = [
    path("", include("circles.api.urls")),
    path("", include("directory.api.urls")),
    path("", include("referrals.api.urls")),
    path("", include("exports.api.urls")),
    path("schema/", SpectacularAPIView.as_view(), name="api-schema"),
]

urlpatterns = [
    path("", include("core.urls")),
    path("", include("desk.urls")),
    path("", include("accounts.urls")),
    path("", include("organisations.urls")),
    path("", include("communicators.urls")),
    path("", include("materials.urls")),
    path("", include("directory.urls")),
    path("", include("circles.urls")),
    path("", include("referrals.urls")),
    path("", include("evaluation.urls")),
    path("", include("exports.urls")),
    path("", include("stewardship.urls")),
    path("account/", include("allauth.urls")),
    path("api/v1/", include(api)),
]

handler400 = "core.errors.bad_request"
handler403 = "core.errors.permission_denied"
handler404 = "core.errors.not_found"
handler500 = "core.errors.server_error"
