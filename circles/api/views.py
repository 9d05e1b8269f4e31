"""Circles and sessions under /api/v1/: the gates and the actions of the pages."""

from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response
from rest_framework.viewsets import ReadOnlyModelViewSet

from accounts.access.verbs import Verb
from circles.access import circle_for, enrolment_for, list_seen, session_for, visible_circles, visible_sessions
from circles.actions.register import MarkConflict, Wanted, mark_many
from circles.api.serializers import (
    CircleSerializer,
    ConflictSerializer,
    MarkSerializer,
    RegisterSerializer,
    SessionSerializer,
    TileSerializer,
)
from circles.register import register_of
from circles.rules.verdict import Refused
from circles.words import sentences

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
ID = OpenApiParameter("public_id", OpenApiTypes.UUID, OpenApiParameter.PATH)


class CircleViewSet(ReadOnlyModelViewSet):
    serializer_class = CircleSerializer
    lookup_field, lookup_value_regex = "public_id", UUID

    def get_queryset(self):
        return visible_circles(self.request.user)

    def list(self, request, *args, **kwargs):
        list_seen(request.user)
        return super().list(request, *args, **kwargs)

    def get_object(self):
        found = circle_for(self.request.user, self.kwargs["public_id"], Verb.SEE)
        return self.get_queryset().get(pk=found.pk)

    @extend_schema(parameters=[ID])
    def retrieve(self, request, *args, **kwargs):
        return super().retrieve(request, *args, **kwargs)


class SessionViewSet(ReadOnlyModelViewSet):
    serializer_class = SessionSerializer
    lookup_field, lookup_value_regex = "public_id", UUID

    def get_queryset(self):
        return visible_sessions(self.request.user)

    def list(self, request, *args, **kwargs):
        list_seen(request.user)
        return super().list(request, *args, **kwargs)

    def get_object(self):
        return session_for(self.request.user, self.kwargs["public_id"], Verb.SEE)

    @extend_schema(parameters=[ID])
    def retrieve(self, request, *args, **kwargs):
        return super().retrieve(request, *args, **kwargs)

    @extend_schema(parameters=[ID], responses=RegisterSerializer)
    @action(detail=True, methods=["get"], url_path="register")
    def register(self, request, public_id=None):
        """The whole register, with the version of every mark."""
        session = session_for(request.user, public_id, Verb.SEE_PEOPLE)
        return Response(RegisterSerializer(register_of(session)).data)

    @extend_schema(
        parameters=[ID, OpenApiParameter("enrolment", OpenApiTypes.UUID, OpenApiParameter.PATH)],
        request=MarkSerializer,
        responses={200: TileSerializer, 409: ConflictSerializer},
    )
    @action(detail=True, methods=["put"], url_path=rf"register/(?P<enrolment>{UUID})")
    def mark(self, request, public_id=None, enrolment=None):
        """Set one mark. 409 with both values where somebody else came first."""
        session = session_for(request.user, public_id, Verb.MARK)
        seat = enrolment_for(request.user, enrolment, Verb.MARK)
        asked = MarkSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        return _mark(request, session, seat, asked.validated_data)


def _mark(request, session, seat, data) -> Response:
    wanted = Wanted(seat, data["status"], data["version"])
    try:
        mark_many(session=session, wanted=[wanted], by=request.user, correction=data.get("reason", ""))
    except MarkConflict as conflict:
        return Response(_conflict(conflict), status=status.HTTP_409_CONFLICT)
    except Refused as refused:
        raise ValidationError({"status": sentences(refused.reasons)}) from refused
    tile = next(tile for tile in register_of(session).tiles if tile.enrolment.pk == seat.pk)
    return Response(TileSerializer(tile).data)


def _conflict(conflict: MarkConflict) -> dict:
    words = _("En annan ledare hann före. Välj vilket värde som ska gälla.")
    told = {"detail": words, "mine": conflict.mine, "theirs": conflict.theirs, "version": conflict.version}
    return ConflictSerializer(told).data
