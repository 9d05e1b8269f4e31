"""Offers over /api/v1/: everyone who works here reads, the own organisation writes."""

from drf_spectacular.utils import extend_schema
from rest_framework import status, viewsets
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from accounts.access.verbs import Verb
from directory import actions
from directory.access import municipalities_for, offer_for, own_organisation, readable_offers
from directory.api.serializers import OfferSerializer, OfferWriteSerializer, StatusSerializer
from directory.forms import OfferForm

SWEDISH = {"title": "title_sv", "description": "description_sv", "schedule": "schedule_sv"}


class OfferViewSet(viewsets.GenericViewSet):
    """Support offers: what is listed, and every state of the own organisation's."""

    serializer_class = OfferSerializer
    lookup_field = "public_id"
    lookup_value_converter = "uuid"

    def get_queryset(self):
        return readable_offers(self.request.user)

    def list(self, request):
        page = self.paginate_queryset(self.get_queryset())
        return self.get_paginated_response(OfferSerializer(page, many=True).data)

    def retrieve(self, request, public_id):
        return Response(OfferSerializer(offer_for(request.user, public_id, Verb.SEE)).data)

    @extend_schema(request=OfferWriteSerializer, responses={201: OfferSerializer})
    def create(self, request):
        organisation = own_organisation(request.user)
        form = _form(request.data, municipalities_for(organisation))
        offer = actions.create_offer(by=request.user, organisation=organisation, facts=form.facts())
        return Response(self._again(offer), status=status.HTTP_201_CREATED)

    @extend_schema(request=OfferWriteSerializer)
    def update(self, request, public_id):
        offer = offer_for(request.user, public_id, Verb.EDIT)
        form = _form(request.data, municipalities_for(offer.organisation, offer))
        return Response(self._again(actions.edit_offer(by=request.user, offer=offer, facts=form.facts())))

    @extend_schema(request=StatusSerializer)
    @action(detail=True, methods=["post"])
    def status(self, request, public_id):
        """Publish (or review), rest, end, take up again. 409 with both values where the state doesn't allow it."""
        offer = offer_for(request.user, public_id, Verb.EDIT)
        said = StatusSerializer(data=request.data)
        said.is_valid(raise_exception=True)
        wanted = said.validated_data["status"]
        try:
            offer = actions.set_status(by=request.user, offer=offer, status=wanted)
        except actions.WrongState as wrong:
            return Response({"yours": wanted, "theirs": wrong.offer.status}, status=status.HTTP_409_CONFLICT)
        return Response(self._again(offer))

    def _again(self, offer) -> dict:
        return OfferSerializer(offer_for(self.request.user, offer.public_id, Verb.EDIT)).data


def _form(data, municipalities) -> OfferForm:
    """The page's own form filled from JSON; its errors by the names of the JSON."""
    said = OfferWriteSerializer(data=data)
    said.is_valid(raise_exception=True)
    form = OfferForm(
        {SWEDISH.get(name, name): value for name, value in said.validated_data.items()}, municipalities=municipalities
    )
    if not form.is_valid():
        names = {swedish: name for name, swedish in SWEDISH.items()}
        raise ValidationError({names.get(name, name): list(errors) for name, errors in form.errors.items()})
    return form
