"""Addresses of this room in /api/v1/."""

from rest_framework.routers import SimpleRouter

from exports.api.views import ReleaseViewSet

router = SimpleRouter(use_regex_path=False)
router.register("releases", ReleaseViewSet, basename="release")
urlpatterns = router.urls
