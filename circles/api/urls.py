"""Addresses of this room in /api/v1/."""

from rest_framework.routers import SimpleRouter

from circles.api.views import CircleViewSet, SessionViewSet

router = SimpleRouter()
router.register("circles", CircleViewSet, basename="api-circle")
router.register("sessions", SessionViewSet, basename="api-session")
urlpatterns = router.urls
