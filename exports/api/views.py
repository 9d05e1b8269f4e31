"""Releases over /api/v1/, by the same gates and actions as the pages."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.mixins import ListModelMixin
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.viewsets import GenericViewSet

from accounts.access.gates import require
from accounts.access.verbs import Thing, Verb
from core.errors import error_body
from evaluation.access import study_for
from exports.access import downloadable_ids, release_for, releases_for
from exports.actions.releases import NothingNew, StudyClosed, request_release
from exports.api.serializers import ReleaseSerializer, RequestSerializer
from exports.forms import RequestForm
from exports.models import Release


@extend_schema(tags=["releases"])
class ReleaseViewSet(ListModelMixin, GenericViewSet):
    """The ledger of the studies you may see. A file is fetched at the address in `file`."""

    serializer_class = ReleaseSerializer
    lookup_field, lookup_value_converter = "public_id", "uuid"
    filter_backends = ()

    def get_queryset(self):
        require(self.request.user, Verb.SEE, Thing.RELEASE)
        return releases_for(self.request.user)

    def get_serializer_context(self):
        own = downloadable_ids(self.request.user)

        def file_url(release: Release) -> str | None:
            if release.pk not in own:
                return None
            return self.request.build_absolute_uri(reverse("exports:release_file", args=[release.public_id]))

        return super().get_serializer_context() | {"file_url": file_url}

    def retrieve(self, request: Request, public_id) -> Response:
        return Response(self.get_serializer(release_for(request.user, public_id, Verb.SEE)).data)

    @extend_schema(
        request=RequestSerializer,
        responses={201: ReleaseSerializer, 409: OpenApiResponse(description="Asked for already, or answered.")},
    )
    def create(self, request: Request) -> Response:
        """Ask for a release. Where the rules refuse it, it is in the ledger as refused, with the rules."""
        asked = RequestSerializer(data=request.data)
        asked.is_valid(raise_exception=True)
        study = study_for(request.user, asked.validated_data["study"], Verb.CREATE)
        form = RequestForm(asked.validated_data, study=study)
        if not form.is_valid():
            raise ValidationError({"programme": [_("Välj ett av studiens program.")]})
        try:
            release = request_release(study=study, by=request.user, today=timezone.localdate(), **form.cleaned_data)
        except NothingNew:
            detail = _("Studien har redan begärt allt som finns. Nästa underlag låses vid halvårsskiftet.")
            return Response(error_body(409, "nothing_new", detail), status=status.HTTP_409_CONFLICT)
        except StudyClosed:
            detail = _("Studien är avslutad: inget mer lämnas ut till den.")
            return Response(error_body(409, "study_closed", detail), status=status.HTTP_409_CONFLICT)
        return Response(self.get_serializer(release).data, status=status.HTTP_201_CREATED)
