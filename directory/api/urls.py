"""Addresses of this room in /api/v1/."""

from rest_framework.routers import SimpleRouter

from directory.api.views import OfferViewSet

router = SimpleRouter()
router.register("offers", OfferViewSet, basename="offer")
urlpatterns = router.urls
